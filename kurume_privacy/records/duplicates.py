"""What may be the same record twice: all of it the same but the number.

Notices of one day often are alike in all that is not free text. One that bears a number is
suspected of being another only where it has words of its own. Words are compared by their search
key: what people read as the same is the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Record
from kurume_privacy.models.texts import is_free_text
from kurume_privacy.records.form import RecordForm
from kurume_privacy.search_key import search_key

Alike = tuple[object, ...]  # what two records that may be one have in common


class Likeness:
    """What is compared of the records of a form; nothing of a ledger without numbers or dates.

    There, what recognises a record says whether it is the same.
    """

    def __init__(self, form: type[RecordForm]):
        self.model: type[Record] = form._meta.model
        numbered = "number" in form.base_fields and self.model.dated_by is not None
        fields = [self.model._meta.get_field(name) for name in form.base_fields]
        kept = [field for field in fields if field.concrete and field.name != "number"]
        self.fields: list[Any] = kept if numbered else []
        self.names = [field.name for field in self.fields]

    def alike(self, values: Iterable[object]) -> Alike:
        """Return what is compared of a record with these values."""
        return tuple(map(_folded, self.fields, values))

    def of_form(self, form: RecordForm) -> Alike:
        """Return what is compared of a record as it was typed."""
        return self.alike(form.cleaned_data[name] for name in self.names)

    def has_words(self, alike: Alike) -> bool:
        """Say whether a record has words of its own."""
        both = zip(self.fields, alike, strict=True)
        return any(value for field, value in both if is_free_text(field))

    def stored(self, year: FiscalYear) -> dict[Alike, list[tuple[int, int]]]:
        """Return (number, key) of the records of a year, those that are alike together."""
        found: dict[Alike, list[tuple[int, int]]] = defaultdict(list)
        rows = self.model.objects.in_year(year).order_by("number")
        for *values, number, key in rows.values_list(*self.names, "number", "pk"):
            found[self.alike(values)].append((number, key))
        return found

    def year_of(self, form: RecordForm) -> FiscalYear:
        """Return the year of a record as it was typed: only what has a date is compared."""
        return FiscalYear.of(form.cleaned_data[self.model.dated_by])  # type: ignore[index]


def _folded(field: models.Field, value: Any) -> object:
    """Return what two values have in common that are the same to people; None for nothing."""
    if is_free_text(field):
        return search_key(value or "") or None
    return getattr(value, "pk", value) or None


def same_as(form: RecordForm) -> Record | None:
    """Return a stored record that a new one may be, valid as it was typed; None for none."""
    likeness = Likeness(type(form))
    if not likeness.names:
        return None
    alike = likeness.of_form(form)
    if form["number"].data and not likeness.has_words(alike):
        return None
    exact = {
        field.name: form.cleaned_data[field.name]
        for field in likeness.fields
        if not is_free_text(field)
    }
    for record in likeness.model.objects.filter(**exact).shown().order_by("-pk"):
        if likeness.alike(getattr(record, field.attname) for field in likeness.fields) == alike:
            return record
    return None


def repeated(form: type[RecordForm], year: FiscalYear) -> list[list[int]]:
    """Return the keys of the records of a year that may be one, each group in its order."""
    likeness = Likeness(form)
    if not likeness.names:
        return []
    return [
        [key for _, key in rows]
        for alike, rows in likeness.stored(year).items()
        if len(rows) > 1 and likeness.has_words(alike)
    ]


class Duplicates:
    """The same for the records of a file, one after the other.

    One that bears a number is never suspected of being another of the same file: each has its
    number there.
    """

    def __init__(self, form: type[RecordForm]):
        self.likeness = Likeness(form)
        self.stored: dict[FiscalYear, dict[int, str]] = {}
        self.of_file: dict[int, str] = {}

    def find(self, form: RecordForm, numbered: bool) -> str:
        """Return what the other is called; nothing where there is none or nobody would say so."""
        if not self.likeness.names:
            return ""
        alike = self.likeness.of_form(form)
        stored = self._of(self.likeness.year_of(form))
        if numbered:
            return stored.get(hash(alike), "") if self.likeness.has_words(alike) else ""
        return stored.get(hash(alike), "") or self.of_file.get(hash(alike), "")

    def add(self, form: RecordForm) -> None:
        """Remember a record that was entered since."""
        if self.likeness.names:
            self.of_file[hash(self.likeness.of_form(form))] = str(form.instance)

    def _of(self, year: FiscalYear) -> dict[int, str]:
        """Return what is stored of a year, as it is before the first new record of it."""
        if year not in self.stored:
            self.stored[year] = {
                hash(alike): f"{year}第{rows[-1][0]}号"
                for alike, rows in self.likeness.stored(year).items()
            }
        return self.stored[year]
