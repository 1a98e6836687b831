"""Kinds, methods, outcomes, clauses and grounds to choose from, by the body of law they belong to.

Each choice tells the page with what it fits; the page narrows the lists by it, and the records
check the same themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.functional import lazy

from kurume_privacy.models import (
    CessationGround,
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    Regime,
    RequestKind,
    UseGround,
)
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.text import whole_number

GOVERNED = "regime__governances"
# What is looked up along with the rows of a list, to say with what each fits.
LOOKED_UP: dict[type[models.Model], tuple[str, ...]] = {
    RequestKind: (GOVERNED,),
    DisclosureMethod: (GOVERNED, "regime__requestkind_set"),
    Outcome: (GOVERNED, "kinds"),
    ExemptionClause: (GOVERNED, "regime__requestkind_set", "regime__outcome_set"),
    UseGround: (GOVERNED,),
    CessationGround: (GOVERNED,),
}

# The lists that a ledger is filtered by.
FILTERED = {"kind": RequestKind, "method": DisclosureMethod, "outcome": Outcome}


def _keys(rows: Iterable[models.Model]) -> str:
    return " ".join(str(row.pk) for row in rows)


def _fitting(row: RegimeRow) -> dict[str, str]:
    """Return what the page is told of a row of the law: its name, when in force, what it fits.

    Of what belongs to a decision, its own dates; its law goes on for as long as its cases run.
    """
    regime = row.regime
    begins = max(filter(None, (regime.valid_from, row.valid_from)), default=None)
    ends = min(filter(None, (regime.valid_until, row.valid_until)), default=None)
    fits = {
        "data-from": begins.isoformat() if begins else "",
        "data-until": ends.isoformat() if ends else "",
        "data-called": row.name,
        "data-agencies": " ".join(str(each.agency_id) for each in regime.governed),
    }
    if isinstance(row, DisclosureMethod):
        fits["data-for"] = _keys(kind for kind in regime.requestkind_set.all() if kind.has_method)
    if isinstance(row, Outcome):
        fits["data-for"] = _keys(row.kinds.all())
    if isinstance(row, ExemptionClause):
        fits |= _fitting_clause(regime)
    return fits


def _fitting_clause(regime: Regime) -> dict[str, str]:
    outcomes = regime.outcome_set.all()
    named = (row for row in outcomes if row.clause_use != Outcome.ClauseUse.NONE)
    limited = (kind for kind in regime.requestkind_set.all() if kind.has_clauses)
    return {"data-for-outcome": _keys(named), "data-for-kind": _keys(limited)}


class ByRegime(ModelChoiceIterator):
    """The choices under the name of their law, today's first; without it where there is one."""

    field: "LawField | LawMultipleField"

    def __iter__(self) -> Iterator[tuple]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups = self._groups()
        if len(groups) == 1:
            yield from groups[0][1]
        else:
            yield from groups

    def _groups(self) -> list[tuple[str, list]]:
        today = self.field.today or timezone.localdate()
        rows = sorted(looked_up(self.field), key=lambda row: not row.regime.in_force_on(today))
        by_regime = groupby(rows, key=lambda row: row.regime)
        return [(str(regime), [self.choice(row) for row in chosen]) for regime, chosen in by_regime]


class FittingOptions(forms.widgets.ChoiceWidget):
    """A widget whose options say with what they fit."""

    def create_option(self, name, value, *args, **options):
        """Add what the page is told of a row of the law."""
        option = super().create_option(name, value, *args, **options)
        if (row := getattr(value, "instance", None)) is not None:
            option["attrs"] = option["attrs"] | _fitting(row)
        return option


class LawSelect(FittingOptions, forms.Select):
    """One row of the law."""


class LawCheckboxes(FittingOptions, forms.CheckboxSelectMultiple):
    """Several rows of the law, each with its box."""

    template_name = "records/widgets/law_checkboxes.html"


class OfLaw:
    """What the fields of one and of several rows of the law share."""

    iterator: ClassVar[type[ModelChoiceIterator]] = ByRegime
    today: date | None = None  # which law is today's; read when shown, unless given

    def label_from_instance(self, row: Any) -> str:
        """Return the name; a clause by its number and what it protects."""
        return f"{row.label} {row.name}" if isinstance(row, ExemptionClause) else str(row)


class LawField(OfLaw, forms.ModelChoiceField):
    """A choice of one row of the law."""

    widget = LawSelect


class SeveralField(forms.ModelMultipleChoiceField):
    """A choice of several rows."""

    def clean(self, value: Any) -> Any:
        """Refuse a number that is no key before the database is asked: SQLite cannot take it."""
        for key in value if isinstance(value, list | tuple) else ():
            if str(key).isdecimal() and whole_number(str(key)) is None:
                said = self.error_messages["invalid_choice"]
                raise forms.ValidationError(said, code="invalid_choice", params={"value": key})
        return super().clean(value)


