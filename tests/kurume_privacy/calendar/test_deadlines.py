"""Deadlines: the Act's examples, every turn of a rule, and what holds for all of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kurume_privacy.calendar import deadlines
from kurume_privacy.calendar.deadlines import (
    ClosedDays,
    CorrectionDays,
    CountedFrom,
    ExtensionAs,
    Pause,
    Rule,
    deadline,
    weekend,
)

ACT = Rule(days=30)
RECEIVED_ON = date(2026, 6, 1)  # a Monday


def no_closed_days(day):
    return ""


def due(rule=ACT, received_on=RECEIVED_ON, closed=weekend, pauses=(), extension=0):
    return deadline(rule, received_on, closed, pauses, extension).due


# The Act


def test_thirty_days_from_the_day_after_receipt():
    assert due() == date(2026, 7, 1)  # 法83条1項, 民法140条


def test_a_last_day_on_a_closed_day_moves_to_the_next_open_one():
    found = deadline(ACT, date(2026, 6, 4), weekend)
    assert found.moved_from == date(2026, 7, 4)  # a Saturday
    assert found.due == found.original == date(2026, 7, 6)


def test_it_moves_over_as_many_closed_days_as_there_are():
    closed = {date(2026, 7, day): "市の休日" for day in (1, 2, 3)}
    found = deadline(ACT, RECEIVED_ON, lambda day: closed.get(day) or weekend(day))
    assert found.due == date(2026, 7, 6)


def test_a_correction_of_five_days_is_left_out():
    found = deadline(ACT, RECEIVED_ON, weekend, [Pause(date(2026, 6, 5), date(2026, 6, 10))])
    assert (found.original, found.due) == (date(2026, 7, 1), date(2026, 7, 6))
    assert [day.date.day for day in found.days if day.note == "補正中"] == [6, 7, 8, 9, 10]


def test_an_extension_of_thirty_days_is_added():
    found = deadline(ACT, RECEIVED_ON, weekend, extension=30)  # 法83条2項
    assert (found.original, found.due) == (date(2026, 7, 1), date(2026, 7, 31))


# Every day is explained


def test_every_day_says_what_it_was():
    rule = Rule(days=4, closed_days=ClosedDays.NOT_COUNTED)
    closed = {date(2026, 6, 3): "市の休日"}
    found = deadline(
        rule,
        RECEIVED_ON,
        lambda day: closed.get(day) or weekend(day),
        [Pause(RECEIVED_ON, date(2026, 6, 2))],
    )
    assert [(day.date.day, day.number, day.note, day.is_due) for day in found.days] == [
        (1, None, "初日（数えない）", False),
        (2, None, "補正中", False),
        (3, None, "市の休日", False),
        (4, 1, "", False),
        (5, 2, "", False),
        (6, None, "土曜日", False),
        (7, None, "日曜日", False),
        (8, 3, "", False),
        (9, 4, "", True),
    ]


def test_a_last_day_that_moves_is_explained():
    found = deadline(Rule(days=5), RECEIVED_ON, weekend)
    assert [(day.date.day, day.number, day.note) for day in found.days[-4:]] == [
        (5, 4, ""),
        (6, 5, "土曜日（末日のため、次の開いている日に移る）"),
        (7, None, "日曜日"),
        (8, None, "末日がここに移った"),
    ]


# The turns of a rule


def test_the_day_of_receipt_itself_may_count():
    assert due(replace(ACT, counted_from=CountedFrom.SAME_DAY)) == date(2026, 6, 30)


def test_a_last_day_need_not_move():
    assert due(replace(ACT, days=5, last_day_moves=False)) == date(2026, 6, 6)


def test_closed_days_need_not_count():
    assert due(Rule(days=5, closed_days=ClosedDays.NOT_COUNTED)) == date(2026, 6, 8)


@pytest.mark.parametrize(("moves", "day"), [(False, 6), (True, 8)])
def test_holidays_alone_need_not_count(moves, day):
    rule = Rule(days=4, closed_days=ClosedDays.HOLIDAYS_NOT_COUNTED, last_day_moves=moves)
    closed = {date(2026, 6, 3): "市の休日"}
    assert due(rule, closed=lambda one: closed.get(one) or weekend(one)) == date(2026, 6, day)


def test_a_holiday_on_a_saturday_is_a_holiday():
    rule = Rule(days=5, closed_days=ClosedDays.HOLIDAYS_NOT_COUNTED, last_day_moves=False)
    assert due(rule, closed={date(2026, 6, 6): "市の休日"}.get) == date(2026, 6, 7)


def test_an_extension_may_be_a_total_from_receipt():
    rule = replace(ACT, extension_as=ExtensionAs.TOTAL)
    assert due(rule, extension=60) == due(replace(ACT, days=60))
    assert due(rule, extension=10) == due()


@pytest.mark.parametrize(
    ("counted", "day"),
    [
        (CorrectionDays.COUNTED, 1),
        (CorrectionDays.FROM_NEXT_DAY, 2),
        (CorrectionDays.FROM_FIRST_DAY, 3),
    ],
)
def test_the_first_day_of_a_correction_is_in_or_out(counted, day):
    pause = Pause(date(2026, 6, 10), date(2026, 6, 11))
    assert due(replace(ACT, correction_days=counted), pauses=[pause]) == date(2026, 7, day)


def test_corrections_that_overlap_are_left_out_once():
    one, other = (
        Pause(date(2026, 6, 5), date(2026, 6, 9)),
        Pause(date(2026, 6, 7), date(2026, 6, 10)),
    )
    assert due(pauses=[one, other]) == due(pauses=[Pause(date(2026, 6, 5), date(2026, 6, 10))])


def test_a_correction_that_is_open_suspends_the_deadline():
    found = deadline(ACT, RECEIVED_ON, weekend, [Pause(date(2026, 6, 5), None)])
    assert (found.original, found.due) == (date(2026, 7, 1), None)
    assert found.undetermined == deadlines.SUSPENDED
    assert (found.days[-1].date, found.days[-1].note) == (date(2026, 6, 6), "補正中")


def test_a_correction_asked_for_after_the_due_date_changes_nothing():
    assert due(pauses=[Pause(date(2026, 7, 2), None)]) == date(2026, 7, 1)


def test_an_open_correction_does_not_stop_a_rule_that_counts_it():
    rule = replace(ACT, correction_days=CorrectionDays.COUNTED)
    assert due(rule, pauses=[Pause(RECEIVED_ON, None)]) == date(2026, 7, 1)


@pytest.mark.parametrize("received_on", [date.max, date.max - timedelta(days=10)])
def test_the_end_of_the_calendar_is_no_error(received_on):
    found = deadline(ACT, received_on, weekend)
    assert (found.original, found.due) == (None, None)
    assert found.undetermined == deadlines.OUT_OF_REACH


def test_a_year_typed_wrongly_is_not_walked_through():
    found = deadline(ACT, RECEIVED_ON, weekend, [Pause(RECEIVED_ON, date(9000, 1, 1))])
    assert (found.original, found.undetermined) == (date(2026, 7, 1), deadlines.OUT_OF_REACH)
    assert len(found.days) == deadlines.FARTHEST


def test_a_city_that_never_opens_has_no_due_date():
    found = deadline(ACT, RECEIVED_ON, lambda day: "閉庁")
    assert found.undetermined == deadlines.OUT_OF_REACH
