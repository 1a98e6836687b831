"""What a record can lack that the report needs: counted by the front page, found by the list.

Both read the same condition, so a count and the list behind it cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import django_filters
from django import forms
from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import NegatedExpression

from kurume_privacy.desk.tasks import SHOWN, named_of
from kurume_privacy.models import RecordQuerySet

Kept = TypeVar("Kept", bound=RecordQuerySet)
CHANGEABLE = ("changeable", "on")


@dataclass(frozen=True)
class Incomplete:
    """One thing that the records of a ledger can lack."""

    key: str
    label: str
    condition: Q | Exists | NegatedExpression
    goes_on: bool = False  # it may be entered whatever year is closed (`Record.goes_on`)

    def of(self, records: Kept) -> Kept:
        """Return those of the records that lack it, and that may be changed."""
        found = records.filter(self.condition)
        return found if self.goes_on else found.changeable()

    @property
    def query(self) -> tuple[tuple[str, object], ...]:
        """What a list is filtered by to show just these."""
        return (("lacking", self.key), *(() if self.goes_on else (CHANGEABLE,)))


class IncompleteFilter(django_filters.ChoiceFilter):
    """The records that lack something, out of what the ledger's records can lack."""

    def __init__(self, conditions: Sequence[Incomplete], **options):
        self.known = {each.key: each for each in conditions}
        choices = [(each.key, each.label) for each in conditions]
        super().__init__(**{"label": "入力が足りないもの", "choices": choices} | options)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        """Return the records that lack what was chosen."""
        return queryset.filter(self.known[value].condition) if value else queryset


class ChangeableFilter(django_filters.BooleanFilter):
    """Without the records that a closed year keeps as they are."""

    def __init__(self, **options):
        shown = {"label": "締め切った年度の記録を除く", "widget": forms.CheckboxInput}
        super().__init__(**shown | options)

    def filter(self, queryset: RecordQuerySet, asked: bool) -> QuerySet:
        """Return the records that may be changed, where it is asked."""
        return queryset.changeable() if asked else queryset


def first_and_count(records: QuerySet) -> tuple[list, int]:
    """Return the first few of the records, and how many there are: one query where they are few."""
    first = list(records[: SHOWN + 2])
    count = len(first) if len(first) <= SHOWN + 1 else records.count()
    return first[: named_of(count)], count
