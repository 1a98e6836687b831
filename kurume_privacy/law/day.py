"""The day from which the law is otherwise: where it may lie, and how a row ends before it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import ClosedYear, Regime, RegimeRow
from kurume_privacy.models.in_force import not_ended

ONE_DAY = timedelta(days=1)
SAME_DAY = "{day}は、「{row}」の適用開始日です。この日からの内容は、「変更する」で直してください。"
OUTSIDE = "{day}には、「{row}」は適用されません。適用されている期間の日にしてください。"
CLOSED = (
    "{day}からの変更は、締め切った{years}の報告書にかかります。"
    "その年度を再開してから変えるか、{after}以後の日にしてください。"
)

Dated = TypeVar("Dated", Regime, RegimeRow)


def span_of(row: Any) -> tuple[date | None, date | None]:
    """Return the first and the last day of a row or a regime, none outside the regime's own."""
    known = [row, row.regime] if hasattr(row, "regime") else [row]
    begins = max((each.valid_from for each in known if each.valid_from), default=None)
    ends = min((each.valid_until for each in known if each.valid_until), default=None)
    return begins, ends


def refuse_day(row: Any, day: date) -> None:
    """Refuse, beside ``day``, a day from which a row cannot be otherwise."""
    begins, _ = span_of(row)
    if begins == day:
        raise ValidationError({"day": SAME_DAY.format(day=era_date(day), row=row)})
    refuse_outside(row, day, "day")
    refuse_closed_years(row, day, "day")


def refuse_outside(row: Any, day: date, field: str) -> None:
    """Refuse, beside a field, a day on which a row is not in force."""
    begins, ends = span_of(row)
    if (begins and day < begins) or (ends and day > ends):
        raise ValidationError({field: OUTSIDE.format(day=era_date(day), row=row)})


def refuse_closed_years(row: Any, day: date, field: str) -> None:
    """Refuse, beside a field, what a closed year would see: a row is otherwise from a day on.

    No year is closed or opened until the transaction ends.
    """
    _, ends = span_of(row)
    closed = sorted(FiscalYear(year) for year in ClosedYear.held())
    if touched := [year for year in closed if _touches(year, day, ends)]:
        years = "、".join(map(str, touched))
        after = era_date(touched[-1].last_day + ONE_DAY)
        raise ValidationError({field: CLOSED.format(day=era_date(day), years=years, after=after)})


def _touches(year: FiscalYear, day: date, ends: date | None) -> bool:
    return day <= year.last_day and (ends is None or year.first_day <= ends)


def held(row: Dated) -> Dated:
    """Return a row as it is stored, once the law is held."""
    every: Any = type(row)._base_manager
    return every.get(pk=row.pk)


def end_before(row: Any, day: date, reason: str) -> None:
    """Let the day before be the last of a row."""
    row.valid_until, row._change_reason = day - ONE_DAY, reason
    row.save()


def keep(row: Any, reason: str) -> None:
    """Check a new row and save it, with the act in its history."""
    row._change_reason = reason
    row.full_clean()
    row.save()


def goes_on(rows: models.QuerySet, day: date) -> models.QuerySet:
    """Return the rows that are in force on a day or later."""
    return rows.filter(not_ended(day))


def like(row: Dated, **changed: Any) -> Dated:
    """Return an unsaved row that differs from this one in the given fields alone."""
    own: Iterable[Any] = (
        field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)
    )
    return type(row)(**{field.attname: getattr(row, field.attname) for field in own} | changed)


def to_other_rows(row: RegimeRow) -> list[Any]:
    """Return the fields by which a row of the law names another."""
    fields: Iterable[Any] = row._meta.concrete_fields
    return [each for each in fields if issubclass(each.related_model or Regime, RegimeRow)]
