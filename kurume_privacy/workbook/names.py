"""What a cell may call a division, a row of the law, or another record."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

from kurume_privacy.models import Division, ExemptionClause, UseGround
from kurume_privacy.models.regime import RegimeRow

Names = Callable[[Any], tuple[str, ...]]  # of the one model that the column refers to


def names_of(field: forms.Field, row: models.Model) -> tuple[str, ...]:
    """Return the names of a row, the one that is written first."""
    if isinstance(row, Division):
        return _of_division(row)
    label = field.label_from_instance(row)  # type: ignore[attr-defined]  # of a choice
    if isinstance(row, ExemptionClause):
        return row.label, label, str(row.number), f"{row.number}号", row.name
    if isinstance(row, UseGround):
        return row.name, label, row.citation
    return str(row), label


def in_full(row: RegimeRow) -> str:
    """Return 開示（久留米市個人情報保護条例）: told apart from the same of another law."""
    return f"{row}（{row.regime}）"


def rows_of(field: forms.ModelChoiceField) -> models.QuerySet:
    """Return what a field offers, rows of the law along with their law."""
    found: models.QuerySet = field.queryset  # type: ignore[assignment]  # bound forms have one
    if not issubclass(found.model, RegimeRow):
        return found
    return found.select_related("regime").prefetch_related("regime__governances__agency")


def is_of_law(field: object) -> bool:
    """Say whether a field offers rows of the law."""
    if not isinstance(field, forms.ModelChoiceField):
        return False
    queryset: Any = field.queryset
    return issubclass(queryset.model, RegimeRow)


def _of_division(division: Division) -> tuple[str, ...]:
    """Return 総務部総務課, 市長 総務部総務課, 総務課."""
    return str(division), f"{division.department.agency} {division}", division.name
