"""What the checks find wrong with requests and their answers, and what they leave alone.

The forms refuse most of it. Records taken over, or a law that was edited later, can be so.
"""

from datetime import date, timedelta

import pytest

from disclosure import findings
from disclosure.models import Disposition, DispositionClause
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from kurume_privacy.models import Outcome
from tests import factories
from tests.factories import ACT, ASSEMBLY, DAY, FIRST_DAY_OF_ACT, ORDINANCE

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2021)
LATER = DAY + timedelta(days=10)
LIST, DETAIL = "disclosure:disclosurerequest_list", "disclosure:disclosurerequest_detail"


def found(year=YEAR) -> dict:
    return {finding.check: finding for finding in findings.findings(year)}


def partly(number=5, **fields):
    """Record an answer that names the first clause, and return it."""
    request = factories.disclosure_request(number=number)
    outcome = factories.outcome("一部承諾")
    return factories.disposition([factories.clause()], request=request, outcome=outcome, **fields)


def answered(request, name="承諾", day=DAY, regime=ORDINANCE):
    """Record an answer past the form."""
    outcome = factories.outcome(name, regime)
    disposition = Disposition(request=request, outcome=outcome, decided_on=day)
    disposition.save()
    return disposition


def test_a_year_in_order_has_no_findings():
    partly()
    factories.disposition()
    assert found() == {}


def test_a_year_without_records_has_none_either():
    assert found(FiscalYear(1999)) == {}


# Requests without a disposition


def test_a_request_without_disposition_is_found():
    request = factories.disclosure_request(number=5)
    finding = found()["requests_without_disposition"]
    assert finding.severity == Severity.WARNING
    assert finding.subjects == ("令和3年度 開示請求第5号",)
    assert finding.link == Link(DETAIL, request.pk)
    assert finding.sentence.startswith("処理の入力がない請求が1件あります。")


def test_several_are_a_list_of_exactly_these():
    factories.disclosure_request(number=5)
    factories.disclosure_request(number=3, kind=factories.kind("訂正"))
    finding = found()["requests_without_disposition"]
    assert finding.subjects == ("令和3年度 訂正請求第3号", "令和3年度 開示請求第5号")
    assert finding.link == Link(LIST, query=(("year", 2021), ("lacking", "answer")))


def test_a_request_of_another_year_is_not_found():
    factories.disclosure_request(received_on=date(2022, 4, 1))
    assert found() == {}


# Clauses


def test_an_answer_whose_clauses_were_taken_away_is_found():
    answer = partly()
    DispositionClause.objects.filter(disposition=answer).delete()
    finding = found()["clauses_missing"]
    assert finding.severity == Severity.ERROR
    assert finding.subjects == ("令和3年度 開示請求第5号 一部承諾（令和3年4月20日）",)


def test_the_law_that_asks_for_clauses_afterwards_makes_them_missing():
    for _ in range(2):
        factories.disposition()
    edit_outcome("承諾", clause_use=Outcome.ClauseUse.REQUIRED)
    finding = found()["clauses_missing"]
    assert len(finding.subjects) == 2
    assert finding.link == Link(LIST, query=(("year", 2021), ("lacking", "clauses")))


def test_a_renamed_outcome_is_asked_all_the_same():
    answer = partly()
    edit_outcome("一部承諾", name="部分承諾")
    assert found() == {}
    DispositionClause.objects.filter(disposition=answer).delete()
    assert found().keys() == {"clauses_missing"}


def test_what_may_name_clauses_need_not():
    answered(factories.disclosure_request(), "拒否")
    assert found() == {}


def test_a_kind_without_clauses_needs_none():
    request = factories.disclosure_request(kind=factories.kind("訂正"))
    answered(request, "一部承諾")
    assert found() == {}


def test_clauses_of_a_kind_that_has_none_are_needless():
    request = factories.disclosure_request(kind=factories.kind("訂正"), number=5)
    name_clause(answered(request, "一部承諾"), factories.clause())
    finding = found()["clauses_needless"]
    assert finding.severity == Severity.ERROR
    assert finding.subjects == ("令和3年度 訂正請求第5号 一部承諾（令和3年4月20日）",)


def test_the_law_that_takes_clauses_away_afterwards_makes_them_needless():
    partly()
    edit_outcome("一部承諾", clause_use=Outcome.ClauseUse.NONE)
    assert found().keys() == {"clauses_needless"}


def test_clauses_of_another_law_are_needless_and_each_answer_is_named_once():
    answer = partly()
    for number in (1, 2):
        name_clause(answer, factories.clause(number, ACT))
    assert len(found()["clauses_needless"].subjects) == 1


# Days


def test_a_decision_before_the_receipt_is_found():
    answered(factories.disclosure_request(number=5), day=date(2021, 4, 19))
    finding = found()["decided_before_received"]
    assert finding.severity == Severity.ERROR
    assert finding.subjects == ("令和3年度 開示請求第5号 承諾（令和3年4月19日）",)


