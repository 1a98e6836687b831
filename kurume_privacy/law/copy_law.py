"""A whole law is copied from a day on: it ends the day before, and the copy's rows can be edited.

The rows have the keys of those they are copied from, the copy has a key of its own.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.law.day import end_before, goes_on, held, keep, like, refuse_day, to_other_rows
from kurume_privacy.models import LISTS_OF_LAW, Governance, Regime, RegimeRow
from kurume_privacy.models.within_a_day import hold_law


def copied_rows(model: Any, regime: Regime, day: date) -> Any:
    """Return the rows of one list that a copy from a day on has: in force on the day or later."""
    return goes_on(model._base_manager.filter(regime=regime), day)


def copy_law(regime: Regime, name: str, day: date) -> Regime:
    """Let a law end the day before, and another that says the same begin, for the same agencies.

    Raises ``ValidationError`` beside a field: ``day``, ``name``.
    """
    reason = f"「{regime}」を{era_date(day)}から写したもの"[:100]
    with transaction.atomic():
        hold_law()
        regime = held(regime)
        refuse_day(regime, day)
        copy = like(regime, name=name, valid_from=day, key="")
        governed = [*copied_rows(Governance, regime, day)]
        end_before(regime, day, f"{era_date(day)}から「{name}」"[:100])
        keep(copy, reason)
        for governance in governed:
            keep(_from(governance, copy, day), reason)
        _copy_rows(regime, copy, day, reason)
    return copy


def _copy_rows(regime: Regime, copy: Regime, day: date, reason: str) -> None:
    """Copy every list; what a row names is named by the copies of the same rows."""
    made: dict[tuple[type, int], Any] = {}
    for model in LISTS_OF_LAW:
        # An outcome after its parent: one that has a parent has no parts.
        rows = sorted(
            copied_rows(model, regime, day), key=lambda row: getattr(row, "parent_id", None) or 0
        )
        for row in rows:
            version = _from(row, copy, day, **dict(_named(row, made)))
            keep(version, reason)
            made[model, row.pk] = version
            for field in model._meta.many_to_many:
                members = getattr(row, field.name).all()
                found = [made.get((field.related_model, each.pk)) for each in members]
                getattr(version, field.name).set([each for each in found if each is not None])


def _from(row: Any, copy: Regime, day: date, **named: Any) -> Any:
    """Return a copy of a row; it begins with its law, unless later."""
    begins = row.valid_from if row.valid_from and row.valid_from > day else None
    return like(row, regime_id=copy.pk, valid_from=begins, **named)


def _named(row: RegimeRow, made: dict[tuple[type, int], Any]) -> Iterator[tuple[str, int | None]]:
    """Yield the columns of a row that name other rows, with the keys of their copies.

    Of a row whose own version is over by then, the copy of another version.
    """
    for field in to_other_rows(row):
        named: Any = getattr(row, field.name)
        if named is not None:
            copies = {pk: each for (model, pk), each in made.items() if model is type(named)}
            alike = (each for each in copies.values() if each.key == named.key)
            found = copies.get(named.pk) or next(alike, None)
            yield field.attname, found and found.pk
