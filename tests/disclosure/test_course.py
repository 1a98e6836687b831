"""The course of a request: corrected, extended, heard, decided, carried out; its state follows."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db.models import ProtectedError

from disclosure.models import Correction, DisclosureRequest, ReviewRequest, State
from tests import factories
from tests.factories import ACT, FIRST_DAY_OF_ACT, refused, refused_by_database, saved

pytestmark = pytest.mark.django_db

RECEIVED_ON = date(2026, 6, 1)
LATER = RECEIVED_ON + timedelta(days=3)
BEFORE = RECEIVED_ON - timedelta(days=1)
EXTENSION = {"extended_on": LATER, "extension_days": 30, "extension_reason": "文書が大量であるため"}


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
    assert str(correction) == "開示請求第12号 補正"
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
    refused(request, "補正を求めた日より後の受付日にはできません。")


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
    act = factories.regime(ACT)
    act.extension_as, act.extension_days = "total", 60
    saved(act)
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


# Third parties


def test_a_third_party_is_heard():
    act_request(third_party_asked_on=RECEIVED_ON, third_party_answered_on=LATER)


@pytest.mark.parametrize(("asked", "answered"), [(BEFORE, None), (LATER, RECEIVED_ON)])
def test_a_hearing_out_of_order_is_refused(asked, answered):
    request = act_request()
    request.third_party_asked_on, request.third_party_answered_on = asked, answered
    refused(request, "受付日、意見を求めた日、提出された日は、この順になるようにしてください。")
    refused_by_database(request, "third_party_dates_in_order")


def test_an_answer_nobody_asked_for_is_refused():
    request = act_request()
    request.third_party_answered_on = LATER
    refused(request, "第三者の意見を求めた日も入力してください。")
    refused_by_database(request, "third_party_asked_first")


# The earlier disclosure


@pytest.mark.parametrize("kind", ["訂正", "利用停止"])
def test_correction_and_cessation_follow_a_disclosure(kind):
    earlier = act_request(received_on=FIRST_DAY_OF_ACT)
    following = act_request(kind, earlier_request=earlier)
    assert list(earlier.later_requests.all()) == [following]


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
    refused(earlier, "この開示に続く請求より後の受付日にはできません。")


def test_the_earlier_request_stays_one_for_disclosure():
    earlier = act_request()
    act_request("訂正", earlier_request=earlier)
    earlier.kind, earlier.method = factories.kind("訂正", ACT), None
    refused(earlier, "この開示に続く請求があるため、開示請求のままにしてください。")


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


# The state


def states():
    """Return the state of every request, as lists show it."""
    return [request.state for request in DisclosureRequest.objects.with_state()]


def test_a_request_is_received():
    request = act_request()
    assert request.state == State.RECEIVED
    assert request.state.label == "受付"


def test_a_list_and_a_page_find_the_same_state():
    request = factories.correction(request=act_request()).request
    assert states() == [request.state] == [State.CORRECTING]


def test_a_correction_that_was_made_is_over():
    factories.correction(request=act_request(), completed_on=LATER)
    assert states() == [State.RECEIVED]


def test_a_third_party_is_being_heard_until_it_answers():
    request = act_request(third_party_asked_on=RECEIVED_ON)
    assert states() == [State.HEARING]
    request.third_party_answered_on = LATER
    saved(request)
    assert states() == [State.RECEIVED]


def test_an_extension_shows_while_nothing_is_decided():
    request = act_request(**EXTENSION)
    assert states() == [State.EXTENDED]
    factories.disposition(request=request, outcome=factories.outcome("却下", ACT))
    assert states() == [State.DECIDED]


def test_what_is_granted_waits_to_be_carried_out():
    disposition = granted()
    assert states() == [State.AWAITING]
    disposition.carried_out_on = LATER
    saved(disposition)
    assert states() == [State.CARRIED_OUT]


def test_a_part_that_waits_is_not_forgotten():
    request = granted(carried_out_on=LATER).request
    granted(request=request)
    assert states() == [State.AWAITING]


def test_under_the_ordinance_nothing_waits():
    disposition = factories.disposition()
    assert states() == [State.DECIDED]
    disposition.carried_out_on = LATER
    saved(disposition)
    assert states() == [State.CARRIED_OUT]


def test_an_appeal_shows_until_it_is_ruled_on():
    appeal = factories.review_request(disposition=granted(), received_on=LATER)
    assert states() == [State.APPEALED]
    appeal.ruled_on, appeal.ruling = LATER, ReviewRequest.Ruling.DISMISSED
    saved(appeal)
    assert states() == [State.AWAITING]


def test_states_can_be_searched_for():
    received = act_request()
    granted()
    assert list(DisclosureRequest.objects.with_state().filter(state_now="received")) == [received]


def test_states_take_one_query(django_assert_num_queries):
    for _ in range(3):
        granted()
    with django_assert_num_queries(1):
        assert states() == [State.AWAITING] * 3


# The appeal


def test_an_appeal_comes_after_the_decision():
    appeal = factories.review_request(disposition=granted(decided_on=LATER), received_on=LATER)
    appeal.received_on = RECEIVED_ON
    sentence = "受付日は、対象となった処理の決定日以後の日にしてください。"
    refused(appeal, sentence, at="received_on")


def test_the_decision_does_not_come_after_the_appeal():
    disposition = granted()
    factories.review_request(disposition=disposition, received_on=RECEIVED_ON)
    disposition.decided_on = LATER
    refused(disposition, "審査請求の受付日より後の決定日にはできません。", at="decided_on")


# Every combination: what is derived, searched for, and worked out by hand


def worked_out(request):
    """Return the state as somebody reading the paper would."""
    answers = list(request.dispositions.all())
    if any(
        appeal.ruled_on is None for answer in answers for appeal in answer.review_requests.all()
    ):
        return State.APPEALED
    if any(a.outcome.carrying_out == "required" and not a.carried_out_on for a in answers):
        return State.AWAITING
    if any(answer.carried_out_on for answer in answers):
        return State.CARRIED_OUT
    if answers:
        return State.DECIDED
    if any(correction.completed_on is None for correction in request.corrections.all()):
        return State.CORRECTING
    if request.third_party_asked_on and not request.third_party_answered_on:
        return State.HEARING
    return State.EXTENDED if request.extended_on else State.RECEIVED


HEARINGS = (
    {},
    {"third_party_asked_on": LATER},
    {"third_party_asked_on": LATER, "third_party_answered_on": LATER},
)
CORRECTIONS = ((), (LATER,), (LATER, None))
ANSWERS = (
    (),
    (("全部開示", None),),
    (("全部開示", LATER),),
    (("却下", None),),
    (("全部開示", LATER), ("全部開示", None)),
)
RULINGS = ((), ("dismissed",), ("dismissed", ""))


def courses():
    """Return every course up to an answer, and every answer after the shortest and the longest."""
    before = list(product(HEARINGS, CORRECTIONS, ({}, EXTENSION)))
    unanswered = ((*course, (), ()) for course in before)
    answers = [
        (each, rulings) for each, rulings in product(ANSWERS, RULINGS) if each or not rulings
    ]
    answered = ((*course, *each) for course in (before[0], before[11]) for each in answers)
    return [*unanswered, *answered]


def every_course():
    """Record a request for each of them."""
    for hearing, corrections, extension, answers, rulings in courses():
        request = act_request(**hearing, **extension)
        for completed_on in corrections:
            factories.correction(request=request, requested_on=LATER, completed_on=completed_on)
        for name, carried_out_on in answers:
            outcome = factories.outcome(name, ACT)
            answer = factories.disposition(
                request=request, outcome=outcome, carried_out_on=carried_out_on
            )
        for ruling in rulings:
            ruled = {"ruling": ruling, "ruled_on": LATER} if ruling else {}
            factories.review_request(disposition=answer, received_on=RECEIVED_ON, **ruled)


def test_every_course_has_one_state_however_it_is_asked_for():
    every_course()
    requests = DisclosureRequest.objects.with_state().order_by("pk")
    expected = {request.pk: worked_out(request) for request in requests}
    assert {request.pk: request.state for request in requests} == expected
    assert set(expected.values()) == set(State)
    for state in State:
        found = set(DisclosureRequest.objects.in_state(state).values_list("pk", flat=True))
        assert found == {key for key, stands in expected.items() if stands == state}, state
