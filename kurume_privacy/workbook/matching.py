"""Which stored record a line is, and whether a new one may be there already."""

from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User
from kurume_privacy.models.texts import is_free_text
from kurume_privacy.records.form import RecordForm
from kurume_privacy.workbook.entries import plain
from kurume_privacy.workbook.sheet import Sheet


class Matching:
    """The records of a ledger that a user may see, by what they are recognised by.

    A year is read when the first line of it is met: {what is recognised: key of the record}.
    """

    def __init__(self, sheet: Sheet, user: User):
        self.sheet, self.user = sheet, user
        self.by_year: dict[int | None, dict[tuple, int]] = {}

    def find(self, key: tuple) -> int | None:
        """Return the key of the record; None where there is none, or a part cannot be read."""
        if None in key:
            return None
        year = self._year(key)
        if year not in self.by_year:
            self.by_year[year] = self._read(year)
        return self.by_year[year].get(key)

    def add(self, key: tuple, pk: int) -> None:
        """Remember a record that was entered since."""
        if None not in key and (year := self._year(key)) in self.by_year:  # or it will be read
            self.by_year[year][key] = pk

    def _year(self, key: tuple) -> int | None:
        names = self.sheet.known_by
        return key[names.index("year")] if "year" in names else None

    def _read(self, year: int | None) -> dict[tuple, int]:
        found = self.sheet.model.objects.visible_to(self.user).order_by()
        if year is not None:
            found = found.filter(year=year)  # type: ignore[misc]  # every ledger has it
        return {tuple(key): pk for *key, pk in found.values_list(*self.sheet.known_by, "pk")}


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
                self._digest(tuple(values)): f"第{number}号" for *values, number in rows
            }
        return self.stored[year]