def test_a_decision_on_the_day_of_the_receipt_is_not():
    answered(factories.disclosure_request(), day=DAY)
    assert found() == {}


def test_a_withdrawal_after_the_decision_is_found():
    request = factories.disclosure_request(number=5)
    answered(request, "承諾", DAY)
    answered(request, "取下げ", LATER)
    finding = found()["withdrawn_after_decided"]
    assert finding.severity == Severity.ERROR
    assert finding.subjects == ("令和3年度 開示請求第5号 取下げ（令和3年4月30日）",)
    assert finding.link == Link(DETAIL, request.pk)


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [("取下げ", "承諾", LATER), ("承諾", "取下げ", DAY), ("取下げ", "取下げ", LATER)],
    ids=["withdrawn in part, then decided", "on the same day", "withdrawn twice"],
)
def test_other_withdrawals_are_not(first, second, day):
    request = factories.disclosure_request()
    answered(request, first, DAY)
    answered(request, second, day)
    assert found() == {}


@pytest.mark.parametrize("first", ["取下げ", "移送"])
@pytest.mark.parametrize("second", ["全部開示", "不開示", "移送"])
def test_an_answer_after_the_end_is_found_under_the_act(first, second):
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT, number=5)
    answered(request, first, FIRST_DAY_OF_ACT, ACT)
    later = FIRST_DAY_OF_ACT + timedelta(days=5)
    name_clause(answered(request, second, later, ACT), factories.clause(2, ACT))
    finding = found(FiscalYear(2023))["answered_after_end"]
    assert finding.severity == Severity.WARNING
    assert finding.subjects == (f"令和5年度 開示請求第5号 {second}（令和5年4月6日）",)
    assert finding.link == Link(DETAIL, request.pk)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [("取下げ", "全部開示", 0), ("取下げ", "取下げ", 5), ("全部開示", "全部開示", 5)],
    ids=["on the same day", "withdrawn twice", "decided twice"],
)
def test_other_answers_are_not(first, second, days):
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    answered(request, first, FIRST_DAY_OF_ACT, ACT)
    answered(request, second, FIRST_DAY_OF_ACT + timedelta(days=days), ACT)
    assert found(FiscalYear(2023)) == {}


def test_after_a_part_was_transferred_the_rest_is_answered():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    answered(request, "移送", FIRST_DAY_OF_ACT, ACT)
    part = Disposition.objects.get()
    part.part_only = True
    part.save()
    answered(request, "全部開示", FIRST_DAY_OF_ACT + timedelta(days=5), ACT)
    assert found(FiscalYear(2023)) == {}


def test_what_is_withdrawn_after_a_transfer_is_found_once():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    answered(request, "移送", FIRST_DAY_OF_ACT, ACT)
    answered(request, "取下げ", FIRST_DAY_OF_ACT + timedelta(days=5), ACT)
    assert found(FiscalYear(2023)).keys() == {"withdrawn_after_decided"}


def test_the_withdrawal_of_another_request_is_not():
    answered(factories.disclosure_request(), "承諾", DAY)
    answered(factories.disclosure_request(), "取下げ", LATER)
    assert found() == {}


def test_both_laws_know_a_withdrawal_and_a_transfer_is_none():
    withdrawals = Outcome.objects.filter(is_withdrawal=True)
    assert [(row.regime.name, row.name) for row in withdrawals] == [
        (ORDINANCE, "取下げ"),
        (ACT, "取下げ"),
        (ASSEMBLY, "取下げ"),
    ]


def test_under_the_act_it_is_the_same():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    answered(request, "部分開示", FIRST_DAY_OF_ACT - timedelta(days=1), ACT)
    answered(request, "取下げ", FIRST_DAY_OF_ACT, ACT)
    assert found(FiscalYear(2023)).keys() == {
        "clauses_missing",
        "decided_before_received",
        "withdrawn_after_decided",
    }


def test_a_year_under_both_laws_is_asked_of_each():
    request = factories.disclosure_request(received_on=DAY)
    answered(request, "不開示", DAY, ACT)
    answered(factories.disclosure_request(received_on=LATER), "一部承諾", LATER)
    assert len(found()["clauses_missing"].subjects) == 2


def edit_outcome(known, **fields):
    outcome = factories.outcome(known)
    for field, value in fields.items():
        setattr(outcome, field, value)
    factories.saved(outcome)


def name_clause(disposition, clause):
    DispositionClause(disposition=disposition, clause=clause).save()


@pytest.mark.parametrize("year", [2021, 2022])
def test_ten_wrong_requests_take_as_many_queries_as_three_hundred(year, django_assert_num_queries):
    for number in range(10 if year == 2021 else 300):
        request = factories.disclosure_request(received_on=date(year, 5, 6), number=number + 1)
        if number % 2:
            answered(request, "一部承諾", date(year, 5, 1))
            answered(request, "取下げ", date(year, 5, 7))
    with django_assert_num_queries(19):
        assert len(found(FiscalYear(year))) == 4
