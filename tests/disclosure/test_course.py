"""The course of a request: corrected, extended, heard, decided, carried out, appealed."""

from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError

from disclosure.models import Correction
from tests import factories
from tests.factories import ACT, FIRST_DAY_OF_ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

RECEIVED_ON = date(2026, 6, 1)
LATER = RECEIVED_ON + timedelta(days=3)
BEFORE = RECEIVED_ON - timedelta(days=1)
EXTENSION = {"extended_on": LATER, "extension_days": 30, "extension_reason": "文書が大量であるため"}

SPECIAL = {
    "special_notified_on": LATER,
    "special_reason": "著しく大量であるため",
    "special_part_on": date(2026, 7, 31),  # the sixtieth day
    "special_rest_on": date(2026, 12, 25),
}


def act_request(kind="開示", **fields):
    asked = factories.kind(kind, ACT)
    return factories.disclosure_request(kind=asked, **({"received_on": RECEIVED_ON} | fields))


def granted(request=None, **fields):
    return factories.disposition(
        request=request or act_request(), outcome=factories.outcome("全部開示", ACT), **fields
    )


# Corrections


def test_a_correction_is_open_until_it_is_made():
    correction = factories.correction(request=act_request(number=12), requested_on=LATER)
    assert str(correction) == "令和8年度 開示請求第12号 補正"
    assert list(correction.request.corrections.all()) == [correction]
    correction.completed_on = LATER
    saved(correction)


def test_a_correction_made_before_it_was_asked_for_is_refused():
    correction = factories.correction(request=act_request(), requested_on=LATER)
    correction.completed_on = RECEIVED_ON
    refused(correction, "補正された日は、補正を求めた日以後の日にしてください。")
    refused_by_database(correction, "correction_dates_in_order")


def test_a_correction_asked_for_before_receipt_is_refused():
    correction = Correction(request=act_request(), requested_on=BEFORE)
    refused(correction, "補正を求めた日は、受付日以後の日にしてください。", at="requested_on")


def test_a_request_is_not_received_after_it_was_corrected():
    request = factories.correction(request=act_request()).request
    request.received_on = LATER
    refused(request, "補正を求めた日より後の受付日にはできません。", at="received_on")


# The extension


def test_an_extension_is_notified_with_its_reason():
    request = act_request(**EXTENSION)
    assert request.extension_days == 30


@pytest.mark.parametrize("field", EXTENSION)
def test_half_an_extension_is_refused(field):
    request = act_request(**EXTENSION)
    setattr(request, field, "" if field == "extension_reason" else None)
    refused(request, "延長は、通知した日、日数と理由を全て入力してください。")
    refused_by_database(request, "extension_whole")


def test_an_extension_of_no_days_is_refused_by_the_database():
    request = act_request(**EXTENSION)
    request.extension_days = 0
    refused_by_database(request, "extension_whole")


def test_an_extension_is_no_longer_than_the_law_allows():
    request = act_request(**EXTENSION)
    request.extension_days = 31
    refused(request, "延長の日数は、30日までにしてください。", at="extension_days")


def test_a_total_is_longer_than_the_days_without():
    row = factories.deadline(ACT)
    row.extension_as, row.extension_days = "total", 60
    saved(row)
    request = act_request(**(EXTENSION | {"extension_days": 60}))
    request.extension_days = 30
    refused(request, "受付からの通算の日数を、30日より長くしてください。", at="extension_days")


def test_where_no_days_are_known_an_extension_is_recorded_as_it_is():
    dates = {"extended_on": factories.DAY, "extension_days": 300}
    assert factories.disclosure_request(**(EXTENSION | dates)).due_on is None


def test_an_extension_before_receipt_is_refused():
    request = act_request(**EXTENSION)
    request.extended_on = BEFORE
    refused(request, "延長を通知した日は、受付日以後の日にしてください。")
    refused_by_database(request, "extended_after_receipt")


# The earlier disclosure


@pytest.mark.parametrize("kind", ["訂正", "利用停止"])
def test_correction_and_cessation_follow_a_disclosure(kind):
    earlier = act_request(received_on=FIRST_DAY_OF_ACT)
    following = act_request(kind, earlier_request=earlier)
    assert list(earlier.later_requests.all()) == [following]
    saved(earlier)


