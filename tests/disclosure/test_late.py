"""What came too late: recorded as it happened, marked, filtered by, found before publication."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from disclosure import due, late
from disclosure.judged import Judged
from disclosure.models import DisclosureRequest, Disposition
from disclosure.timeline import course
from kurume_privacy.calendar.deadlines import Pause, Rule, deadline
from kurume_privacy.calendar.fiscal import FiscalYear
from tests import factories
from tests.desk import listed, log_in_as, words

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"
YEAR = FiscalYear(2024)
RECEIVED = date(2024, 5, 7)
DUE = date(2024, 6, 6)  # thirty days on: a Thursday
DAY = timedelta(days=1)


def request_of(number=1, received_on=RECEIVED, **fields):
    """Return a request under the Act, which gives thirty days, and thirty more."""
    kind = factories.kind("開示", factories.ACT)
    method = factories.method("閲覧", factories.ACT)
    made = factories.disclosure_request(
        number=number, received_on=received_on, kind=kind, method=method, **fields
    )
    assert made.original_due_on == received_on + 30 * DAY
    return made


def answered(request, day, name="全部開示"):
    return factories.disposition(
        request=request, outcome=factories.outcome(name, factories.ACT), decided_on=day
    )


def extended(day, number=1, **fields):
    known = {"extension_days": 30, "extension_reason": "文書が多いため"}
    return request_of(number, extended_on=day, **known | fields)


def found(check=None):
    findings = list(late.findings(Judged(YEAR)))
    return [one for one in findings if check is None or one.check == check.name]


class TestAnExtension:
    @pytest.mark.parametrize("day", [RECEIVED, DUE - DAY, DUE])
    def test_in_time_moves_the_due_date(self, day):
        assert extended(day).due_on == DUE + 32 * DAY  # the thirtieth day is a Saturday
        assert found() == []

    def test_notified_when_the_time_was_over_moves_nothing(self):
        request = extended(DUE + DAY)
        assert (request.due_on, request.original_due_on) == (DUE, DUE)
        assert request.extended_on == DUE + DAY

    def test_is_in_time_where_a_correction_held_the_time_up(self):
        request = request_of()
        factories.correction(
            request=request, requested_on=RECEIVED + DAY, completed_on=RECEIVED + 11 * DAY
        )
        request.refresh_from_db()
        request.extended_on, request.extension_days = DUE + 5 * DAY, 30
        request.extension_reason = "文書が多いため"
        factories.saved(request)
        assert request.due_on > DUE + 30 * DAY
        assert found(late.EXTENDED) == []

    def test_that_was_late_is_found_and_its_page_says_so(self):
        request = extended(DUE + DAY, number=7)
        (finding,) = found(late.EXTENDED)
        assert finding.subjects == ("令和6年度 開示請求第7号（令和6年6月7日通知）",)
        (event,) = (event for event in course(request) if event.what == "期限を延長した")
        assert "期限の後の通知のため、期限は延びません。" in event.details
        page = words(log_in_as().get(f"{request.get_absolute_url()}deadline/"))
        assert "延長の通知が期限の後だったため、期限は延びません。" in page

    def test_that_was_stored_as_if_in_time_waits_for_a_yes_even_when_answered(self):
        request = extended(DUE + DAY)
        answered(request, DUE + 20 * DAY)
        stored = QuerySet(DisclosureRequest).filter(pk=request.pk)
        stored.update(due_on=DUE + 31 * DAY)
        (move,) = due.would_move()
        assert (move.stored, move.new) == (DUE + 31 * DAY, DUE)
        assert "延長の通知が期限の後で" in words(log_in_as().get("/desk/requests/deadlines/"))


@given(
    st.dates(date(2023, 4, 1), date(2030, 1, 1)),
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(0, 200),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2),
)
def test_an_extension_counts_exactly_when_it_was_notified_in_time(
    received, days, extension, after, breaks
):
    pauses = [Pause(received + a * DAY, received + (a + b) * DAY) for a, b in breaks]
    rule, notified = Rule(days), received + after * DAY
    without = deadline(rule, received, lambda day: "", pauses).due
    counted = deadline(rule, received, lambda day: "", pauses, extension, notified)
    always = deadline(rule, received, lambda day: "", pauses, extension)
    assert without is not None
    assert counted.late_extension == (notified > without)
    assert counted.due == (without if notified > without else always.due)


class TestADecision:
    @pytest.fixture
    def requests(self):
        """One in time, one on the day, two late, one withdrawn late, one of another year."""
        days = [DUE - DAY, DUE, DUE + 3 * DAY, DUE + 10 * DAY]
        made = [request_of(number) for number in range(1, 6)]
        for request, day in zip(made, days, strict=False):
            answered(request, day)
        answered(made[4], DUE + 30 * DAY, "取下げ")
        other = request_of(1, date(2025, 5, 7))
        answered(other, date(2025, 9, 1))
        return made

    def test_after_the_due_date_is_marked_in_the_list_with_its_days(self, requests):
        page = words(log_in_as().get(LIST, {"year": 2024}))
        assert page.count("期限後") == 2
        assert "期限後3日" in page
        assert "期限後10日" in page

    def test_and_on_the_page_of_its_request(self, requests):
        page = words(log_in_as().get(requests[2].get_absolute_url()))
        assert page.count("期限後3日") == 2  # beside the due date, and in the course
        assert "期限後" not in words(log_in_as().get(requests[1].get_absolute_url()))

    def test_and_in_the_list_of_decisions(self, requests):
        page = words(log_in_as().get(f"{LIST}dispositions/", {"year": 2024}))
        assert page.count("期限後") == 2

    def test_is_what_the_lists_are_filtered_by(self, requests):
        office = log_in_as()
        shown = listed(office.get(LIST, {"late": "on", "year": 2024, "sort": "number"}))
        assert shown == requests[2:4]
        shown = listed(office.get(f"{LIST}dispositions/", {"late": "on", "year": 2024}))
        assert {each.request for each in shown} == set(requests[2:4])

    def test_is_found_and_the_link_leads_to_exactly_these(self, requests):
        (finding,) = found(late.DECIDED)
        assert finding.subjects == (
            "令和6年度 開示請求第3号 全部開示（令和6年6月9日、期限後3日）",
            "令和6年度 開示請求第4号 全部開示（令和6年6月16日、期限後10日）",
        )
        answer = log_in_as().get(LIST, dict(finding.link.query))
        assert set(listed(answer)) == set(requests[2:4])

    def test_of_several_the_latest_counts(self):
        request = request_of()
        for day in (DUE - DAY, DUE + 2 * DAY):
            answered(request, day)
        assert "期限後2日" in words(log_in_as().get(LIST))


class TestStepsAfterTheDecision:
    def test_are_found_and_those_before_are_not(self):
        before = extended(RECEIVED + DAY, number=1)
        factories.third_party(request=before, asked_on=RECEIVED + DAY)
        factories.correction(request=before, requested_on=RECEIVED, completed_on=RECEIVED + DAY)
        after = extended(DUE, number=2)
        factories.third_party(request=after, asked_on=DUE + DAY)
        for request in (before, after):
            answered(request, RECEIVED + 5 * DAY)
        factories.correction(request=after, requested_on=DUE, completed_on=DUE)
        (finding,) = found(late.BEHIND)
        assert finding.subjects == (
            "令和6年度 開示請求第2号 延長を通知した日（令和6年6月6日）",
            "令和6年度 開示請求第2号 第三者の意見（令和6年6月7日）",
            "令和6年度 開示請求第2号 補正（令和6年6月6日）",
        )

    def test_a_later_decision_on_the_rest_makes_them_steps_on_the_way(self):
        request = extended(DUE, number=2)
        answered(request, RECEIVED + 5 * DAY)
        answered(request, DUE + DAY)
        assert found(late.BEHIND) == []
        assert Disposition.objects.count() == 2
