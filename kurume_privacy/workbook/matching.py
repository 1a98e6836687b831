"""Which stored record a line is, and whether a new one may be there already."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, Succession, User
from kurume_privacy.models.texts import is_free_text
from kurume_privacy.records.form import RecordForm
from kurume_privacy.workbook.entries import plain
from kurume_privacy.workbook.sheet import Sheet


class Matching:
    """The records of a ledger that a user may see, by what they are recognised by.

    A year is read when the first line of it is met: {what is recognised: key of the record}. What
    is recognised by its division is also found by what that became.
    """

    def __init__(self, sheet: Sheet, user: User):
        self.sheet, self.user = sheet, user
        self.by_year: dict[int | None, dict[tuple, int]] = {}
        fields: list[Any] = [sheet.model._meta.get_field(name) for name in sheet.known_by]
        self.places = [place for place, each in enumerate(fields) if each.related_model is Division]
        self.succession = Succession.of() if self.places else Succession()
        self.became: dict[tuple, list[tuple[tuple, int]]] = defaultdict(list)
        self.today = timezone.localdate()

    def find(self, key: tuple) -> int | None:
        """Return the key of the record; None where there is none, or a part cannot be read."""
        if None in key:
            return None
        year = self._year(key)
        if year not in self.by_year:
            self.by_year[year] = {}
            for found, pk in self._read(year):
                self._remember(year, found, pk)
        return self.by_year[year].get(key) or self._by_another_name(key)

    def add(self, key: tuple, pk: int) -> None:
        """Remember a record that was entered since."""
        if None not in key and (year := self._year(key)) in self.by_year:  # or it will be read
            self._remember(year, key, pk)

    def _remember(self, year: int | None, key: tuple, pk: int) -> None:
        self.by_year[year][key] = pk
        if self.succession.taken_over:
            self.became[self._presently(key)].append((key, pk))

    def _by_another_name(self, key: tuple) -> int | None:
        """Return the one record under a division that became the key's, or that the key's became.

        None for several: divisions that became one may each have had such a record.
        """
        found = [
            pk
            for other, pk in self.became.get(self._presently(key), ())
            if all(self.succession.are_one(key[at], other[at], self.today) for at in self.places)
        ]
        return found[0] if len(found) == 1 else None

    def _presently(self, key: tuple) -> tuple:
        """Return what is recognised, each division as what keeps its records today."""
        return tuple(
            self.succession.keeper(value, self.today) if place in self.places else value
            for place, value in enumerate(key)
        )

    def _year(self, key: tuple) -> int | None:
        names = self.sheet.known_by
        return key[names.index("year")] if "year" in names else None

    def _read(self, year: int | None) -> Iterator[tuple[tuple, int]]:
        found = self.sheet.model.objects.visible_to(self.user).order_by()
        if year is not None:
            found = found.filter(year=year)  # type: ignore[misc]  # every ledger has it
        for *key, pk in found.values_list(*self.sheet.known_by, "pk"):
            yield tuple(key), pk


class Duplicates:
    """What would be the same record twice: all of it the same but the number.

    Notices of one day often are alike in all that is not free text. One that bears a number is
    suspected of being a stored one only where it has words of its own, and of being another of
    the same file never: each has its number there.
    """

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.names = self._compared()
        self.stored: dict[int, dict[int, str]] = {}
        self.of_file: dict[int, str] = {}

    def _compared(self) -> list[str]:
        form = self.sheet.form
        if "number" not in form.base_fields or self.sheet.model.dated_by is None:
            return []  # without a number, what recognises it says whether it is the same
        fields = (self.sheet.model._meta.get_field(name) for name in form.base_fields)
        return [field.name for field in fields if field.name != "number" and field.concrete]

    def find(self, form: RecordForm, numbered: bool) -> str:
        """Return what the other is called; nothing where there is none or nobody would say so."""
        if not self.names:
            return ""
        stored, digest = self._of(self._year(form)), self._digest(self._values(form))
        if numbered:
            return stored.get(digest, "") if self._has_words(form) else ""
        return stored.get(digest, "") or self.of_file.get(digest, "")

    def add(self, form: RecordForm) -> None:
        """Remember a record that was entered since."""
        if self.names:
            self.of_file[self._digest(self._values(form))] = str(form.instance)

    def _year(self, form: RecordForm) -> int:
        # Only what has a date is compared.
        return int(FiscalYear.of(form.cleaned_data[self.sheet.model.dated_by]))  # type: ignore[index]

    def _values(self, form: RecordForm) -> tuple:
        return tuple(plain(form.cleaned_data[name]) for name in self.names)

    @staticmethod
    def _digest(values: tuple) -> int:
        return hash(tuple(value or None for value in values))

    def _has_words(self, form: RecordForm) -> bool:
        fields: list[Any] = [self.sheet.model._meta.get_field(name) for name in self.names]
        return any(form.cleaned_data[field.name] for field in fields if is_free_text(field))

    def _of(self, year: int) -> dict[int, str]:
        """Return what is stored of a year, as it is before the first new record of it."""
        if year not in self.stored:
            found = self.sheet.model.objects.in_year(FiscalYear(year)).order_by()
            rows = found.values_list(*self.names, "number")
            self.stored[year] = {
                self._digest(tuple(values)): f"{FiscalYear(year)}第{number}号"
                for *values, number in rows
            }
        return self.stored[year]
