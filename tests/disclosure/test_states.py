"""Where a request stands: derived from its course, the same however it is asked for."""

from itertools import product

import pytest

from disclosure.models import DisclosureRequest, RequestState, ReviewRequest
from tests import factories
from tests.disclosure.test_course import (
    EXTENSION,
    LATER,
    RECEIVED_ON,
    SPECIAL,
    act_request,
    granted,
)
from tests.factories import ACT, saved

pytestmark = pytest.mark.django_db


def states():
    """Return the state of every request, as lists show it."""
    return [request.state for request in DisclosureRequest.objects.with_state()]


def test_a_request_is_received():
    request = act_request()
    assert request.state == RequestState.RECEIVED
    assert request.state.label == "受付"


def test_a_list_and_a_page_find_the_same_state():
    other = granted().request
    request = factories.correction(request=act_request()).request
    assert (
        states() == [other.state, request.state] == [RequestState.AWAITING, RequestState.CORRECTING]
    )


def test_a_correction_that_was_made_is_over():
    factories.correction(request=act_request(), completed_on=LATER)
    assert states() == [RequestState.RECEIVED]


def test_a_third_party_is_being_heard_until_it_answers():
    party = factories.third_party(request=act_request(), asked_on=RECEIVED_ON)
    other = factories.third_party(request=party.request, asked_on=RECEIVED_ON)
    for each in (party, other):
        assert states() == [RequestState.HEARING]
        each.answered_on = LATER
        saved(each)
    assert states() == [RequestState.RECEIVED]


def test_an_extension_shows_while_nothing_is_decided():
    request = act_request(**EXTENSION)
    assert states() == [RequestState.EXTENDED]
    factories.disposition(request=request, outcome=factories.outcome("却下", ACT))
    assert states() == [RequestState.DECIDED]


def test_a_special_period_shows_until_the_rest_is_decided():
    request = act_request(**SPECIAL)
    assert states() == [RequestState.SPECIAL]
    part = granted(request=request, part_only=True)
    assert states() == [RequestState.AWAITING]
    part.carried_out_on = LATER
    saved(part)
    assert states() == [RequestState.SPECIAL]
    factories.disposition(request=request, outcome=factories.outcome("却下", ACT))
    assert states() == [RequestState.CARRIED_OUT]


def test_what_another_agency_got_is_transferred_unless_a_part_was_decided_here():
    request = act_request()
    factories.disposition(request=request, outcome=factories.outcome("移送", ACT))
    assert states() == [RequestState.TRANSFERRED]
    factories.disposition(request=request, outcome=factories.outcome("却下", ACT))
    assert states() == [RequestState.DECIDED]


def test_a_correction_that_was_transferred_may_be_carried_out_here():
    request = act_request("訂正")
    transfer = factories.disposition(request=request, outcome=factories.outcome("移送", ACT))
    assert states() == [RequestState.TRANSFERRED]
    transfer.carried_out_on = LATER
    saved(transfer)
    assert states() == [RequestState.CARRIED_OUT]


def test_what_is_granted_waits_to_be_carried_out():
    disposition = granted()
    assert states() == [RequestState.AWAITING]
    disposition.carried_out_on = LATER
    saved(disposition)
    assert states() == [RequestState.CARRIED_OUT]


def test_a_part_that_waits_is_not_forgotten():
    request = granted(carried_out_on=LATER).request
    granted(request=request)
    assert states() == [RequestState.AWAITING]


def test_under_the_ordinance_nothing_waits():
    disposition = factories.disposition()
    assert states() == [RequestState.DECIDED]
    disposition.carried_out_on = LATER
    saved(disposition)
    assert states() == [RequestState.CARRIED_OUT]


def test_an_appeal_shows_until_it_is_ruled_on():
    appeal = factories.review_request(disposition=granted(), received_on=LATER)
    assert states() == [RequestState.APPEALED]
    appeal.ruled_on, appeal.ruling = LATER, ReviewRequest.Ruling.DISMISSED
    saved(appeal)
    assert states() == [RequestState.AWAITING]


