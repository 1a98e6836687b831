"""期限の特例: a part by day 60, the rest in a reasonable time (法84条, 95条, 103条)."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure import due, findings, late
from disclosure.forms import DisclosureRequestForm
from disclosure.judged import Judged
from disclosure.models import Disposition
from disclosure.timeline import course
from kurume_privacy.calendar.fiscal import FiscalYear
from tests import factories
from tests.desk import log_in_as, words
from tests.disclosure.sent import whole
from tests.disclosure.test_course import (
    BEFORE,
    EXTENSION,
    LATER,
    RECEIVED_ON,
    SPECIAL,
    act_request,
    granted,
)
from tests.factories import ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DUE_ON = date(2026, 7, 1)
PART_ON, REST_ON = SPECIAL["special_part_on"], SPECIAL["special_rest_on"]
WITHOUT_PART = SPECIAL | {"special_part_on": None}
WHOLE = "期限の特例は、通知した日、理由と期限を全て入力してください。"


NOT_LONGER = "はじめの決定期限（令和8年7月1日）より後の日にしてください。"


def due_on(request):
    request.refresh_from_db()
    return request.due_on


def decide(request, name="全部開示", **fields):
    return factories.disposition(request=request, outcome=factories.outcome(name, ACT), **fields)


class TestDisclosure:
    """法84条."""

    def test_is_followed_to_the_decision_on_the_rest(self):
        request = act_request(**SPECIAL)
        open_requests = type(request).objects.open
        assert (request.original_due_on, request.due_on) == (DUE_ON, PART_ON)
        part = decide(request, part_only=True, decided_on=PART_ON)
        assert due_on(request) == REST_ON
        assert list(open_requests()) == [request]
        assert list(open_requests().overdue(REST_ON + DAY)) == [request]
        decide(request, "部分開示", clauses=[factories.clause(2, ACT)], decided_on=REST_ON)
        assert list(open_requests()) == []
        assert (part.days_late, request.days_late) == (0, 0)
        assert list(late.findings(Judged(FiscalYear(2026)))) == []

    def test_without_the_decision_on_the_part_that_is_due_again(self):
        request = act_request(**SPECIAL)
        part = decide(request, part_only=True)
        assert due_on(request) == REST_ON
        part.part_only = False
        saved(part)
        assert due_on(request) == PART_ON
        part.part_only = True
        saved(part)
        part.delete()
        assert due_on(request) == PART_ON

    def test_each_decision_is_late_by_the_date_of_its_own(self):
        request = act_request(number=4, **SPECIAL)
        decide(request, part_only=True, decided_on=PART_ON + 2 * DAY)
        decide(request, decided_on=REST_ON + 3 * DAY)
        assert [each.days_late for each in request.dispositions.all()] == [2, 3]
        (finding,) = late.findings(Judged(FiscalYear(2026)))
        assert finding.check == late.DECIDED.name
        assert [each[-6:-1] for each in finding.subjects] == ["期限後2日", "期限後3日"]

    @pytest.mark.parametrize("field", ["special_notified_on", "special_reason", "special_rest_on"])
    def test_half_of_it_is_refused(self, field):
        request = act_request(**SPECIAL)
        setattr(request, field, "" if field == "special_reason" else None)
        with pytest.raises(Exception, match=WHOLE):
            request.full_clean()
        refused_by_database(request, "special_period_whole")

    def test_has_a_part(self):
        request = act_request(**SPECIAL)
        request.special_part_on = None
        refused(request, "相当の部分の決定期限を入力してください。", at="special_part_on")

    def test_its_part_is_due_by_day_sixty(self):
        request = act_request(**SPECIAL)
        request.special_part_on += DAY  # a Saturday: the last day moves, as that of any count
        sentence = (
            "相当の部分の決定期限は、請求があった日から60日目の令和8年7月31日までにしてください。"
        )
        refused(request, sentence, at="special_part_on")

    def test_days_of_a_correction_do_not_count(self):
        request = act_request(**SPECIAL)
        factories.correction(request=request, requested_on=LATER, completed_on=LATER + 5 * DAY)
        request.special_part_on += 5 * DAY
        saved(request)

    def test_a_rest_before_the_part_is_refused(self):
        request = act_request(**SPECIAL)
        request.special_rest_on = PART_ON - DAY
        refused(request, "残りの決定期限は、相当の部分の決定期限以後の日にしてください。")
        refused_by_database(request, "special_rest_after_part")

    def test_a_date_before_receipt_is_refused(self):
        request = act_request("訂正", **WITHOUT_PART)
        request.special_rest_on = BEFORE
        refused(request, NOT_LONGER, at="special_rest_on")
        refused_by_database(request, "special_rest_on_after_receipt")

    @pytest.mark.parametrize("kind", ["開示", "訂正", "利用停止"])
    def test_is_longer_than_the_first_period(self, kind):
        request = act_request(kind, **(SPECIAL if kind == "開示" else WITHOUT_PART))
        request.special_part_on = DUE_ON if kind == "開示" else None
        request.special_rest_on = DUE_ON
        refused(request, NOT_LONGER, at="special_rest_on")
        request.special_rest_on += DAY
        saved(request)

    @pytest.mark.parametrize("name", ["取下げ", "移送"])
    def test_what_ends_a_request_is_of_the_whole(self, name):
        request = act_request(**SPECIAL)
        to = {"transferred_to": "福岡県"} if name == "移送" else {}
        answer = decide(request, name, **to)
        answer.part_only = True
        sentence = f"「{name}」は、請求の全部についてのものにしてください。"
        refused(answer, sentence, at="part_only")

    def test_stands_in_the_place_of_an_extension(self):
        request = act_request(**EXTENSION)
        for field, value in SPECIAL.items():
            setattr(request, field, value)
        refused(request, "延長と期限の特例は、どちらか一方だけにしてください。")
        refused_by_database(request, "extension_or_special_period")

    def test_is_not_notified_before_receipt(self):
        request = act_request(**SPECIAL)
        request.special_notified_on = BEFORE
        refused(request, "期限の特例を通知した日は、受付日以後の日にしてください。")
        refused_by_database(request, "special_period_after_receipt")

    def test_an_answer_on_a_part_needs_a_part(self):
        answer = granted()
        answer.part_only = True
        sentence = "この請求には、相当の部分の期限（期限の特例）がありません。"
        refused(answer, sentence, at="part_only")

    def test_is_not_taken_back_under_an_answer_on_its_part(self):
        request = act_request(**SPECIAL)
        decide(request, part_only=True)
        for field in SPECIAL:
            setattr(request, field, "" if field == "special_reason" else None)
        with pytest.raises(Exception, match="処理「全部開示」と合いません。"):
            request.full_clean()

    def test_whoever_withdraws_the_rest_is_not_too_late(self):
        request = act_request(**SPECIAL)
        decide(request, part_only=True, decided_on=PART_ON)
        decide(request, "取下げ", decided_on=REST_ON)
        assert list(findings.findings(FiscalYear(2026))) == []


class TestNotifiedTooLate:
    def test_moves_nothing_and_is_a_check(self):
        request = act_request(number=7, **SPECIAL | {"special_notified_on": DUE_ON + DAY})
        assert (request.due_on, request.special_notified_on) == (DUE_ON, DUE_ON + DAY)
        (finding,) = late.findings(Judged(FiscalYear(2026)))
        assert finding.check == late.SPECIAL.name
        assert finding.subjects == ("令和8年度 開示請求第7号（令和8年7月2日通知）",)
        (event,) = (each for each in course(request) if each.what == "期限の特例を通知した")
        assert event.details[-1] == "期限の後の通知のため、期限は延びません。"
        page = words(log_in_as().get(f"{request.get_absolute_url()}deadline/"))
        assert "期限の特例の通知が期限の後だったため、期限は延びません。" in page

    @pytest.mark.parametrize("day", [RECEIVED_ON, DUE_ON])
    def test_within_the_first_period_it_is_in_time(self, day):
        assert act_request(**SPECIAL | {"special_notified_on": day}).due_on == PART_ON
        assert list(late.findings(Judged(FiscalYear(2026)))) == []

    def test_a_correction_that_held_the_period_up_leaves_it_in_time(self):
        request = act_request()
        factories.correction(request=request, requested_on=LATER, completed_on=LATER + 9 * DAY)
        request.refresh_from_db()
        for field, value in (SPECIAL | {"special_notified_on": DUE_ON + 5 * DAY}).items():
            setattr(request, field, value)
        assert saved(request).due_on == PART_ON
        assert list(late.findings(Judged(FiscalYear(2026)))) == []

    def test_a_decision_on_the_part_is_then_late_by_the_first_date(self):
        request = act_request(**SPECIAL | {"special_notified_on": DUE_ON + DAY})
        answer = decide(request, part_only=True, decided_on=DUE_ON + 4 * DAY)
        assert answer.days_late == 4
        assert Disposition.objects.get().request.days_late == 4


@pytest.mark.parametrize("kind", ["訂正", "利用停止"])
class TestCorrectionAndCessation:
    """法95条, 103条: the same, without the part."""

    def test_is_due_in_a_reasonable_time(self, kind):
        request = act_request(kind, **WITHOUT_PART)
        assert request.due_on == REST_ON
        factories.disposition(request=request, decided_on=REST_ON)
        assert not type(request).objects.open().exists()

    def test_knows_no_part(self, kind):
        request = act_request(kind, **WITHOUT_PART)
        request.special_part_on = PART_ON
        sentence = f"{kind}請求には、相当の部分の期限はありません。"
        refused(request, sentence, at="special_part_on")


def test_under_the_ordinance_there_is_none():
    request = factories.disclosure_request()
    days = dict.fromkeys(("special_notified_on", "special_rest_on"), factories.DAY)
    for field, value in (SPECIAL | {"special_part_on": None} | days).items():
        setattr(request, field, value)
    refused(request, "開示請求には、期限の特例はありません。", at="special_notified_on")


class TestItsForm:
    LAW = {"received_on": "R8.6.1", "requester": "self", "way": "counter"}
    TYPED = {
        "special_notified_on": "R8.6.20",
        "special_reason": "著しく大量であるため",
        "special_rest_on": "R8.12.25",
    }

    def form(self, corrections=(), **fields):
        law = self.LAW | {
            "kind": factories.kind(regime_name=ACT).pk,
            "method": factories.method(regime_name=ACT).pk,
        }
        made = DisclosureRequestForm(whole(corrections=corrections, **law | self.TYPED | fields))
        made.is_valid()
        return made

    def test_gives_the_part_its_last_day(self):
        request = self.form().save()
        assert (request.special_part_on, request.due_on) == (PART_ON, PART_ON)

    def test_with_the_corrections_that_are_sent_along(self):
        corrections = [{"requested_on": "R8.6.4", "completed_on": "R8.6.9"}]
        request = self.form(corrections).save()
        assert request.special_part_on == date(2026, 8, 5)
        assert self.form(corrections, special_part_on="R8.8.5").errors == {}
        assert "special_part_on" in self.form(corrections, special_part_on="R8.8.6").errors

    def test_says_what_is_wanting_beside_it(self):
        assert list(self.form(special_reason="").errors) == ["special_reason"]


@pytest.fixture
def transactional():
    """Return a block of which nothing stays."""

    @contextmanager
    def block():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@pytest.mark.parametrize("kind", ["開示", "訂正"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    days=st.integers(10, 40),
    notified=st.integers(0, 60),
    lasts=st.tuples(st.integers(30, 60), st.integers(61, 400)),
    breaks=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=2),
    closed=st.sets(st.integers(0, 90), max_size=5),
    decided=st.booleans(),
)
def test_the_due_date_is_always_the_last_day_of_its_explanation(
    transactional, kind, days, notified, lasts, breaks, closed, decided
):
    with transactional():
        row = factories.deadline(ACT, kind)
        row.decision_days = days
        saved(row)
        for day in closed:
            factories.closed_day(day=RECEIVED_ON + day * DAY, name="市の休日")
        request = act_request(kind)
        for begins, length in breaks:
            first = RECEIVED_ON + begins * DAY
            factories.correction(
                request=request, requested_on=first, completed_on=first + length * DAY
            )
        request.refresh_from_db()
        request.special_notified_on = RECEIVED_ON + notified * DAY
        request.special_reason = "著しく大量であるため"
        part, rest = (RECEIVED_ON + each * DAY for each in lasts)
        request.special_part_on = part if kind == "開示" else None
        request.special_rest_on = rest
        saved(request)
        if decided and request.special_part_on:
            granted(request=request, part_only=True)
        request.refresh_from_db()
        explained = due.explanation(type(request).objects.get(pk=request.pk))
        assert explained.due == request.due_on == explained.days[-1].date
        told = rest if decided or kind != "開示" else part
        assert request.due_on == (explained.days[-1].date if explained.late_special else told)
        assert due.would_move() == []
