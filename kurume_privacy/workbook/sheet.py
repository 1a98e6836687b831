"""The columns of a ledger as a sheet: what each is called, what it holds, and what it shows.

A section declares its sheets in sheets.py; the columns are those of the form, in its order, with
those of the rows that belong to a record. A record may take several lines: the first carries the
record, the following ones further rows of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

from django import forms
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, Record, User
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.rows import RowFormSet
from kurume_privacy.workbook.names import Names, in_full, names_of, rows_of
from kurume_privacy.workbook.values import SAMPLE_DAY, explained, sample, shown
from kurume_privacy.xlsx.cells import folded
from kurume_privacy.xlsx.writing import Value

Path = tuple[str, ...]
AGENCY = "agency"


@dataclass(frozen=True, eq=False)
class Column:
    """A column: of the record, or of the rows that the path names."""

    path: Path
    heading: str
    field: forms.Field
    required: bool = False
    part: str = ""  # the agency of a division stands in a column of its own

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.path[-1]

    @property
    def rows(self) -> Path:
        """The rows it belongs to; empty for the record itself."""
        return self.path[:-1]

    @property
    def identifier(self) -> str:
        """Its heading in the machine-readable form: consultations.points.matter."""
        return ".".join((*self.path, self.part) if self.part else self.path)

    @property
    def help(self) -> str:
        """How it is filled in."""
        return explained(self.field, self.part)


class Derived(NamedTuple):
    """A column that is shown and never read: what the records themselves say."""

    heading: str
    identifier: str
    value: Callable[[Any], Value]
    words: Callable[[Any], Value] = lambda value: value  # as the ledger says it


class Level(NamedTuple):
    """The fields of the record, or of one kind of its rows, with the kinds of rows within."""

    path: Path
    title: str  # what one of them is called
    fields: Mapping[str, forms.Field]
    within: tuple[Path, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A ledger as a sheet."""

    form: type[RecordForm]
    known_by: tuple[str, ...]  # the fields by which a stored record is recognised
    headings_of: Mapping[str, str] = field(default_factory=dict)  # other than the form's labels
    names: Mapping[str, Names] = field(default_factory=dict)  # of what a column refers to
    derived: tuple[Derived, ...] = ()

    @property
    def model(self) -> type[Record]:
        """The kind of record."""
        return self.form._meta.model

    @property
    def name(self) -> str:
        """What people call the kind of record."""
        return str(self.model._meta.verbose_name)

    @property
    def key(self) -> str:
        """What it is called in addresses and commands."""
        return str(self.model._meta.model_name)

    @property
    def refers_to_itself(self) -> bool:
        """Say whether a record may refer to another of the same ledger."""
        return any(found.related_model is self.model for found in self.model._meta.concrete_fields)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, those of the record first."""
        return tuple(
            column
            for level in self.levels(None)
            for name, found in level.fields.items()
            for column in self._columns_of(level, name, found)
        )

    def _columns_of(self, level: Level, name: str, found: forms.Field) -> Iterator[Column]:
        path = (*level.path, name)
        identifier = ".".join(path)
        heading = self.headings_of.get(identifier, str(found.label))
        if getattr(getattr(found, "queryset", None), "model", None) is Division:
            yield Column(path, f"{heading}の実施機関", found, part=AGENCY)
        yield Column(path, heading, found, found.required)

    def levels(self, user: User | None) -> list[Level]:
        """Return the levels as a user's form has them, the record first."""
        return list(_levels(self.form(user=user), ()))

    @cached_property
    def by_heading(self) -> dict[str, Column | Derived]:
        """The columns by what they may be headed with, folded; the machine's names too."""
        found: dict[str, Column | Derived] = {}
        every: tuple[Column | Derived, ...] = (*self.derived, *self.columns)
        for column in every:
            found[folded(column.heading)] = found[folded(column.identifier)] = column
        return found

    def column_headed(self, heading: str) -> Column | Derived | None:
        """Return the column that a file heads so."""
        return self.by_heading.get(folded(heading))

    def knows(self, heading: str) -> bool:
        """Say whether a column may be headed so."""
        return self.column_headed(heading) is not None

    def heading_of(self, name: str) -> str:
        """Return the heading of a field of the record."""
        return next(
            column.heading for column in self.columns if column.path == (name,) and not column.part
        )

    def headings(self, *, machine: bool = False) -> list[str]:
        """Return the headings, of the columns and of what is derived."""
        return headings((*self.columns, *self.derived), machine)

    def choices(self, column: Column, user: User | None, day: date) -> list[str]:
        """Return the names that a list for the column offers; nothing where it is free.

        First those of the law of ``day``; what only another law has bears its law's name.
        """
        fields = next(level.fields for level in self.levels(user) if level.path == column.rows)
        found = fields[column.name]
        if isinstance(found, forms.BooleanField):
            return ["はい", "いいえ"]
        if not isinstance(found, forms.ModelChoiceField):
            return [str(label) for value, label in getattr(found, "choices", ()) if value]
        if issubclass(found.queryset.model, RegimeRow):
            return list(self._of_law(column, found, day))
        return list(dict.fromkeys(self._offered(column, found)))

    def _offered(self, column: Column, found: forms.ModelChoiceField) -> Iterator[str]:
        if not isinstance(found.widget, forms.Select | forms.CheckboxSelectMultiple):
            return  # named by year and number
        for row in found.queryset:
            if column.part:
                yield str(row.department.agency)
            else:
                yield self.names_of(column, found, row)[0]

    def _of_law(self, column: Column, found: forms.ModelChoiceField, day: date) -> Iterator[str]:
        rows = list(rows_of(found))
        in_force = [row for row in rows if row.regime.in_force_on(day) and row.in_force_on(day)]
        names = dict.fromkeys(self.names_of(column, found, row)[0] for row in in_force)
        yield from names
        for row in rows:
            if self.names_of(column, found, row)[0] not in names:
                yield in_full(row)

    def names_of(self, column: Column, found: forms.Field, row: models.Model) -> tuple[str, ...]:
        """Return what a cell may call a row that the column refers to; the first is written."""
        own = self.names.get(column.identifier)
        return own(row) if own else names_of(found, row)

    def example(self, column: Column) -> object:
        """Return what a cell of the column could hold."""
        if column.part:
            return "市長"
        return sample(column.field, self.choices(column, None, SAMPLE_DAY))

    # A record as lines

    def lines(self, record: Record, *, machine: bool = False) -> Iterator[list[Value]]:
        """Yield the lines of a record, a value a column: text, number, yes or no, date, nothing.

        What recognises the record stands in every line of it.
        """
        lines = self._block(record, (), machine)
        again = {column: lines[0].get(column) for column in self.recognising}
        for line in lines:
            yield [
                *((again | line).get(column) for column in self.columns),
                *self._derive(record, machine),
            ]

    def _derive(self, record: Record, machine: bool) -> Iterator[Value]:
        for derived in self.derived:
            value = derived.value(record)
            yield value if machine or value is None else derived.words(value)

    @cached_property
    def recognising(self) -> list[Column]:
        """The columns that say which record a line is about."""
        names = {*self.known_by, self.model.dated_by}
        return [column for column in self.columns if not column.rows and column.name in names]

    def _block(self, record: Record, path: Path, machine: bool) -> list[dict[Column, Value]]:
        """Return the lines of a record, or of a row of it, with those of its rows."""
        stacks = [
            [
                line
                for row in getattr(record, within[-1]).all()
                for line in self._block(row, within, machine)
            ]
            for within in self.places[path].within
        ]
        lines = [
            {column: value for part in parts for column, value in part.items()}
            for parts in zip_longest(*stacks, fillvalue={})
        ] or [{}]
        lines[0] |= {
            column: self.value(column, record, machine)
            for column in self.columns
            if column.rows == path
        }
        return lines

    @cached_property
    def places(self) -> dict[Path, Level]:
        """The levels by their path."""
        return {level.path: level for level in self.levels(None)}

    def value(self, column: Column, record: Record, machine: bool) -> Value:
        """Return what stands in a cell of the record, or of a row of it."""
        value = getattr(record, column.name)
        if column.part:
            return str(value.department.agency)
        if isinstance(column.field, forms.ModelMultipleChoiceField):
            return "、".join(self.names_of(column, column.field, row)[0] for row in value.all())
        if isinstance(column.field, forms.ModelChoiceField) and value is not None:
            return self._called(column, value)
        field: Any = record._meta.get_field(column.name)
        return shown(field, value, machine)

    def _called(self, column: Column, row: models.Model) -> str:
        written = getattr(column.field, "reference", None)
        return written(row) if written else self.names_of(column, column.field, row)[0]


def headings(columns: Iterable[Column | Derived], machine: bool) -> list[str]:
    """Return what the columns are headed with, for people or for machines."""
    return [column.identifier if machine else column.heading for column in columns]


YEAR = Derived("年度", "year", lambda record: record.year, lambda year: str(FiscalYear(year)))


def _levels(form: RecordForm, path: Path, left_out: Set[str] = frozenset()) -> Iterator[Level]:
    fields = {
        bound.name: bound.field
        for _, bounds in form.fieldsets()
        for bound in bounds
        if bound.name not in left_out
    }
    title = str(form._meta.model._meta.verbose_name)
    yield Level(path, title, fields, tuple((*path, name) for name in form.formsets))
    for name, formset in form.formsets.items():
        yield from _levels(formset.empty_form, (*path, name), _of_rows(formset))


def _of_rows(formset: RowFormSet) -> Set[str]:
    """Return the fields that say whose a row is and where it stands: the lines say so."""
    return {formset.fk.name, "order", formset.model._meta.pk.name}