def test_an_appeal_against_no_answer_shows_too():
    request = act_request()
    appeal = factories.review_request(against="no_answer", request=request, received_on=LATER)
    assert states() == [RequestState.APPEALED]
    assert [*DisclosureRequest.objects.in_state(RequestState.APPEALED)] == [request]
    appeal.ruled_on, appeal.ruling = LATER, ReviewRequest.Ruling.REJECTED
    saved(appeal)
    assert states() == [RequestState.RECEIVED]


def test_states_can_be_searched_for():
    received = act_request()
    granted()
    assert list(DisclosureRequest.objects.with_state().filter(state_now="received")) == [received]


def test_states_take_one_query(django_assert_num_queries):
    for _ in range(3):
        granted()
    with django_assert_num_queries(1):
        assert states() == [RequestState.AWAITING] * 3


# Every combination: what is derived, searched for, and worked out by hand


def worked_out(request):
    """Return the state as somebody reading the paper would."""
    answers = list(request.dispositions.all())
    if any(appeal.ruled_on is None for appeal in request.appeals.all()):
        return RequestState.APPEALED
    if any(a.outcome.carrying_out == "required" and not a.carried_out_on for a in answers):
        return RequestState.AWAITING
    ending = [answer for answer in answers if not answer.part_only]
    if ending and any(answer.carried_out_on for answer in answers):
        return RequestState.CARRIED_OUT
    if any(not answer.outcome.is_transfer for answer in ending):
        return RequestState.DECIDED
    if ending:
        return RequestState.TRANSFERRED
    if any(correction.completed_on is None for correction in request.corrections.all()):
        return RequestState.CORRECTING
    if any(party.answered_on is None for party in request.third_parties.all()):
        return RequestState.HEARING
    if request.special_notified_on:
        return RequestState.SPECIAL
    return RequestState.EXTENDED if request.extended_on else RequestState.RECEIVED


HEARINGS = ((), (None,), (LATER,), (LATER, None))
TIMES = ({}, EXTENSION, SPECIAL)
CORRECTIONS = ((), (LATER,), (LATER, None))
ANSWERS = (
    (),
    (("全部開示", None),),
    (("全部開示", LATER),),
    (("却下", None),),
    (("移送", None),),
    (("移送", None), ("却下", None)),
    (("全部開示", LATER), ("全部開示", None)),
)
PARTS = ((("全部開示", None),), (("全部開示", LATER),), (("却下", None),))
RULINGS = ((), ("dismissed",), ("dismissed", ""))


def courses():
    """Return every course up to an answer, and every answer after the shortest and the longest."""
    before = list(product(HEARINGS, CORRECTIONS, TIMES))
    unanswered = ((*course, (), (), False) for course in before)
    answers = [
        (each, rulings) for each, rulings in product(ANSWERS, RULINGS) if each or not rulings
    ]
    answered = ((*course, *each, False) for course in (before[0], before[-2]) for each in answers)
    special = [course for course in before if course[-1] is SPECIAL]
    parts = (
        (*course, each, rulings, True)
        for course, each, rulings in product((special[0], special[-1]), PARTS, RULINGS)
    )
    return [*unanswered, *answered, *parts]


def every_course():
    """Record a request for each of them."""
    for hearings, corrections, time, answers, rulings, part_only in courses():
        request = act_request(**time)
        for answered_on in hearings:
            factories.third_party(request=request, answered_on=answered_on)
        for completed_on in corrections:
            factories.correction(request=request, requested_on=LATER, completed_on=completed_on)
        for name, carried_out_on in answers:
            outcome = factories.outcome(name, ACT)
            answer = factories.disposition(
                request=request,
                outcome=outcome,
                carried_out_on=carried_out_on,
                part_only=part_only,
            )
        for ruling in rulings:
            ruled = {"ruling": ruling, "ruled_on": LATER} if ruling else {}
            factories.review_request(disposition=answer, received_on=RECEIVED_ON, **ruled)


def test_every_course_has_one_state_however_it_is_asked_for():
    every_course()
    requests = DisclosureRequest.objects.with_state().order_by("pk")
    expected = {request.pk: worked_out(request) for request in requests}
    assert {request.pk: request.state for request in requests} == expected
    assert set(expected.values()) == set(RequestState)
    for state in RequestState:
        found = set(DisclosureRequest.objects.in_state(state).values_list("pk", flat=True))
        assert found == {key for key, stands in expected.items() if stands == state}, state
