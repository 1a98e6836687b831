"""Deadlines that can explain themselves: a rule, the closed days and the breaks are given. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

# Says what a closed day is called; nothing (or an empty name) for an open one.
ClosedDayNames = Callable[[date], str | None]

# Nobody counts longer than ten years: a year typed wrongly must not be walked through.
FARTHEST = 3660
SUSPENDED = "補正中のため、期限は止まっています。"
OUT_OF_REACH = "期限が遠すぎるため、計算できません。"
IN_CORRECTION = "補正中"
FIRST_DAY = "初日（数えない）"
MOVES_ON = "末日のため、次の開いている日に移る"
MOVED = "末日がここに移った"
IN_SPECIAL_PERIOD = "期限の特例の期間"
SPECIAL = "期限の特例による期限"
_WEEKEND = {5: "土曜日", 6: "日曜日"}


class CountedFrom(StrEnum):
    """The day that counts as the first (民法140条)."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"


class ClosedDays(StrEnum):
    """Whether closed days count: all do, none does, or of them only the weekends do."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    HOLIDAYS_NOT_COUNTED = "holidays_not_counted"


class ExtensionAs(StrEnum):
    """What the days of an extension mean: so many more (法83条2項), or so many in all."""

    ADDED = "added"
    TOTAL = "total"


class CorrectionDays(StrEnum):
    """Whether the days of a correction count, and from which one on they do not (法83条1項).

    That is the day it was asked for, or the next.
    """

    COUNTED = "counted"
    FROM_FIRST_DAY = "from_first_day"
    FROM_NEXT_DAY = "from_next_day"


@dataclass(frozen=True)
class Rule:
    """How a deadline of so many ``days`` is counted; the defaults are those of 法83条.

    ``last_day_moves``: a deadline that ends on a closed day ends on the next open one.
    """

    days: int
    counted_from: CountedFrom = CountedFrom.NEXT_DAY
    closed_days: ClosedDays = ClosedDays.COUNTED
    last_day_moves: bool = True
    extension_as: ExtensionAs = ExtensionAs.ADDED
    correction_days: CorrectionDays = CorrectionDays.FROM_NEXT_DAY

    def extended(self, days: int) -> int:
        """Return how many days there are in all, with an extension of ``days``; never fewer."""
        if self.extension_as == ExtensionAs.TOTAL:
            return max(self.days, days)
        return self.days + days

    def skips(self, day: date, name: str) -> bool:
        """Say whether ``day`` is left out of the count; it is closed for its ``name``, if any."""
        if self.closed_days == ClosedDays.HOLIDAYS_NOT_COUNTED:
            return bool(name) and name != weekend(day)
        return bool(name) and self.closed_days == ClosedDays.NOT_COUNTED


class Pause(NamedTuple):
    """A correction: the day it was asked for and the day it was made, None while it is open."""

    first: date
    last: date | None


class SpecialDate(NamedTuple):
    """A special period (法84条, 95条, 103条): the day of its notice, and until when it lasts."""

    notified_on: date
    until: date


class Day(NamedTuple):
    """One day of the count: the how-manieth it is from 1 on, or None and why it is not counted."""

    date: date
    number: int | None
    note: str
    is_due: bool = False


@dataclass(frozen=True)
class Deadline:
    """The due date at receipt, the current one, and how the current one was counted.

    ``days`` are all days from that of receipt to the due date, or to where the count stops.
    ``moved_from`` is the last counted day where that was closed. Where there is no due date,
    ``due`` is None and ``undetermined`` says why, in Japanese. ``late_extension`` and
    ``late_special`` say that an extension or a special period was notified when the time was over
    already, and so moved nothing.
    """

    original: date | None
    due: date | None
    days: tuple[Day, ...]
    moved_from: date | None = None
    undetermined: str = ""
    late_extension: bool = False
    late_special: bool = False


def weekend(day: date) -> str:
    """Return 土曜日 or 日曜日; an empty text for any other day."""
    return _WEEKEND.get(day.weekday(), "")


def open_from(day: date, closed: ClosedDayNames) -> date:
    """Return the day, or the next open one where it is closed (地方自治法4条の2第4項)."""
    while closed(day):
        day += timedelta(days=1)
    return day


def deadline(
    rule: Rule,
    received_on: date,
    closed: ClosedDayNames,
    pauses: Iterable[Pause] = (),
    extension: int = 0,
    extended_on: date | None = None,
    special: SpecialDate | None = None,
) -> Deadline:
    """Count from the day of receipt to the due date, and say what every day was (法83条).

    ``closed`` names closed days, ``pauses`` are the corrections, ``extension`` is in days (0 for
    none), ``extended_on`` the day on which it was notified: a time that is over is not extended
    any more. The date that a ``special`` period gave was told as a date: it stays whatever is
    corrected, and no closed day moves it. Nothing is raised: a count that a correction holds up,
    or that goes on beyond `FARTHEST` days, has no due date. A rule that counts the days of a
    correction is not stopped by one that is still open.
    """
    plain = _Count(rule, received_on, closed, rule.days, ()).days()
    paused = () if rule.correction_days == CorrectionDays.COUNTED else tuple(pauses)
    count = _Count(rule, received_on, closed, rule.days, paused)
    days = count.days()
    due = _due(days)
    late = bool(extension and extended_on and due and extended_on > due)
    late_special = bool(special and due and special.notified_on > due)
    if special and not late_special:
        return _until(special, days, _due(plain))
    if extension and not late:
        count = _Count(rule, received_on, closed, rule.extended(extension), paused)
        days = count.days()
        due = _due(days)
    last_counted = max((day.date for day in days if day.number), default=due)
    return Deadline(
        original=_due(plain),
        due=due,
        days=days,
        moved_from=last_counted if due != last_counted and due else None,
        undetermined="" if due else count.why_stopped(days[-1].date),
        late_extension=late,
        late_special=late_special,
    )


def _until(special: SpecialDate, counted: tuple[Day, ...], original: date | None) -> Deadline:
    """Return the days of the first period, and those after it to the date that was told."""
    first, last = counted[0].date, special.until
    if not 0 <= (last - first).days < FARTHEST:
        unknown = counted[0]._replace(is_due=False)
        return Deadline(original, None, (unknown,), undetermined=OUT_OF_REACH)
    known = {day.date: day for day in counted}
    every = (first + timedelta(days=days) for days in range((last - first).days + 1))
    days = [
        known.get(day, Day(day, None, IN_SPECIAL_PERIOD))._replace(is_due=False) for day in every
    ]
    days[-1] = days[-1]._replace(note=SPECIAL, is_due=True)
    return Deadline(original, last, tuple(days))


def _due(days: tuple[Day, ...]) -> date | None:
    return days[-1].date if days[-1].is_due else None


@dataclass(frozen=True)
class _Count:
    """One walk over the calendar, from receipt to the day that ends it."""

    rule: Rule
    received_on: date
    closed: ClosedDayNames
    total: int
    pauses: tuple[Pause, ...]

    def days(self) -> tuple[Day, ...]:
        """Return every day up to the due date, or to where the count stops."""
        days, number = [], 0
        for each in self._calendar():
            day = self._day(each, number)
            number = day.number or number
            days.append(day)
            if day.is_due or self._suspended(each):
                break
        return tuple(days)

    def why_stopped(self, last: date) -> str:
        """Say why there is no due date."""
        return SUSPENDED if self._suspended(last) else OUT_OF_REACH

    def _calendar(self) -> Iterator[date]:
        distance = min(FARTHEST, (date.max - self.received_on).days + 1)
        return (self.received_on + timedelta(days=days) for days in range(distance))

    def _day(self, day: date, number: int) -> Day:
        """Return what this day is, after ``number`` counted ones."""
        if self._paused(day):
            return Day(day, None, IN_CORRECTION)
        name = self.closed(day) or ""
        if reason := self._reason(day, name):
            return Day(day, None, reason)
        moves = bool(name) and self.rule.last_day_moves
        if number >= self.total:
            return Day(day, None, name or MOVED, is_due=not moves)
        reached = number + 1 >= self.total
        note = f"{name}（{MOVES_ON}）" if reached and moves else name
        return Day(day, number + 1, note, is_due=reached and not moves)

    def _reason(self, day: date, name: str) -> str:
        """Return why a day without a correction is not counted, or nothing."""
        if day == self.received_on and self.rule.counted_from == CountedFrom.NEXT_DAY:
            return FIRST_DAY
        return name if self.rule.skips(day, name) else ""

    def _paused(self, day: date) -> bool:
        return any(self._begun(pause, day) and _not_over(pause, day) for pause in self.pauses)

    def _suspended(self, day: date) -> bool:
        return any(self._begun(pause, day) and pause.last is None for pause in self.pauses)

    def _begun(self, pause: Pause, day: date) -> bool:
        if self.rule.correction_days == CorrectionDays.FROM_FIRST_DAY:
            return pause.first <= day
        return pause.first < day


def _not_over(pause: Pause, day: date) -> bool:
    return pause.last is None or day <= pause.last
