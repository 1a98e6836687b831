"""The fiscal year so far, beside the year before at the same date."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.charts import Chart
from kurume_privacy.document.links import Link
from kurume_privacy.models import RecordQuerySet

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


@dataclass(frozen=True)
class SoFar:
    """A fiscal year up to a day; a year that is over has no such day and counts wholly.

    It is looked at on the day ``today``.
    """

    year: FiscalYear
    until: date | None
    today: date

    @classmethod
    def of(cls, year: FiscalYear, today: date) -> "SoFar":
        """Return the year as far as it has gone today."""
        return cls(year, today if today in year else None, today)

    @property
    def before(self) -> "SoFar":
        """The year before, as far as it had gone on the same date."""
        until = self.until
        if until is None:
            return SoFar(self.year.previous, None, self.today)
        leap_day = until.month == 2 and until.day == 29
        same_day = date(until.year - 1, until.month, until.day - leap_day)
        return SoFar(self.year.previous, same_day, self.today)

    @property
    def months(self) -> int:
        """How many of its months have come, the one of its last counted day included."""
        last = self.until or self.today
        return sum(date(self.year.start + (month < 4), month, 1) <= last for month in MONTHS)

    def counted(self, year: str, day: str) -> Q:
        """Return the condition on the records of this year, up to its last counted day."""
        limit = Q(**{f"{day}__lte": self.until}) if self.until else Q()
        return Q(**{year: int(self.year)}) & limit


@dataclass(frozen=True)
class Figure:
    """A number of this year beside that of the year before."""

    name: str
    now: int
    before: int


@dataclass(frozen=True)
class Progress:
    """What a section has to show of the year so far."""

    title: str
    link: Link
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...] = ()


def two_years(
    records: RecordQuerySet, so_far: SoFar, *by: str, year: str = "year", day: str
) -> tuple:
    """Count the records of the year and of the year before by these fields, in one query."""
    both = so_far.counted(year, day) | so_far.before.counted(year, day)
    counters: dict[int, Counter] = {int(so_far.year): Counter(), int(so_far.before.year): Counter()}
    for (counted_in, *values), count in records.filter(both).count_by(year, *by).items():
        counters[counted_in][tuple(values)] += count
    return tuple(counters.values())


def figures(names: Mapping[str, str], now: Counter, before: Counter) -> tuple[Figure, ...]:
    """Return a figure for each of the kinds, those without records included."""
    return tuple(Figure(name, now[kind,], before[kind,]) for kind, name in names.items())


def by_month(days: Counter, so_far: SoFar) -> list[int | None]:
    """Add up {(…, day): records} to the twelve months of a fiscal year; none of one to come."""
    months: Counter[int] = Counter()
    for (*_, day), count in days.items():
        months[day.month] += count
    come = so_far.months
    return [months[month] if place < come else None for place, month in enumerate(MONTHS)]
