"""What was carried over and how requests ended, counted by hand: loops and ifs, nothing else."""

from collections import Counter
from datetime import date
from typing import NamedTuple


class Answer(NamedTuple):
    """An answer to a request: decided, withdrawn or transferred; or decided on a part of it."""

    day: date
    how: str
    part: bool = False


class Asked(NamedTuple):
    """A request of some law and kind, with its answers in the order of their entry."""

    day: date
    law: str
    kind: str
    answers: tuple[Answer, ...]
    transferred_in: bool = False

    @property
    def year(self) -> int:
        return self.day.year - (self.day.month < 4)


class Days(NamedTuple):
    """Up to which days a year counts, and the one before."""

    before: date
    to: date | None


def days_of(way: str, year: int, counted: dict[int, date]) -> Days:
    """As cohort, the days of the editions; as flow, those of the fiscal years."""
    if way == "flow":
        return Days(date(year, 3, 31), date(year + 1, 3, 31))
    return Days(counted.get(year - 1, date(year, 3, 31)), counted.get(year))


def end_of(request: Asked, day: date | None) -> str:
    """How it ended by a day: with its first answer to the whole of it."""
    first = None
    for answer in request.answers:
        if answer.part:
            continue
        if (day is None or answer.day <= day) and (first is None or answer.day < first.day):
            first = answer
    return "pending" if first is None else first.how


def course(requests: list[Asked], year: int, days: Days) -> Counter:
    """Count by (law, origin, kind, end)."""
    found: Counter = Counter()
    for request in requests:
        if request.year == year:
            origin = "transferred_in" if request.transferred_in else "received"
            found[request.law, origin, request.kind, end_of(request, days.to)] += 1
        elif request.year < year and end_of(request, days.before) == "pending":
            found[request.law, "carried_over", request.kind, end_of(request, days.to)] += 1
    return found


def answers(requests: list[Asked], way: str, year: int, days: Days) -> Counter:
    """Count the answers of the year by (law, kind)."""
    found: Counter = Counter()
    for request in requests:
        for answer in request.answers:
            if way == "flow":
                counts = date(year, 4, 1) <= answer.day <= date(year + 1, 3, 31)
            else:
                counts = request.year == year and (days.to is None or answer.day <= days.to)
            found[request.law, request.kind] += counts
    return +found


def waiting(requests: list[Asked], way: str, year: int, days: Days) -> Counter:
    """Count what waits at the end by (law, kind): of the year, or of any before too."""
    found: Counter = Counter()
    for request in requests:
        if request.year == year or (way == "flow" and request.year < year):
            found[request.law, request.kind] += end_of(request, days.to) == "pending"
    return +found
