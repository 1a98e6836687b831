"""What forms look up once for many: those of one record for all of its rows, those of an import.

Nothing of it outlives the page or the import.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.choices import BaseChoiceIterator

from kurume_privacy.models import ClosedYear
from kurume_privacy.records.choices import is_list, look_up_once

Found = TypeVar("Found")


class SharedLookups:
    """What the forms of one record, or of all records of an import, find out once."""

    def __init__(self, closed_years: Mapping[int, date] | None = None):
        self.chosen: dict[Hashable, dict] = defaultdict(dict)  # the rows of the lists, by field
        if closed_years is not None:
            self.closed_years = closed_years

    @cached_property
    def closed_years(self) -> Mapping[int, date]:
        """The years that are closed when they are first asked for, with the days they count to."""
        return ClosedYear.days()


class Together:
    """The stored rows of one record by their form, and what the forms of all of them share."""

    def __init__(self, form: Any):
        """Look the rows of a form up, each kind of them in one query, with what judges them."""
        self.data: QueryDict = form.data
        self.rows: dict[type, list[models.Model]] = defaultdict(list)
        self._known: dict[Hashable, Any] = {}
        self.rows[type(form)].append(form.instance)
        if form.instance.pk:
            prefetch_related_objects([form.instance], *_paths(type(form)))
            for kind, row in _rows(type(form), form.instance):
                self.rows[kind].append(row)

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Return what was found under this key; found now, if nobody asked before."""
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def stored(self, form: type, name: str) -> set[object]:
        """Return the keys that a relation has in the record or the rows of this form."""
        return {getattr(row, f"{name}_id", None) for row in self.rows[form]} - {None}

    def sent(self, control: str) -> list[object]:
        """Return what was sent for a control, and for the same one of the other rows."""
        same = re.compile(re.sub(r"\d+", r"\\d+", control))
        return [self.data[name] for name in self.data if same.fullmatch(name)]


class Remembered(BaseChoiceIterator):
    """Choices that are looked up when they are first asked for, and then known."""

    def __init__(self, choices: Any):
        self._choices = choices

    @cached_property
    def _found(self) -> list[tuple]:
        return list(self._choices)

    def __iter__(self) -> Iterator[tuple]:
        return iter(self._found)


def share(form: Any, name: str, field: forms.ModelChoiceField) -> None:
    """Let a list be looked up once for all rows of a record, and so what is chosen in it."""
    if not is_list(field):
        return
    key, sent = (type(form), name), partial(form.together.sent, form.add_prefix(name))
    field.widget.choices = form.together.once(key, partial(Remembered, field.choices))
    look_up_once(field, form.shared.chosen[key], sent)


def _paths(form: Any, within: str = "") -> Iterator[str]:
    """Yield the relations to the rows of a form, and to what fills and judges these."""
    for name, formset in form.rows.items():
        row, path = formset.form, f"{within}{name}"
        sets = (field.name for field in row._meta.model._meta.many_to_many)
        shown = (each for each in sets if each in row.base_fields)
        yield path
        yield from (f"{path}__{each}" for each in (*shown, *row._meta.model.judged_with))
        yield from _paths(row, f"{path}__")


def _rows(form: Any, record: models.Model) -> Iterator[tuple[type, models.Model]]:
    """Yield the stored rows of a record, and theirs, each with its form."""
    for name, formset in form.rows.items():
        for row in getattr(record, name).all():
            yield formset.form, row
            yield from _rows(formset.form, row)
