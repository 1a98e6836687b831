"""A row of the law changes from a day on, or ends: its versions have one key, each its own days.

Records are not touched: one of that day or later names the new version when it is next saved
(`RegimeRow.on`), and a report counts what names any version as one (`Law.stands_for`).
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.law.day import (
    ONE_DAY,
    end_before,
    goes_on,
    held,
    keep,
    like,
    refuse_closed_years,
    refuse_day,
    refuse_outside,
    to_other_rows,
)
from kurume_privacy.models import RegimeRow, RequestKind
from kurume_privacy.models.within_a_day import hold_law

Members = Mapping[str, Collection[models.Model]]
HAS_ENDED = "「{row}」は、{day}で既に終わることになっています。"


def change_row(row: RegimeRow, later: RegimeRow, members: Members) -> RegimeRow:
    """Let a row end the day before ``later`` begins, and save that as its next version.

    ``later`` is not saved yet; ``members`` are those of its sets, by name. What answers or counts
    a kind of request does so for its new version too. Raises ``ValidationError`` beside a field,
    ``day`` for the day itself.
    """
    day: Any = later.valid_from
    reason = f"{era_date(day)}からの変更"
    with transaction.atomic():
        hold_law()
        row = held(row)
        refuse_day(row, day)
        later.regime_id, later.key, later.valid_until = row.regime_id, row.key, row.valid_until
        _name_versions_of_the_day(later, day)
        end_before(row, day, reason)
        keep(later, reason)
        for name, rows in members.items():
            getattr(later, name).set(rows)
        if isinstance(row, RequestKind) and isinstance(later, RequestKind):
            _follow(row, later, reason)
    return later


def end_row(row: RegimeRow, last_day: date) -> RegimeRow:
    """Let a row end on a day. Raises ``ValidationError`` beside ``last_day``."""
    with transaction.atomic():
        hold_law()
        row = held(row)
        if row.valid_until == last_day:
            said = HAS_ENDED.format(row=row, day=era_date(last_day))
            raise ValidationError({"last_day": said})
        refuse_outside(row, last_day, "last_day")
        refuse_closed_years(row, last_day + ONE_DAY, "last_day")
        end_before(row, last_day + ONE_DAY, f"{era_date(last_day)}で終わり")
    return row


def _name_versions_of_the_day(later: RegimeRow, day: date) -> None:
    """Let a new version name, of other rows of the law, the version of its first day."""
    for field in to_other_rows(later):
        if (named := getattr(later, field.name)) is not None:
            setattr(later, field.name, named.on(day, field.name))


def _follow(former: RequestKind, later: RequestKind, reason: str) -> None:
    """Let what answers a kind, and what counts its deadline, do so for its new version."""
    day: Any = later.valid_from
    for outcome in goes_on(former.outcomes.all(), day):
        outcome._change_reason = reason
        outcome.kinds.add(later)
    for deadline in goes_on(former.deadlines.all(), day):
        if deadline.valid_from and deadline.valid_from >= day:
            deadline.kind, deadline._change_reason = later, reason
            deadline.save()
        else:
            version = like(deadline, valid_from=day, kind_id=later.pk)
            end_before(deadline, day, reason)
            keep(version, reason)
