"""What may be the same record twice: the same but for its number, or for how its name is written.

Notices of one day often are alike in all that is not free text. One that bears a number is
suspected of being another only where it has words of its own. What has no number and is recognised
by a name (a business, within its division) may be another of a name that reads the same. Words are
compared by their search key: what people read as the same is the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Record, is_numbered
from kurume_privacy.models.texts import is_free_text
from kurume_privacy.records.form import RecordForm
from kurume_privacy.search_key import search_key

Alike = tuple[object, ...]  # what two records that may be one have in common


class Likeness:
    """What is compared of the records of a form: all of a numbered one, or what names it.

    Nothing of a ledger that has neither: what recognises a record says whether it is the same.
    """

    def __init__(self, form: type[RecordForm]):
        self.model: type[Record] = form._meta.model
        self.numbered = is_numbered(self.model) and self.model.dated_by is not None
        known: list[Any] = [self.model._meta.get_field(name) for name in form.base_fields]
        kept = [field for field in known if field.concrete and field.name != "number"]
        self.fields = kept if self.numbered else self._naming(kept)
        self.names = [field.name for field in self.fields]

    def _naming(self, kept: list[Any]) -> list[Any]:
        """Return the fields that stand once together, with a free text among them."""
        for constraint in self.model._meta.constraints:
            names = getattr(constraint, "fields", ()) if _always(constraint) else ()
            found = [field for field in kept if field.name in names]
            if len(found) == len(names) and any(map(is_free_text, found)):
                return found
        return []

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

    def stored(self, year: FiscalYear | None) -> dict[Alike, list[tuple[str, int]]]:
        """Return (what it is called, key) of the records of a year, those that are alike together.

        Of all records, where they belong to no year.
        """
        every: Any = self.model.objects
        rows = (every.in_year(year) if year else every.all()).order_by(
            "number" if self.numbered else "pk"
        )
        found: dict[Alike, list[tuple[str, int]]] = defaultdict(list)
        for *values, called, key in rows.values_list(*self.names, self._called_by, "pk"):
            named = f"{year}第{called}号" if self.numbered else f"「{called}」"
            found[self.alike(values)].append((named, key))
        return found

    @property
    def _called_by(self) -> str:
        return "number" if self.numbered else next(filter(is_free_text, self.fields)).name

    def year_of(self, form: RecordForm) -> FiscalYear | None:
        """Return the year of a record as it was typed; None where it belongs to none."""
        name = self.model.year_follows()
        value = None if name is None else form.cleaned_data[name]
        return FiscalYear.of(value) if isinstance(value, date) else value and FiscalYear(value)


def _always(constraint: models.BaseConstraint) -> bool:
    """Say whether it lets its fields stand once together, whatever else the record says."""
    return isinstance(constraint, models.UniqueConstraint) and constraint.condition is None


def _folded(field: models.Field, value: Any) -> object:
    """Return what two values have in common that are the same to people; None for nothing."""
    if is_free_text(field):
        return search_key(value or "") or None
    return getattr(value, "pk", value) or None


def same_as(form: RecordForm) -> Record | None:
    """Return another record that one may be, valid as it was typed; None for none.

    Of a stored one whose change has nothing to do with it, nobody asks.
    """
    likeness = Likeness(type(form))
    changed = form.instance.pk is None or {*likeness.names} & {*form.changed_data}
    if not (form.tells_apart and likeness.names and changed):
        return None
    alike = likeness.of_form(form)
    numbered = "number" in form.fields and form["number"].data
    if likeness.numbered and numbered and not likeness.has_words(alike):
        return None
    exact = {
        field.name: form.cleaned_data[field.name]
        for field in likeness.fields
        if not is_free_text(field)
    }
    others = likeness.model.objects.filter(**exact).exclude(pk=form.instance.pk)
    for record in others.shown().order_by("-pk"):
        if likeness.alike(getattr(record, field.attname) for field in likeness.fields) == alike:
            return record
    return None


def repeated(form: type[RecordForm], year: FiscalYear) -> list[list[int]]:
    """Return the keys of the records of a year that may be one, each group in its order."""
    likeness = Likeness(form)
    if not likeness.names or not likeness.model.year_follows():
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
        self.stored: dict[FiscalYear | None, dict[int, str]] = {}
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

    def _of(self, year: FiscalYear | None) -> dict[int, str]:
        """Return what is stored of a year, as it is before the first new record of it."""
        if year not in self.stored:
            self.stored[year] = {
                hash(alike): rows[-1][0] for alike, rows in self.likeness.stored(year).items()
            }
        return self.stored[year]
