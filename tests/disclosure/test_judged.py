"""Which year judges what: its own requests to its day, and what came after it is the next one's."""

from datetime import date, timedelta

import pytest

from disclosure import findings
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.links import Link
from kurume_privacy.models import ClosedYear, Counted, CountingWay
from reports.publishing.draft import Draft
from tests import factories
from tests.disclosure.test_course import act_request, granted
from tests.factories import ACT, saved

pytestmark = pytest.mark.django_db

OWN, NEXT, AFTER = FiscalYear(2024), FiscalYear(2025), FiscalYear(2026)
RECEIVED = date(2025, 3, 20)  # due on 21 April
COUNTED = date(2025, 5, 31)  # so far counts the year of its receipt
DAY = timedelta(days=1)
LIST, DETAIL = "disclosure:disclosurerequest_list", "disclosure:disclosurerequest_detail"


def found(year, to=None, before=None):
    return {one.check: one for one in findings.findings(year, Counted.of(year, to, before))}


def late(day, number=7, **fields):
    """Return an answer of a day, to a request that a third party opposed."""
    request = act_request(received_on=RECEIVED, number=number)
    days = {"asked_on": RECEIVED, "answered_on": RECEIVED}
    factories.third_party(request=request, opposed="yes", **days)
    return granted(request, decided_on=day, carried_out_on=day + DAY, **fields)


class TestWhatCameAfterTheDayOfItsYear:
    def test_is_judged_by_the_next_year_alone(self):
        answer = late(date(2025, 6, 20))
        assert found(OWN, COUNTED).keys() == {"requests_without_disposition"}
        wrong = found(NEXT, before=COUNTED)
        assert wrong.keys() == {
            "decided_after_due",
            "disclosed_within_wait",
            "opposed_third_party_not_told",
        }
        assert wrong["decided_after_due"].subjects == (
            "令和6年度 開示請求第7号 全部開示（令和7年6月20日、期限後60日）",
        )
        assert {one.link for one in wrong.values()} == {Link(DETAIL, answer.request_id)}
        assert found(AFTER) == {}

    def test_so_it_is_in_the_draft_where_the_year_before_was_closed_with_a_day(self):
        late(date(2025, 6, 20))
        ClosedYear.objects.create(year=2024, counted_to=COUNTED)
        assert "decided_after_due" not in checked(OWN)
        assert "decided_after_due" in checked(NEXT)

    def test_of_an_answer_that_its_year_counted_the_next_judges_what_followed(self):
        late(COUNTED)
        assert found(OWN, COUNTED).keys() == {"decided_after_due"}
        judged = {"disclosed_within_wait", "opposed_third_party_not_told"}
        assert found(NEXT, before=COUNTED).keys() == judged

    def test_is_judged_up_to_the_day_of_the_year_that_judges(self):
        late(date(2026, 5, 20))
        assert found(NEXT, date(2026, 5, 10), COUNTED) == {}
        assert "decided_after_due" in found(AFTER, before=date(2026, 5, 10))

    def test_are_steps_too(self):
        asked = {"extension_days": 30, "extension_reason": "文書が多いため"}
        request = act_request(received_on=RECEIVED, number=7, extended_on=COUNTED + DAY, **asked)
        factories.correction(
            request=request, requested_on=COUNTED + 2 * DAY, completed_on=COUNTED + 3 * DAY
        )
        granted(request, decided_on=COUNTED, notified_on=COUNTED, applied_on=COUNTED + 40 * DAY)
        assert found(OWN, COUNTED).keys() == {"decided_after_due"}
        wrong = found(NEXT, before=COUNTED)
        assert wrong.keys() == {
            "extended_after_due",
            "applied_after_days",
            "course_after_decided",
        }
        assert wrong["course_after_decided"].subjects == (
            "令和6年度 開示請求第7号 延長を通知した日（令和7年6月1日）",
            "令和6年度 開示請求第7号 補正（令和7年6月2日）",
        )

    def test_are_errors_too(self):
        request = act_request(received_on=RECEIVED)
        granted(request, decided_on=COUNTED)
        withdrawal = factories.outcome("取下げ", ACT)
        factories.disposition(request=request, outcome=withdrawal, decided_on=COUNTED + DAY)
        assert "withdrawn_after_decided" not in found(OWN, COUNTED)
        assert found(NEXT, before=COUNTED).keys() == {"withdrawn_after_decided"}

    def test_several_are_a_list_of_earlier_years_and_those_of_the_year_one_of_their_own(self):
        for number in (2, 1):
            late(date(2025, 6, 20), number)
        request = act_request(received_on=date(2025, 4, 1), number=1)
        granted(request, decided_on=date(2025, 6, 20))
        own, carried = [
            one
            for one in findings.findings(NEXT, Counted.of(NEXT, before=COUNTED))
            if one.check == "decided_after_due"
        ]
        assert own.link == Link(DETAIL, request.pk)
        assert [subject[:13] for subject in carried.subjects] == [
            "令和6年度 開示請求第1号",
            "令和6年度 開示請求第2号",
        ]
        query = (("received_on_until", date(2025, 3, 31)), ("late", "on"))
        assert carried.link == Link(LIST, query=query)


class TestOnlyAYearThatCountsEarlierRequests:
    @pytest.mark.parametrize(
        ("counting", "judges"),
        [
            ({"states_course": False}, False),
            ({"states_course": False, "dispositions": "flow"}, True),
            ({"states_course": True}, True),
        ],
        ids=["cohort", "flow", "its course"],
    )
    def test_judges_them(self, counting, judges):
        late(date(2025, 6, 20))
        for way in CountingWay.objects.filter(regime=factories.regime(ACT)):
            for name, value in counting.items():
                setattr(way, name, value)
            saved(way)
        assert ("decided_after_due" in found(NEXT, before=COUNTED)) is judges

    def test_and_none_under_the_ordinance_does(self):
        request = factories.disclosure_request(received_on=date(2021, 3, 20))
        for name, day in (("承諾", date(2021, 6, 20)), ("取下げ", date(2021, 6, 21))):
            factories.disposition(request=request, outcome=factories.outcome(name), decided_on=day)
        assert found(FiscalYear(2020)).keys() == {"withdrawn_after_decided"}
        assert found(FiscalYear(2021)) == {}


def checked(year):
    return {one.check for one in Draft.of(year, date(2026, 7, 1)).findings}


def test_60_carried_over_take_as_many_queries_as_10(django_assert_num_queries):
    for number in range(1, 11):
        late(date(2025, 6, 20), number)
    with django_assert_num_queries(37):
        assert len(found(NEXT, before=COUNTED)) == 3
    for number in range(11, 61):
        late(date(2025, 6, 20), number)
    with django_assert_num_queries(37):
        assert len(found(NEXT, before=COUNTED)) == 3
