"""What follows an answer: notice, application, carrying out, costs (法80条, 87条, 89条, 97条)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from disclosure import late
from disclosure.judged import Judged
from disclosure.models import Disposition, fitting_clauses
from disclosure.models.carrying_out import CARRYING_OUT
from disclosure.timeline import course
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from tests import factories
from tests.disclosure.test_course import BEFORE, LATER, RECEIVED_ON, act_request, granted
from tests.factories import ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_disclosure_is_notified_applied_for_carried_out_and_paid():
    answer = granted(
        decided_on=RECEIVED_ON,
        notified_on=LATER,
        applied_on=LATER,
        carried_out_on=LATER + DAY,
        sheets=12,
        fee=300,
        copying_cost=120,
        waived=True,
        paid_on=LATER + DAY,
    )
    events = [(event.what, event.details) for event in course(answer.request)]
    assert events[2:] == [
        ("請求した人に通知した", ()),
        ("実施の申出", ()),
        ("実施", ("12枚", "手数料300円", "写しの費用120円", "減免")),
        ("納付", ()),
    ]


@pytest.mark.parametrize(
    ("notified", "applied"), [(BEFORE, None), (LATER, RECEIVED_ON), (None, BEFORE)]
)
def test_notice_and_application_out_of_order_are_refused(notified, applied):
    answer = granted(decided_on=RECEIVED_ON)
    answer.notified_on, answer.applied_on = notified, applied
    sentence = "決定日、通知日、実施の申出の日は、この順になるようにしてください。"
    refused(answer, sentence)
    refused_by_database(answer, "applied_after_notice")


@pytest.mark.parametrize("field", CARRYING_OUT)
def test_what_grants_nothing_is_not_carried_out(field):
    answer = factories.disposition(
        request=act_request("訂正"), outcome=factories.outcome("却下", ACT)
    )
    days = field.endswith("_on")
    setattr(answer, field, LATER if days else True if field in ("waived", "by_discretion") else 0)
    with pytest.raises(ValidationError) as refusal:
        answer.full_clean()
    assert set(refusal.value.message_dict) <= {field, "__all__"}
    assert field in refusal.value.message_dict


class TestApplication:
    """法87条4項: within thirty days of the notice; later is recorded, and is a check."""

    def applied(self, days):
        return granted(
            act_request(number=9),
            decided_on=LATER,
            notified_on=LATER,
            applied_on=LATER + days * DAY,
        )

    @pytest.mark.parametrize("days", [30, 32], ids=["a Saturday", "the next open day"])
    def test_within_the_days_is_in_time(self, days):
        self.applied(days)
        assert list(late.findings(Judged(FiscalYear(2026)))) == []

    def test_later_is_a_check(self):
        self.applied(33)
        (finding,) = late.findings(Judged(FiscalYear(2026)))
        assert finding.check == late.APPLIED.name
        assert finding.subjects == ("令和8年度 開示請求第9号 全部開示（令和8年7月7日申出）",)


class TestTheOrderOfWhatFollows:
    """法82条, 87条, 89条: told, applied for, carried out; and nothing is paid before a request."""

    def found(self, year=2026, to=None, after=None):
        judged = Judged(FiscalYear(year), to, after)
        return [one for one in late.findings(judged) if one.check == late.DISORDERED.name]

    def test_in_order_or_on_one_day_is_right(self):
        days = dict.fromkeys(("notified_on", "applied_on", "carried_out_on"), LATER)
        granted(decided_on=LATER, paid_on=RECEIVED_ON, **days)
        assert self.found() == []

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            ({"notified_on": LATER + DAY}, ["通知日（令和8年6月5日、実施日より後）"]),
            (
                {"notified_on": LATER, "applied_on": LATER + DAY},
                ["実施の申出の日（令和8年6月5日、実施日より後）"],
            ),
            ({"paid_on": RECEIVED_ON - DAY}, ["納付日（令和8年5月31日、受付日より前）"]),
            (
                {"notified_on": LATER + DAY, "paid_on": RECEIVED_ON - DAY},
                [
                    "通知日（令和8年6月5日、実施日より後）",
                    "納付日（令和8年5月31日、受付日より前）",
                ],
            ),
        ],
        ids=["told", "applied", "paid", "both"],
    )
    def test_out_of_it_is_a_check(self, days, told):
        request = act_request(number=9)
        granted(request, decided_on=LATER, carried_out_on=LATER, **days)
        (finding,) = self.found()
        assert finding.severity == Severity.WARNING
        named = "令和8年度 開示請求第9号 全部開示"
        assert list(finding.subjects) == [f"{named} {each}" for each in told]
        assert finding.link == Link("disclosure:disclosurerequest_detail", request.pk)

    def test_who_transferred_the_request_may_have_been_paid(self):
        sent = {"transferred_from": "福岡県", "first_received_on": RECEIVED_ON - 2 * DAY}
        granted(act_request(**sent), decided_on=LATER, paid_on=RECEIVED_ON - DAY)
        assert self.found() == []

    def test_the_ordinance_asks_for_no_order(self):
        request = factories.disclosure_request()
        day = request.received_on
        days = {"carried_out_on": day, "notified_on": day + DAY}
        factories.disposition(request=request, decided_on=day, **days)
        assert self.found(2021) == []

    def test_the_year_judges_it_by_its_day_and_a_payment_by_that_of_the_decision(self):
        granted(decided_on=LATER, carried_out_on=LATER, notified_on=LATER + DAY)
        granted(decided_on=LATER, paid_on=RECEIVED_ON - DAY)
        assert self.found(to=LATER - DAY) == []
        (paid,) = self.found(to=LATER)
        assert len(paid.subjects) == 1
        (both,) = self.found(2027, after=LATER - DAY)
        assert len(both.subjects) == 2
        assert self.found(2027, after=LATER + DAY) == []


class TestDiscretion:
    """法80条."""

    def test_is_a_mark_of_a_disclosure(self):
        answer = granted(by_discretion=True)
        assert course(answer.request)[-1].details == ("裁量的開示",)

    def test_no_other_kind_has_it(self):
        answer = factories.disposition(
            request=act_request("訂正"), outcome=factories.outcome("訂正", ACT)
        )
        answer.by_discretion = True
        refused(answer, "訂正請求には、裁量的開示はありません。", at="by_discretion")


class TestRecipients:
    """法97条: whoever got the data is told of its correction."""

    def corrected(self, **fields):
        return factories.disposition(
            request=act_request("訂正"), outcome=factories.outcome("訂正", ACT), **fields
        )

    def test_are_told_of_what_was_corrected(self):
        self.corrected(carried_out_on=LATER, recipients_told_on=LATER)

    def test_not_before(self):
        answer = self.corrected(carried_out_on=LATER)
        answer.recipients_told_on = RECEIVED_ON
        refused(answer, "提供先への通知日は、実施日以後の日にしてください。")
        refused_by_database(answer, "recipients_told_after_carrying_out")

    def test_and_of_nothing_that_was_not(self):
        answer = self.corrected()
        answer.recipients_told_on = LATER
        refused(answer, "実施日も入力してください。")
        refused_by_database(answer, "recipients_told_of_what_was_done")

    def test_nobody_is_told_of_a_disclosure(self):
        answer = granted(carried_out_on=LATER)
        answer.recipients_told_on = LATER
        sentence = "開示請求には、提供先への通知はありません。"
        refused(answer, sentence, at="recipients_told_on")


class TestOutcomesOfEachKind:
    """法93条, 101条."""

    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            ("訂正", ("訂正", "一部訂正", "不訂正")),
            ("利用停止", ("利用停止", "一部利用停止", "不利用停止")),
        ],
    )
    def test_are_its_own(self, kind, names):
        for name in names:
            factories.disposition(request=act_request(kind), outcome=factories.outcome(name, ACT))
        other = {"訂正": "利用停止", "利用停止": "訂正"}[kind]
        answer = Disposition(
            request=act_request(kind),
            outcome=factories.outcome(other, ACT),
            decided_on=RECEIVED_ON,
        )
        refused(answer, f"{kind}請求には「{other}」はありません。", at="outcome")

    def test_are_those_of_the_day_of_the_decision(self):
        row = factories.outcome("一部訂正", ACT)
        row.valid_from = LATER
        saved(row)
        answer = Disposition(request=act_request("訂正"), outcome=row, decided_on=RECEIVED_ON)
        refused(answer, "「一部訂正」は、令和8年6月1日には適用されません。", at="outcome")
        answer.decided_on = LATER
        saved(answer)

    def test_so_are_clauses(self):
        clause = factories.clause(2, ACT)
        clause.valid_until = RECEIVED_ON
        saved(clause)
        kind, outcome = factories.kind("開示", ACT), factories.outcome("不開示", ACT)
        assert fitting_clauses(kind, outcome, [clause], RECEIVED_ON) == [clause]
        with pytest.raises(Exception, match="令和8年6月4日には適用されません"):
            fitting_clauses(kind, outcome, [clause], LATER)
