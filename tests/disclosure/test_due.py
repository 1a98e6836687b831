"""When requests are due: stored at receipt, moved by their own course, else only after a yes."""

from datetime import date, timedelta

import pytest

from disclosure import due
from disclosure.models import DisclosureRequest
from kurume_privacy.models import closed_days
from kurume_privacy.records import history
from tests import factories
from tests.disclosure.test_course import EXTENSION, RECEIVED_ON, act_request
from tests.factories import ACT, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("earlier_year")]

DUE_ON = date(2026, 7, 1)


def stored(request):
    """Return the due dates as the database has them: at receipt, and now."""
    row = DisclosureRequest.objects.get(pk=request.pk)
    return row.original_due_on, row.due_on


def change_rule(**values):
    row = factories.deadline(ACT)
    for field, value in values.items():
        setattr(row, field, value)
    saved(row)


# Stored


def test_a_request_is_due_thirty_days_after_the_day_of_receipt():
    assert stored(act_request()) == (DUE_ON, DUE_ON)


def test_a_closed_last_day_moves_the_due_date():
    factories.closed_day(day=DUE_ON)
    assert stored(act_request()) == (date(2026, 7, 2),) * 2


def test_where_the_days_are_not_known_nothing_is_due():
    assert stored(factories.disclosure_request()) == (None, None)


def test_another_receipt_is_due_on_another_day():
    request = act_request()
    request.received_on += timedelta(days=1)
    saved(request)
    assert stored(request) == (date(2026, 7, 2),) * 2


def test_an_extension_moves_the_due_date():
    request = act_request()
    for field, value in EXTENSION.items():
        setattr(request, field, value)
    saved(request)
    assert stored(request) == (DUE_ON, date(2026, 7, 31))


def test_a_correction_moves_the_due_date():
    request = act_request()
    correction = factories.correction(request=request, requested_on=date(2026, 6, 5))
    assert stored(request) == (DUE_ON, None)
    correction.completed_on = date(2026, 6, 10)
    saved(correction)
    assert stored(request) == (request.original_due_on, request.due_on)
    assert stored(request) == (DUE_ON, date(2026, 7, 6))
    correction.delete()
    assert stored(request) == (DUE_ON, DUE_ON)


def test_a_correction_keeps_what_else_the_request_was_about_to_become():
    request = act_request()
    request.subject = "未保存"
    factories.correction(request=request)
    assert request.subject == "未保存"
    assert DisclosureRequest.objects.get(pk=request.pk).subject == ""


def test_a_correction_that_moves_nothing_leaves_no_trace_in_the_request():
    request = act_request()
    days = {"requested_on": date(2026, 6, 5), "completed_on": date(2026, 6, 10)}
    correction = factories.correction(request=request, **days)
    before, traces = stored(request), request.history.count()
    correction.requested_on, correction.completed_on = date(2026, 6, 4), date(2026, 6, 9)
    saved(correction)
    assert (stored(request), request.history.count()) == (before, traces)


def test_the_dates_are_kept_in_the_history():
    request = act_request()
    factories.correction(request=request, completed_on=date(2026, 6, 6))
    assert [row.due_on for row in request.history.all()] == [date(2026, 7, 6), DUE_ON]


def test_a_save_of_some_fields_stores_the_due_date_too():
    request = act_request()
    request.received_on += timedelta(days=1)
    request.save(update_fields=["received_on"])
    assert stored(request) == (date(2026, 7, 2),) * 2


def test_a_save_of_other_fields_leaves_the_due_date_that_it_may_not_know_yet():
    request = act_request()
    factories.correction(request=DisclosureRequest.objects.get(pk=request.pk))
    suspended = stored(request)
    assert suspended != (request.original_due_on, request.due_on)
    request.save(update_fields=["subject"])
    assert stored(request) == suspended


def test_the_last_days_of_the_calendar_are_no_error():
    request = act_request(received_on=date(9998, 12, 1))
    assert stored(request) == (date(9999, 1, 4),) * 2


def test_a_request_of_the_ordinance_asks_for_no_calendar(django_assert_num_queries):
    kind = factories.kind()
    request = DisclosureRequest(
        number=1,
        received_on=factories.DAY,
        kind=kind,
        method=factories.method(),
        division=factories.division(),
    )
    request.full_clean()
    with django_assert_num_queries(7):  # savepoint, closed, request, history, release; stored, rule
        request.save()


def test_another_kind_of_the_same_law_is_due_by_its_own_days():
    row = factories.deadline(ACT, "訂正")
    row.decision_days = 14
    saved(row)
    request = act_request()
    request.kind, request.method = factories.kind("訂正", ACT), None
    request.earlier_reason = "不明"
    saved(request)
    assert stored(request) == (date(2026, 6, 15),) * 2


def test_an_extension_taken_back_gives_the_first_date_again():
    request = act_request(**EXTENSION)
    request.extended_on, request.extension_days, request.extension_reason = None, None, ""
    saved(request)
    assert stored(request) == (DUE_ON, DUE_ON)


def test_a_correction_opened_again_suspends_again():
    correction = factories.correction(request=act_request(), completed_on=date(2026, 6, 6))
    correction.completed_on = None
    saved(correction)
    assert stored(correction.request) == (DUE_ON, None)


