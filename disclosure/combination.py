"""The exact combination of clauses that a disposition names, typed as 1.2, or as none.

In an address each stands with its lasting key: 1, 7-to (第7号ト), p2-1 (第2項第1号).
"""

import re
from collections.abc import Iterable

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from disclosure.models import DispositionClause
from kurume_privacy.models import LETTERS, Outcome
from kurume_privacy.text import half_digits

NONE = "none"  # what stands in an address for what is not there
# The dispositions that may name clauses: of a kind and with an outcome that have any.
NAMES_CLAUSES = Q(request__kind__has_clauses=True) & ~Q(outcome__clause_use=Outcome.ClauseUse.NONE)
BETWEEN = re.compile(r"[.,．，、・\s]+")
# 1, 第1号, 7ト, 7-to, 2項1, p2-1.
CLAUSE = re.compile(
    r"(?P<second>p2-|第?2項)?第?(?P<number>[0-9]{1,2}(?:-[0-9]{1,2})?)号?"
    r"(?:(?P<letter>[イロハニホヘトチリヌ])|-(?P<key>[a-z]{1,2}))?"
)
LONGEST = 100
NO_COMBINATION = (
    "該当号は、号を点で区切って「1.2」のように入力してください（細分のある号は「7ト」）。"
    f"該当号のない処理は「{NONE}」です。"
)


def as_typed(keys: Iterable[str]) -> str:
    """Write a combination as an address has it: 1.2, or none."""
    return ".".join(keys) or NONE


def _key(typed: str) -> str:
    """Return the key of a clause as people type it: 7ト is 7-to, 2項1 is p2-1."""
    found = CLAUSE.fullmatch(typed)
    if found is None:
        raise ValidationError(NO_COMBINATION)
    letter = LETTERS[found["letter"]] if found["letter"] else found["key"] or ""
    return "-".join(filter(None, ("p2" if found["second"] else "", found["number"], letter)))


class CombinationField(forms.CharField):
    """Numbers of clauses, divided by dots or by what people put between numbers."""

    def __init__(self, **options):
        super().__init__(**{"max_length": LONGEST} | options)

    # What is typed is a text; what it becomes is none any more.
    def to_python(self, value: object) -> frozenset[str] | None:  # type: ignore[override]
        """Read the clauses; nothing typed is no filter, and not the empty combination."""
        text = half_digits(super().to_python(value) or "")
        if not text or text == NONE:
            return frozenset() if text else None
        return frozenset(map(_key, BETWEEN.split(text.strip())))


class CombinationFilter(django_filters.Filter):
    """The dispositions that name these clauses and no others."""

    field_class = CombinationField

    def __init__(self, **options):
        shown = {"label": "該当号（1.2は第1号と第2号だけ、noneは記載なし）"}
        super().__init__(**shown | options)

    def filter(self, queryset: models.QuerySet, keys: frozenset[str] | None) -> models.QuerySet:
        """Return those with every one of the clauses, and without any other."""
        if keys is None:
            return queryset
        named = DispositionClause.objects.order_by().filter(disposition=OuterRef("pk"))
        others = Exists(named.exclude(clause__key__in=keys))
        each = (Exists(named.filter(clause__key=key)) for key in sorted(keys))
        return queryset.filter(~others, *each)


class NamesClausesFilter(django_filters.ChoiceFilter):
    """The dispositions that may name clauses, or those to which the law has none."""

    YES, NO = "yes", "no"

    def __init__(self, **options):
        choices = ((self.YES, "ある"), (self.NO, "ない"))
        shown = {"label": "該当号のある種類", "choices": choices, "widget": forms.HiddenInput}
        super().__init__(**shown | options)

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        """Return those that may, or those that may not."""
        if not value:
            return queryset
        return queryset.filter(NAMES_CLAUSES if value == self.YES else ~NAMES_CLAUSES)
