"""What an act on the law would change, looked up before it is done: years and records, as counts.

Whoever keeps the law sees no record: they are counted and none is named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.law.day import span_of
from kurume_privacy.models import (
    LISTS_OF_LAW,
    ClosedYear,
    Governance,
    Record,
    Regime,
    RegimeRow,
    event_dates,
    years_recorded,
)
from kurume_privacy.records.held import GROUND_FLOOR, counted

CLOSED, OPEN = "締め切り済み", "入力中"
Done = TypeVar("Done")


def rehearsed(act: Callable[[], Done]) -> Done:
    """Do an act and take all of it back: so it is judged as it would be. Raises what it raises."""
    with transaction.atomic():
        done = act()
        transaction.set_rollback(True)
    return done


# The years


@dataclass(frozen=True)
class YearLine:
    """A fiscal year, and what is in force in it now and after an act."""

    year: FiscalYear
    is_closed: bool
    before: str
    after: str

    @property
    def state(self) -> str:
        """締め切り済み or 入力中."""
        return CLOSED if self.is_closed else OPEN


@dataclass(frozen=True)
class KnownYears:
    """The fiscal years of which there is a record, and those that are closed."""

    known: tuple[FiscalYear, ...]
    closed: frozenset[int]

    @classmethod
    def now(cls, today: date) -> "KnownYears":
        """Look them up; today's is one of them."""
        ledgers = [model for model in apps.get_models() if _is_counted_by_year(model)]
        closed = frozenset(ClosedYear.years())
        years = {*years_recorded(*ledgers), *closed, int(FiscalYear.of(today))}
        return cls(tuple(map(FiscalYear, sorted(years))), closed)

    def state(self, year: FiscalYear) -> str:
        """Return 締め切り済み or 入力中."""
        return CLOSED if int(year) in self.closed else OPEN

    def said(self, years: Iterable[FiscalYear]) -> str:
        """Return years with their state: 令和3年度（締め切り済み）、令和8年度（入力中）."""
        return "、".join(f"{year}（{self.state(year)}）" for year in years)

    def before(self, day: date) -> list[FiscalYear]:
        """Return the years that end before a day."""
        return [year for year in self.known if year.last_day < day]

    def of(self, rows: Sequence[Any]) -> list[FiscalYear]:
        """Return the years in which one of these rows is in force."""
        return [year for year in self.known if any(_during(row, year) for row in rows)]

    def lines(self, day: date, before: Sequence[Any], after: Sequence[Any]) -> Iterator[YearLine]:
        """Yield the years from that of the day on to the last known, the one after it at least."""
        first = int(FiscalYear.of(day))
        last = min(max(first + 1, int(self.known[-1])), date.max.year - 1)
        for each in range(first, last + 1):
            year = FiscalYear(each)
            closed = each in self.closed
            yield YearLine(year, closed, in_force_in(year, before), in_force_in(year, after))


def _is_counted_by_year(model: type[models.Model]) -> bool:
    field = model.year_field() if issubclass(model, Record) else None
    return field is not None and field.name == "year"


def _during(row: Any, year: FiscalYear) -> bool:
    begins, ends = span_of(row)
    return (not begins or begins <= year.last_day) and (not ends or year.first_day <= ends)


def in_force_in(year: FiscalYear, versions: Sequence[Any]) -> str:
    """Return what is in force in a year, with the days on which it begins or ends there."""
    return "、".join(f"{row}{_days(row, year)}" for row in versions if _during(row, year)) or "なし"


def _days(row: Any, year: FiscalYear) -> str:
    begins, ends = span_of(row)
    begun = f"{era_date(begins)}から" if begins and begins > year.first_day else ""
    ended = f"{era_date(ends)}まで" if ends and ends < year.last_day else ""
    return f"（{begun}{ended}）" if begun or ended else ""


# The records


def versions_of(row: RegimeRow) -> list[RegimeRow]:
    """Return all versions of a row, from the first on."""
    every: Any = type(row)._base_manager
    found = every.filter(regime=row.regime_id, key=row.key).select_related("regime")
    return sorted(found, key=lambda each: each.valid_from or date.min)


def naming(rows: Sequence[models.Model], since: date | None = None) -> list[str]:
    """Return how many records name one of these rows, of a day or later: 開示等請求3件."""
    return counted(_naming(rows, since)) if rows else []


def _naming(rows: Sequence[Any], since: date | None) -> Iterator[models.QuerySet]:
    for relation in type(rows[0])._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label == GROUND_FLOOR or not issubclass(model, Record):
            continue
        asked: dict[str, Any] = {f"{relation.field.name}__in": rows}
        if since is not None:
            asked[f"{_day_of(model)}__gte"] = since
        yield model.objects.filter(**asked).distinct()


def _day_of(model: Any) -> str:
    """Return the way to the day of a record: its own, or that of what it belongs to."""
    if model.dated_by:
        return model.dated_by
    if days := event_dates(model):
        return days[0].name
    owner = model._meta.get_field(model.owner).related_model
    return f"{model.owner}__{_day_of(owner)}"


# What was shown


def law_version() -> str:
    """Return a token that changes whenever anything of the law does."""
    kinds: tuple[Any, ...] = (Regime, Governance, *LISTS_OF_LAW)
    latest = (
        model.history.order_by().aggregate(last=models.Max("history_id"))["last"] or 0
        for model in kinds
    )
    return ".".join(map(str, latest))


def digest(*shown: object) -> str:
    """Return a token of what was shown: whatever is otherwise by now has another."""
    return sha256("\n".join(map(repr, (law_version(), *shown))).encode()).hexdigest()