class LawMultipleField(OfLaw, SeveralField):
    """A choice of several rows of the law."""

    widget = LawCheckboxes


class ListedRow(NamedTuple):
    """A row of the law in the lists that a ledger is filtered by."""

    begins: date  # of its law
    ends: date
    law: str
    list: str  # the filter that lists it
    order: int
    pk: int
    name: str
    identity: tuple[int, str]  # what all versions of it have: its law and its key
    since: date  # from when on this version holds

    def place(self, today: date) -> tuple:
        """Return where it stands: today's law first, then by its beginning and its order."""
        in_force = self.begins <= today <= self.ends
        return not in_force, self.begins, self.order, self.since, self.pk


class LawLists:
    """The rows of the law that a ledger is filtered by, looked up once a page, in one query."""

    def __init__(self, today: date):
        self.today = today

    @cached_property
    def rows(self) -> list[ListedRow]:
        """All rows in the order of `ByRegime`."""
        law = ("regime__valid_from", "regime__valid_until", "regime__name")
        own = ("order", "pk", "name", "regime", "key", "valid_from")
        first, *others = (
            model.objects.order_by().values_list(*law, models.Value(name), *own)
            for name, model in FILTERED.items()
        )
        rows = (_listed(*row) for row in first.union(*others, all=True))
        return sorted(rows, key=lambda row: row.place(self.today))

    def choices(self, name: str, asked: str) -> list[tuple]:
        """Return the choices of a filter by their law: of a row's versions the last, or the asked.

        ``asked`` is what the address names: a link of an earlier year leads to a former version.
        """
        rows = [row for row in self.rows if row.list == name]
        last = {row.identity: row for row in rows}
        last |= {row.identity: row for row in rows if str(row.pk) == asked}
        found: dict[str, list] = {}
        for row in last.values():
            found.setdefault(row.law, []).append((row.pk, row.name))
        return list(found.items())

    def versions(self, name: str, key: int) -> list[int]:
        """Return the keys of all versions of a row."""
        rows = [row for row in self.rows if row.list == name]
        named = {row.identity for row in rows if row.pk == key}
        return [row.pk for row in rows if row.identity in named]


def _listed(begins, ends, law, name, order, pk, label, regime, key, since) -> ListedRow:
    first, last = begins or date.min, ends or date.max
    return ListedRow(first, last, law, name, order, pk, label, (regime, key), since or date.min)


def narrowed(field: forms.Field, by: str, fits: models.QuerySet | str | None = None) -> None:
    """Let the page narrow a field by another; one without options by these values or rows."""
    field.widget.attrs["data-narrowed-by"] = by
    if isinstance(fits, models.QuerySet):
        field.widget.attrs["data-for"] = lazy(_keys, str)(fits)
    elif fits is not None:
        field.widget.attrs["data-for"] = fits


def law_field(field: models.Field) -> dict[str, object]:
    """Return what makes the form field of a relation to rows of the law."""
    if field.many_to_many:  # as a model's own, it would come with a widget that knows no law
        return {"form_class": LawMultipleField, "widget": LawMultipleField.widget}
    return {"form_class": LawField}


def is_list(field: forms.ModelChoiceField) -> bool:
    """Say whether a page lists what can be chosen; what is typed is looked up each time."""
    return isinstance(field.widget, forms.Select | forms.CheckboxSelectMultiple)


def look_up_once(
    field: forms.ModelChoiceField,
    found: dict[int, models.Model],
    sent: Callable[[], Iterable[object]],
) -> None:
    """Let what is chosen in a list be looked up with all that was ``sent`` for it in other rows.

    ``found`` keeps it, for all forms that are given it: {key: row}. Of what takes several, all is
    looked up: a page shows every box. What is not found is refused as ever.
    """
    clean, several = field.clean, isinstance(field, forms.ModelMultipleChoiceField)

    def known(value: Any) -> object:
        keys = _keys_sent(value if several else [value])
        if keys - found.keys():
            wanted = {} if several else {"pk__in": keys | _keys_sent(sent())}
            found.update({row.pk: row for row in looked_up(field).filter(**wanted)})
        chosen = [row for key, row in found.items() if key in keys]
        if not chosen or len(chosen) < len(value if several else [value]):
            return clean(value)
        return chosen if several else chosen[0]

    field.clean = known  # type: ignore[method-assign]


def _keys_sent(values: Iterable[object]) -> set[int]:
    found = (whole_number(str(value)) for value in values or ())
    return {number for number in found if number is not None}


def looked_up(field: forms.ModelChoiceField) -> models.QuerySet:
    """Return what can be chosen; rows of the law with what says with what they fit."""
    rows: Any = field.queryset
    lookups = LOOKED_UP.get(rows.model)
    return rows if lookups is None else rows.select_related("regime").prefetch_related(*lookups)
