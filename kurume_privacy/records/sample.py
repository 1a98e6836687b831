"""How an entry of a sample file becomes a record: through the form that a clerk would use."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import Any

from django import forms
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, Law, RegimeRow


class SampleError(ValueError):
    """An entry of the sample that its form refuses."""


def enter(form_class: type[forms.ModelForm], key: dict, **rest: object) -> tuple[Any, bool]:
    """Return the record known by ``key``, entering it through its form if it is not there yet.

    Also says whether it was entered. Raises `SampleError` with the form's own sentences.
    """
    model = form_class._meta.model
    known = model.objects.filter(**key).first()
    if known:
        return known, False
    form = form_class({name: _typed(value) for name, value in (key | rest).items()})
    if not form.is_valid():
        raise SampleError(f"{model._meta.verbose_name} {key}: {form.errors.as_text()}")
    return form.save(), True


def _typed(value: object) -> object:
    """Return what a browser would send for ``value``."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list):
        return [_typed(part) for part in value]
    return value


def one_by_one(groups: list[dict]) -> list[dict]:
    """Return one entry a record, taking one of each group in turn, as they would come in."""
    turns = zip_longest(*([group] * group["count"] for group in groups))
    return [entry for entry in chain.from_iterable(turns) if entry]


def weekdays(year: FiscalYear, count: int) -> Iterator[date]:
    """Yield ``count`` days spread evenly over the year, none on a weekend."""
    days = (year.last_day - year.first_day).days
    for place in range(count):
        day = year.first_day + timedelta(days=place * days // count)
        yield day - timedelta(days=max(0, day.weekday() - 4))


def value_of(choices: type[models.TextChoices], label: str) -> str:
    """Return the value of the choice with this Japanese label."""
    return choices.values[choices.labels.index(label)]


def divisions_by_name() -> dict[str, Division]:
    """Return every division by the name of its department and its own, run together."""
    return {str(division): division for division in Division.objects.select_related("department")}


def rows_of(year: FiscalYear) -> dict:
    """Return the rows in force of the regime of the year's report, by list and Japanese name."""
    regime = Law.of(year).regime
    lists: dict[str, Iterable[RegimeRow]] = {
        "kind": regime.requestkind_set.all(),
        "method": regime.disclosuremethod_set.all(),
        "outcome": regime.outcome_set.all(),
        "ground": regime.useground_set.all(),
    }
    named = {
        (name, row.name): row
        for name, rows in lists.items()
        for row in rows
        if row.in_force_on(year.first_day)
    }
    clauses = regime.exemptionclause_set.filter(letter="", paragraph=1)
    return named | {("clause", row.number): row for row in clauses}