def test_a_disclosure_under_the_ordinance_may_have_come_first():
    act_request("訂正", earlier_request=factories.disclosure_request())


def test_a_request_for_disclosure_follows_none():
    request = act_request()
    request.earlier_request = act_request()
    refused(request, "開示請求には、先の開示請求はありません。", at="earlier_request")


def test_what_follows_itself_is_refused():
    request = act_request("訂正")
    request.earlier_request = request
    refused(request, "開示を求めた請求を選んでください。", at="earlier_request")


def test_not_even_a_request_of_a_kind_with_methods_follows_itself():
    kind = factories.kind("訂正", ACT)
    kind.has_method = True
    saved(kind)
    request = act_request("訂正")
    request.earlier_request = request
    refused(request, "開示を求めた請求を選んでください。", at="earlier_request")


def test_what_follows_a_correction_is_refused():
    request = act_request("利用停止")
    request.earlier_request = act_request("訂正")
    refused(request, "開示を求めた請求を選んでください。", at="earlier_request")


def test_an_earlier_request_that_came_later_is_refused():
    request = act_request("訂正")
    request.earlier_request = act_request(received_on=LATER)
    sentence = "先の開示請求は、この請求より前に受け付けたものにしてください。"
    refused(request, sentence, at="earlier_request")


def test_the_earlier_request_does_not_become_later():
    earlier = act_request()
    act_request("訂正", earlier_request=earlier)
    earlier.received_on = LATER
    refused(earlier, "この開示に続く請求より後の受付日にはできません。", at="received_on")


def test_the_earlier_request_stays_one_for_disclosure():
    earlier = act_request()
    act_request("訂正", earlier_request=earlier)
    earlier.kind, earlier.method = factories.kind("訂正", ACT), None
    earlier.earlier_reason = "不明"
    sentence = "この開示に続く請求があるため、開示請求のままにしてください。"
    refused(earlier, sentence, at="kind")


def test_the_earlier_request_is_not_deleted():
    earlier = act_request()
    act_request("訂正", earlier_request=earlier)
    with pytest.raises(ProtectedError):
        earlier.delete()


# Carrying out


def test_a_disclosure_is_carried_out():
    granted(carried_out_on=LATER, sheets=12, fee=120)


def test_carrying_out_before_the_decision_is_refused():
    disposition = granted(decided_on=LATER)
    disposition.carried_out_on = RECEIVED_ON
    refused(disposition, "実施日は、決定日以後の日にしてください。")
    refused_by_database(disposition, "carried_out_after_decision")


@pytest.mark.parametrize("field", ["carried_out_on", "sheets", "fee"])
def test_what_grants_nothing_is_not_carried_out(field):
    disposition = factories.disposition(
        request=act_request(), outcome=factories.outcome("不存在", ACT)
    )
    setattr(disposition, field, LATER if field == "carried_out_on" else 0)
    refused(disposition, "不存在には、実施はありません。", at=field)


def test_what_grants_nothing_is_not_decided_before_receipt_either():
    disposition = factories.disposition(
        request=act_request(), outcome=factories.outcome("不存在", ACT)
    )
    disposition.decided_on = BEFORE
    refused(disposition, "決定日は、受付日以後の日にしてください。", at="decided_on")


# The appeal


def test_an_appeal_comes_after_the_decision():
    appeal = factories.review_request(disposition=granted(decided_on=LATER), received_on=LATER)
    appeal.received_on = RECEIVED_ON
    sentence = "受付日は、対象となった処理の決定日以後の日にしてください。"
    refused(appeal, sentence, at="received_on")


def test_the_decision_does_not_come_after_the_appeal():
    disposition = granted()
    factories.review_request(disposition=disposition, received_on=LATER)
    disposition.decided_on = LATER
    saved(disposition)
    disposition.decided_on = LATER + timedelta(days=1)
    refused(disposition, "審査請求の受付日より後の決定日にはできません。", at="decided_on")
