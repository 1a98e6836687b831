"""What a record can lack that the report needs: counted by the front page, found by the list.

Both read the same condition, so a count and the list behind it cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import django_filters
from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import NegatedExpression

from kurume_privacy.desk.tasks import SHOWN, named_of


@dataclass(frozen=True)
class Incomplete:
    """One thing that the records of a ledger can lack."""

    key: str
    label: str
    condition: Q | Exists | NegatedExpression


class IncompleteFilter(django_filters.ChoiceFilter):
    """The records that lack something, out of what the ledger's records can lack."""

    def __init__(self, conditions: Sequence[Incomplete], **options):
        self.known = {each.key: each for each in conditions}
        choices = [(each.key, each.label) for each in conditions]
        super().__init__(**{"label": "入力が足りないもの", "choices": choices} | options)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        """Return the records that lack what was chosen."""
        return queryset.filter(self.known[value].condition) if value else queryset


def first_and_count(records: QuerySet) -> tuple[list, int]:
    """Return the first few of the records, and how many there are: one query where they are few."""
    first = list(records[: SHOWN + 2])
    count = len(first) if len(first) <= SHOWN + 1 else records.count()
    return first[: named_of(count)], count
