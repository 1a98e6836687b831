"""Requests, dispositions and appeals: what fits together, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from disclosure.models import (
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    fitting_clauses,
)
from kurume_privacy.calendar.fiscal import FiscalYear
from tests import factories
from tests.factories import (
    ACT,
    DAY,
    FIRST_DAY_OF_ACT,
    LAST_DAY_OF_ORDINANCE,
    refused,
    refused_by_database,
    saved,
)

pytestmark = pytest.mark.django_db
Ruling = ReviewRequest.Ruling


# Requests


def test_a_request_for_disclosure_has_a_method():
    request = factories.disclosure_request(number=12)
    assert str(request) == "令和3年度 開示請求第12号"
    assert str(request.method) == "閲覧"


def test_a_request_for_disclosure_without_a_method_is_refused():
    request = factories.disclosure_request()
    request.method = None
    refused(request, "開示の方法を選んでください。", at="method")


def test_any_other_request_has_none():
    request = factories.disclosure_request(kind=factories.kind("訂正"), number=1)
    assert request.method is None
    assert str(request) == "令和3年度 訂正請求第1号"


def test_any_other_request_with_a_method_is_refused():
    request = factories.disclosure_request(kind=factories.kind("訂正"))
    request.method = factories.method()
    refused(request, "訂正には開示の方法はありません。", at="method")


def test_the_method_is_of_the_regime_of_the_kind():
    request = factories.disclosure_request()
    request.method = factories.method("閲覧", ACT)
    refused(request, "請求の種類と同じ適用法令の方法を選んでください。", at="method")


def test_the_regime_is_in_force_on_the_day_of_receipt():
    last = factories.disclosure_request(received_on=LAST_DAY_OF_ORDINANCE)
    first = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    assert str(last.kind.regime) == "久留米市個人情報保護条例"
    assert str(first.kind.regime) == "個人情報の保護に関する法律"


def test_a_regime_that_ended_the_day_before_is_refused():
    request = factories.disclosure_request(received_on=LAST_DAY_OF_ORDINANCE)
    request.received_on = FIRST_DAY_OF_ACT
    refused(
        request,
        "令和5年4月1日に受け付けた請求には、「久留米市個人情報保護条例」は適用されません。",
        at="kind",
    )


def test_a_regime_that_begins_the_day_after_is_refused():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    request.received_on = LAST_DAY_OF_ORDINANCE
    refused(
        request,
        "令和5年3月31日に受け付けた請求には、「個人情報の保護に関する法律」は適用されません。",
        at="kind",
    )


def test_the_division_is_in_use_on_the_day_of_receipt():
    division = factories.division("情報政策課", valid_until=DAY)
    request = factories.disclosure_request(division=division, received_on=DAY)
    request.received_on = DAY + timedelta(days=1)
    refused(request, "「総務部情報政策課」は令和3年4月21日には使われていません。", at="division")


def with_all_that_is_checked():
    """Return a request that follows another, is corrected and answered, of a newer division."""
    division = factories.division("情報政策課", valid_from=FIRST_DAY_OF_ACT)
    request = factories.disclosure_request(
        received_on=FIRST_DAY_OF_ACT,
        kind=factories.kind("訂正", ACT),
        division=division,
        earlier_request=factories.disclosure_request(),
    )
    factories.correction(request=request)
    factories.disposition(request=request)
    return request


@pytest.mark.parametrize("field", ["number", "received_on", "kind", "division"])
def test_a_request_without_one_of_its_parts_is_told_which(field):
    record = with_all_that_is_checked()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_no_field_asks_who_made_the_request():
    for model in (DisclosureRequest, Disposition, ReviewRequest):
        named = {field.name for field in model._meta.get_fields()}
        assert not named & {"name", "applicant", "agent", "address", "telephone", "email"}


# Dispositions


def test_a_disposition_answers_a_request():
    request = factories.disclosure_request(number=12)
    disposition = factories.disposition(request=request)
    assert str(disposition) == "令和3年度 開示請求第12号 承諾"
    assert list(request.dispositions.all()) == [disposition]


def test_a_request_may_be_answered_in_parts():
    request = factories.disclosure_request()
    granted = factories.disposition(request=request)
    not_held = factories.disposition(request=request, outcome=factories.outcome("不存在"))
    assert list(request.dispositions.all()) == [granted, not_held]


def test_an_outcome_that_does_not_answer_the_kind_is_refused():
    request = factories.disclosure_request(
        received_on=FIRST_DAY_OF_ACT, kind=factories.kind("訂正", ACT)
    )
    disposition = factories.disposition(request=request)
    disposition.outcome = factories.outcome("部分開示", ACT)
    refused(disposition, "訂正請求には「部分開示」はありません。", at="outcome")


def test_an_outcome_of_another_regime_is_refused():
    disposition = factories.disposition()
    disposition.outcome = factories.outcome("全部開示", ACT)
    refused(disposition, "開示請求には「全部開示」はありません。", at="outcome")


def test_a_decision_may_fall_on_the_day_of_receipt():
    disposition = factories.disposition()
    assert disposition.decided_on == disposition.request.received_on


def test_a_decision_before_receipt_is_refused():
    disposition = factories.disposition()
    disposition.decided_on -= timedelta(days=1)
    refused(disposition, "決定日は、受付日以後の日にしてください。", at="decided_on")


def test_a_request_that_is_decided_is_not_moved_after_its_decision():
    request = factories.disposition().request
    request.received_on += timedelta(days=1)
    with pytest.raises(ValidationError):
        request.full_clean()


def test_a_request_that_is_decided_stays_of_a_kind_that_was_so_answered():
    request = factories.disposition(
        outcome=factories.outcome("一部承諾"), clauses=[factories.clause(1)]
    ).request
    request.kind, request.method = factories.kind("訂正"), None
    with pytest.raises(ValidationError):
        request.full_clean()


@pytest.mark.parametrize("field", ["request", "outcome", "decided_on"])
def test_a_disposition_without_one_of_its_parts_is_told_which(field):
    record = factories.disposition()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_a_request_takes_its_dispositions_with_it():
    disposition = factories.disposition()
    disposition.request.delete()
    assert not Disposition.objects.exists()


# The clauses of a disposition


def clauses_refused(kind, outcome, clauses):
    """Return what is said when a request of this kind is so answered, with these clauses."""
    with pytest.raises(ValidationError) as refusal:
        fitting_clauses(kind, outcome, clauses)
    (said,) = refusal.value.message_dict["clauses"]
    return said


@pytest.mark.parametrize(
    ("kind", "outcome", "numbers"),
    [
        ("開示", "一部承諾", [1]),
        ("開示", "一部承諾", [1, 2, 8]),
        ("開示", "拒否", []),
        ("開示", "拒否", [7]),
        ("開示", "承諾", []),
        ("訂正", "一部承諾", []),
        ("訂正", "拒否", []),
    ],
)
def test_clauses_that_fit_are_taken(kind, outcome, numbers):
    clauses = (factories.clause(number) for number in numbers)
    fitting_clauses(factories.kind(kind), factories.outcome(outcome), clauses)


@pytest.mark.parametrize(
    ("kind", "outcome", "numbers", "sentence"),
    [
        ("開示", "一部承諾", [], "一部承諾には、該当号を選んでください。"),
        ("開示", "承諾", [1], "開示請求の承諾には、該当号はありません。"),
        ("開示", "不存在", [1], "開示請求の不存在には、該当号はありません。"),
        ("訂正", "一部承諾", [1], "訂正請求の一部承諾には、該当号はありません。"),
        ("訂正", "拒否", [1], "訂正請求の拒否には、該当号はありません。"),
    ],
)
def test_clauses_that_do_not_fit_are_refused(kind, outcome, numbers, sentence):
    clauses = (factories.clause(number) for number in numbers)
    said = clauses_refused(factories.kind(kind), factories.outcome(outcome), clauses)
    assert said == sentence


def test_under_the_act_a_refusal_names_its_clauses_too():
    kind = factories.kind("開示", ACT)
    outcome = factories.outcome("不開示", ACT)
    fitting_clauses(kind, outcome, [factories.clause(6, ACT)])
    assert clauses_refused(kind, outcome, []) == "不開示には、該当号を選んでください。"


def test_clauses_of_another_regime_are_refused():
    clauses = [factories.clause(1), factories.clause(1, ACT)]
    said = clauses_refused(factories.kind(), factories.outcome("一部承諾"), clauses)
    assert said == "処理の区分と同じ適用法令の該当号を選んでください。"


def test_a_clause_that_is_cited_is_not_deleted():
    factories.disposition(outcome=factories.outcome("一部承諾"), clauses=[factories.clause(1)])
    with pytest.raises(ProtectedError):
        factories.clause(1).delete()


# Appeals


RULED = {
    "referred_on": date(2021, 6, 1),
    "opinion_on": date(2021, 9, 1),
    "ruled_on": date(2021, 10, 1),
    "ruling": Ruling.DISMISSED,
}


def test_an_appeal_goes_to_the_council_and_back():
    appeal = factories.review_request(number=1, **RULED)
    assert str(appeal) == "令和3年度 審査請求第1号"
    assert appeal.get_ruling_display() == "棄却"
    assert list(appeal.disposition.review_requests.all()) == [appeal]


def test_an_appeal_may_be_pending_at_any_step():
    factories.review_request()
    factories.review_request(referred_on=DAY)
    factories.review_request(referred_on=DAY, opinion_on=DAY)
    factories.review_request(referred_on=DAY, opinion_on=DAY, ruled_on=DAY, ruling=Ruling.GRANTED)


def test_an_appeal_may_be_withdrawn_before_it_is_referred():
    factories.review_request(ruled_on=DAY, ruling=Ruling.WITHDRAWN)


@pytest.mark.parametrize(
    "dates",
    [
        {"received_on": date(2021, 6, 2)},
        {"referred_on": date(2021, 9, 2)},
        {"opinion_on": date(2021, 10, 2)},
        {"opinion_on": None, "referred_on": date(2021, 10, 2)},
        {"opinion_on": None, "referred_on": None, "received_on": date(2021, 10, 2)},
    ],
)
def test_dates_out_of_order_are_refused(dates):
    appeal = factories.review_request(**RULED)
    for field, day in dates.items():
        setattr(appeal, field, day)
    refused(appeal, "受付日、諮問日、答申日、裁決日は、この順になるようにしてください。")
    refused_by_database(appeal, "review_dates_in_order")


def test_an_opinion_without_a_referral_is_refused():
    appeal = factories.review_request(**RULED)
    appeal.referred_on = None
    refused(appeal, "答申日があるときは、諮問日も入力してください。")
    refused_by_database(appeal, "opinion_follows_referral")


@pytest.mark.parametrize("missing", [{"ruled_on": None}, {"ruling": ""}])
def test_a_ruling_has_its_date(missing):
    appeal = factories.review_request(**RULED)
    for field, nothing in missing.items():
        setattr(appeal, field, nothing)
    refused(appeal, "裁決と裁決日は、両方を入力してください。")
    refused_by_database(appeal, "ruling_has_date")


@pytest.mark.parametrize("field", ["number", "received_on", "request"])
def test_an_appeal_without_one_of_its_parts_is_told_which(field):
    record = factories.review_request()
    setattr(record, field, None)
    refused(record, "このフィールドには NULL を指定できません。", at=field)


def test_a_ruling_is_one_of_the_law():
    appeal = factories.review_request(**RULED)
    appeal.ruling = "ignored"
    refused(appeal, "'ignored' は有効な選択肢ではありません。", at="ruling")


def test_a_disposition_under_appeal_is_not_deleted():
    disposition = factories.review_request().disposition
    for record in (disposition, disposition.request):
        with pytest.raises(ProtectedError):
            record.delete()


# The appeals that a year reports


def reported_in(year):
    return list(ReviewRequest.objects.reported_in(FiscalYear(year)))


def test_a_year_reports_the_appeals_it_received():
    first = factories.review_request(received_on=date(2021, 4, 1))
    last = factories.review_request(received_on=date(2022, 3, 31))
    assert reported_in(2021) == [first, last]
    assert reported_in(2020) == []


def test_a_year_reports_what_was_pending_from_before():
    pending = factories.review_request(received_on=date(2021, 4, 1))
    assert reported_in(2022) == reported_in(2029) == [pending]


def test_a_year_reports_what_was_ruled_on_in_it():
    ruled = {"received_on": date(2021, 4, 1), "ruling": Ruling.GRANTED}
    factories.review_request(ruled_on=date(2022, 3, 31), **ruled)
    in_time = factories.review_request(ruled_on=date(2022, 4, 1), **ruled)
    assert reported_in(2022) == [in_time]
    assert reported_in(2023) == []


def test_a_year_does_not_report_what_came_after_it():
    factories.review_request(received_on=date(2022, 4, 1))
    assert reported_in(2021) == []


def test_an_appeal_that_is_corrected_is_reported_where_it_belongs():
    appeal = factories.review_request(received_on=date(2022, 3, 31))
    appeal.received_on = date(2022, 4, 1)
    saved(appeal)
    assert reported_in(2021) == []
    assert reported_in(2022) == [appeal]


def test_the_database_knows_the_rulings():
    review = factories.review_request(ruled_on=date(2021, 12, 1), ruling="granted")
    review.ruling = "else"
    factories.refused_by_database(review, "disclosure_reviewrequest_ruling_known")


def test_a_request_keeps_to_the_clauses_of_its_answer():
    decided = factories.disposition(
        outcome=factories.outcome("一部承諾"), clauses=[factories.clause(1)]
    )
    request = decided.request
    request.kind, request.method = factories.kind("訂正"), None
    sentence = "処理「一部承諾」と合いません。訂正請求の一部承諾には、該当号はありません。"
    factories.refused(request, sentence, at="kind")