def test_an_answer_moves_no_date():
    answer = factories.disposition(request=act_request())
    assert stored(answer.request) == (DUE_ON, DUE_ON)
    answer.delete()
    assert stored(answer.request) == (DUE_ON, DUE_ON)


# Moved only after a yes


def test_what_is_deleted_comes_back_with_the_dates_it_had():
    request = act_request(**EXTENSION)
    factories.correction(request=request, completed_on=date(2026, 6, 11))
    before = stored(request)
    assert before == (DUE_ON, date(2026, 8, 10))
    for day in before:
        factories.closed_day(day=day)
    history.delete(DisclosureRequest.objects.get(pk=request.pk), "誤り")
    restored = history.restore(history.deleted(DisclosureRequest).get())
    assert stored(restored) == before
    assert due.would_move() == [(restored, before[1], date(2026, 8, 12))]


def test_what_was_suspended_comes_back_suspended():
    request = factories.correction(request=act_request()).request
    history.delete(DisclosureRequest.objects.get(pk=request.pk), "誤り")
    assert stored(history.restore(history.deleted(DisclosureRequest).get())) == (DUE_ON, None)
    request.corrections.get().delete()
    assert stored(request) == (DUE_ON, DUE_ON)


def test_a_rule_that_changed_moves_nothing_by_itself():
    request = act_request()
    change_rule(decision_days=15)
    saved(request)
    request.subject = "内容"
    saved(request)
    assert stored(request) == (DUE_ON, DUE_ON)


def test_a_closed_day_that_is_added_moves_nothing_by_itself():
    request = act_request()
    correction = factories.correction(
        request=request, requested_on=RECEIVED_ON, completed_on=RECEIVED_ON
    )
    factories.closed_day(day=DUE_ON)
    saved(request)
    saved(correction)
    assert stored(request) == (DUE_ON, DUE_ON)


def test_what_would_move_is_shown():
    request = act_request()
    act_request(received_on=RECEIVED_ON + timedelta(days=1))
    factories.closed_day(day=DUE_ON)
    assert due.would_move() == [(request, DUE_ON, date(2026, 7, 2))]


def test_what_is_decided_does_not_move():
    factories.disposition(request=act_request())
    factories.closed_day(day=DUE_ON)
    assert due.would_move() == []


def test_what_moves_keeps_its_original_date():
    request = act_request()
    factories.closed_day(day=DUE_ON)
    due.move(request)
    assert stored(request) == (DUE_ON, date(2026, 7, 2))
    assert due.would_move() == []


def test_a_rule_that_ends_takes_the_due_date_away():
    request = act_request()
    change_rule(decision_days=None)
    assert due.would_move() == [(request, DUE_ON, None)]
    due.move(request)
    assert stored(request) == (DUE_ON, None)


def test_a_rule_that_becomes_known_gives_one():
    request = factories.disclosure_request()
    row = factories.deadline()
    row.decision_days = 15
    saved(row)
    assert due.would_move() == [(request, None, date(2021, 5, 6))]
    due.move(request)
    assert stored(request) == (date(2021, 5, 6),) * 2


def test_as_many_queries_for_many_requests(django_assert_num_queries):
    for _ in range(3):
        factories.correction(request=act_request(), completed_on=RECEIVED_ON)
    factories.closed_day(day=DUE_ON)
    with django_assert_num_queries(6):
        assert len(due.would_move()) == 3


def reason():
    (found,) = due.would_move()
    return due.why(found, closed_days())


def test_a_due_date_that_became_a_closed_day_is_the_reason():
    act_request()
    factories.closed_day(day=DUE_ON, name="創立記念日")
    assert reason() == "今の期限の日が休日（創立記念日）のため"


def test_a_closed_due_date_is_no_reason_where_the_rule_stays_on_it():
    change_rule(decision_days=5, last_day_moves=False)
    act_request()  # due on a Saturday
    change_rule(decision_days=10)
    assert reason() == "今の数え方と休日で数えると、10日目のため"


# Asked for


def test_only_open_requests_are_due():
    request = act_request()
    decided = factories.disposition(request=act_request()).request
    requests = DisclosureRequest.objects
    assert list(requests.open()) == [request]
    assert list(requests.overdue(DUE_ON)) == []
    assert list(requests.overdue(DUE_ON + timedelta(days=1))) == [request]
    assert list(requests.due_between(DUE_ON, DUE_ON)) == [request]
    assert list(requests.due_between(RECEIVED_ON, DUE_ON - timedelta(days=1))) == []
    assert decided.due_on == DUE_ON


def test_a_suspended_request_is_never_overdue():
    factories.correction(request=act_request())
    assert not DisclosureRequest.objects.overdue(date.max).exists()


# Explained


def test_the_explanation_ends_on_the_due_date():
    request = act_request(**EXTENSION)
    found = due.explanation(request)
    assert found.days[-1].date == found.due == request.due_on
    assert found.days[0].note == "初日（数えない）"
    assert found.original == request.original_due_on


def test_the_explanation_names_the_correction():
    request = factories.correction(request=act_request()).request
    found = due.explanation(request)
    assert (found.due, found.undetermined) == (None, "補正中のため、期限は止まっています。")


def test_where_no_rule_is_known_there_is_nothing_to_explain():
    assert due.explanation(factories.disclosure_request()) is None
