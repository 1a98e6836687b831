"""What every list can be filtered by: the year, the division, dates and free text."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial, reduce
from operator import and_, or_

import django_filters
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.db.models import Q

from kurume_privacy.calendar.fiscal import EARLIEST, FiscalYear
from kurume_privacy.calendar.numbering import NumberTyped, read_number
from kurume_privacy.desk.searching import NOTHING_FOUND, Searched
from kurume_privacy.models import (
    Agency,
    Department,
    Division,
    Record,
    Regime,
    is_numbered,
    years_recorded,
)
from kurume_privacy.records.fields import DivisionChoiceField, EraDateField
from kurume_privacy.records.letters import refuse_control_characters
from kurume_privacy.search_key import search_key
from kurume_privacy.text import whole_number

LONGEST_SEARCH = 100


class EraDateFilter(django_filters.DateFilter):
    """A border of a span of dates, typed as dates are."""

    field_class = EraDateField


class SearchFilter(django_filters.CharFilter):
    """Free text: every word must stand in one of the texts, or be the number of the record.

    The texts are all that the model itself has, and those of what it refers to that is named
    (``also``), by their search keys. A number may be typed as pages print it.
    """

    def __init__(self, model: type[Record], *, also: tuple[str, ...] = (), **options):
        options.setdefault("label", "キーワード")
        super().__init__(
            max_length=LONGEST_SEARCH, validators=[refuse_control_characters], **options
        )
        own = Searched(model)
        self.searched = (own, *map(own.along, also))

    def filter(self, queryset: models.QuerySet, text: str) -> models.QuerySet:
        """Return the records in which every word of the text stands."""
        words = (text or "").split()
        if not words:
            return queryset
        found = reduce(and_, map(self.said, words))
        whole = read_number(text) if len(words) > 1 else None
        if whole and whole.unit:  # 令和3年度 開示請求 第12号
            found |= self.named(whole)
        return queryset.filter(found)

    def said(self, word: str) -> Q:
        """Say in which records a word stands; one without anything to see stands in none."""
        key = search_key(word)
        return (self.holds(key) if key else NOTHING_FOUND) | self.named(read_number(word))

    def holds(self, key: str) -> Q:
        """Say which records hold the key of a word."""
        return reduce(or_, (each.holds(key) for each in self.searched))

    def named(self, typed: NumberTyped | None) -> Q:
        """Say which records a number names; digits alone are of the record nearest by."""
        if typed is None:
            return NOTHING_FOUND
        numbered = [each for each in self.searched if is_numbered(each.model)]
        nearest = numbered if typed.unit or typed.year else numbered[:1]
        return reduce(or_, (each.named(typed) for each in nearest), NOTHING_FOUND)


class DivisionFilter(django_filters.ModelChoiceFilter):
    """The division that keeps the record."""

    field_class = DivisionChoiceField


class YearFilter(django_filters.TypedChoiceFilter):
    """The fiscal year, out of those that the ledger holds, and the one that the address names.

    A year without records is a list without rows: a count of nought leads there too.
    """

    def __init__(self, model: type[models.Model], **options):
        options = {"label": "年度", "coerce": int, "empty_value": None} | options
        super().__init__(**options)
        self.ledger = model

    def offer(self, years: Callable[[type[models.Model]], list], asked: str) -> None:
        """Offer the years of the ledger, as ``years`` finds them, and the one asked for."""
        self.extra["choices"] = partial(_years_to_choose, partial(years, self.ledger), asked)


def _years_to_choose(years: Callable[[], list], asked: str) -> list[tuple[int | str, str]]:
    known = years()
    named = _named_year(asked)
    missing = [named] if named and named not in known else []
    return [("", "すべての年度"), *missing, *known]


def _named_year(asked: str) -> tuple[int, str] | None:
    """Return the year that an address names as a link writes it, 2021; nothing for another text."""
    year = whole_number(asked)
    if year is None or asked != str(year) or not EARLIEST <= year < date.max.year:
        return None
    return year, str(FiscalYear(year))


def years_of(model: type[models.Model]) -> list[tuple[int, str]]:
    """Return the fiscal years that the ledger holds, the latest first."""
    return [(year, str(FiscalYear(year))) for year in years_recorded(model)]


class RecordFilter(django_filters.FilterSet):
    """The filters of a list; a section adds its own and names the way to the division."""

    def __init__(self, data=None, queryset=None, **options):
        super().__init__(data, queryset, **options)
        years = cache(years_of)  # asked for once a page
        for name, each in self.filters.items():
            if isinstance(each, YearFilter):
                each.offer(years, str(self.data.get(name) or ""))
        user = getattr(self.request, "user", None)
        if user is not None and user.is_clerk:
            for name in ("agency", "department", "division"):
                self.filters.pop(name, None)  # a clerk sees the own division only

    @property
    def unreadable(self) -> bool:
        """Say whether a filter was set to what it cannot read; its form says which, and why."""
        return self.is_bound and not self.form.is_valid()

    @property
    def qs(self) -> models.QuerySet:
        """The records that the filters leave: none where one of them cannot be read."""
        return self.queryset.none() if self.unreadable else super().qs

    @property
    def used(self) -> bool:
        """Say whether any filter is set."""
        return any(self.data.get(name) not in EMPTY_VALUES for name in self.filters)


def organisation_filters(way: str = "division") -> tuple[django_filters.Filter, ...]:
    """Return the filters by agency, department and division, found along this way."""
    agencies, departments = Agency.objects.all(), Department.objects.select_related("agency")
    return (
        django_filters.ModelChoiceFilter(
            label="実施機関", queryset=agencies, field_name=f"{way}__department__agency"
        ),
        django_filters.ModelChoiceFilter(
            label="部局", queryset=departments, field_name=f"{way}__department"
        ),
        DivisionFilter(label="所管課", queryset=Division.objects.all(), field_name=way),
    )


def regime_filter(way: str) -> django_filters.ModelChoiceFilter:
    """Return the filter by the law that a record falls under, found along this way."""
    return django_filters.ModelChoiceFilter(
        label="適用法令", queryset=Regime.objects.all(), field_name=way
    )


def span_filters(field: str, label: str) -> tuple[EraDateFilter, EraDateFilter]:
    """Return the two borders of a span of dates."""
    return (
        EraDateFilter(label=f"{label}（から）", field_name=field, lookup_expr="gte"),
        EraDateFilter(label=f"{label}（まで）", field_name=field, lookup_expr="lte"),
    )
