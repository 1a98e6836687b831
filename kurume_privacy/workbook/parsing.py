"""What a cell says, as a browser would send it: names become keys, dates one manner, text stays.

Whatever cannot be read is sent as it stands, and the form says its own sentence; only what the
form has no words for, a name that nothing bears, is said here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django import forms
from django.db import models
from openpyxl.utils.datetime import from_excel

from kurume_privacy.calendar.fiscal import QUOTED
from kurume_privacy.models import Division, InForce, Regime, User
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.text import whole_number
from kurume_privacy.workbook.names import in_full, rows_of
from kurume_privacy.workbook.sheet import Column, Sheet
from kurume_privacy.xlsx.cells import Wrong, folded

YES = {folded(word) for word in ("はい", "有", "あり", "○", "〇", "◯", "1", "true", "yes")}
NO = {folded(word) for word in ("いいえ", "無", "なし", "×", "0", "false", "no")}
SEVERAL = re.compile(r"[、，,・;；/／\s]+")
EXCEL_DAYS = range(10_000, 100_000)  # 1927 to 2173, as Excel numbers the days
CHOSEN = forms.Select | forms.CheckboxSelectMultiple


class Unreadable(ValueError):
    """What stands in a cell means nothing in this column; the message is the sentence."""


class Lookup:
    """The rows a column may refer to, by what a cell may call them."""

    def __init__(self, sheet: Sheet, column: Column, field: forms.ModelChoiceField):
        self.heading = column.heading
        self.rows: dict[str, list[models.Model]] = defaultdict(list)
        self.written: dict[models.Model, str] = {}
        for row in rows_of(field):
            names = sheet.names_of(column, field, row)
            self.written[row] = names[0]
            for name in dict.fromkeys(folded(name) for name in (*names, _in_full(row)) if name):
                self.rows[name].append(row)

    def find(self, text: str, day: date | None, agency: str) -> str:
        """Return the key of what a cell names, on a day; the agency narrows divisions."""
        rows = self.rows.get(folded(text)) or self.rows.get(folded(f"{agency} {text}")) or []
        if not rows:
            raise Unreadable(self._unknown(text, day))
        fitting = self._of_agency(rows, agency, day)
        if not fitting:
            raise Unreadable(f"「{_quoted(agency)}」に「{_quoted(text)}」はありません。")
        found = {row.pk: row for row in self._on(fitting, day) or self._latest(fitting)}
        if len(found) > 1:
            raise Unreadable(self._several(text, found.values()))
        return str(next(iter(found)))

    @staticmethod
    def _of_agency(rows: list, agency: str, day: date | None) -> list:
        if isinstance(rows[0], RegimeRow):
            return [row for row in rows if _governs(row.regime, agency, day)] or rows
        if not agency or not isinstance(rows[0], Division):
            return rows
        return [row for row in rows if folded(str(row.department.agency)) == folded(agency)]

    @staticmethod
    def _on(rows: list, day: date | None) -> list:
        """Return those in use on the day: a name may have been given up, and given again.

        Where the day cannot be read, that is said; which law it falls under is not asked besides.
        """
        if day is None:
            return [] if isinstance(rows[0], RegimeRow) else rows
        return [row for row in rows if in_use(row, day)]

    @staticmethod
    def _latest(rows: list) -> list:
        """Return the last that ended; the form says that it was not in use."""
        return sorted(rows, key=_ended)[-1:]

    def _unknown(self, text: str, day: date | None) -> str:
        """Say that there is none, and suggest the nearest of those in use on the day."""
        names = (name for row, name in self.written.items() if day is None or in_use(row, day))
        near = get_close_matches(text, names, n=1)
        hint = f"「{near[0]}」ではありませんか。" if near else ""
        return f"「{_quoted(text)}」は、{self.heading}にありません。{hint}"

    def _several(self, text: str, rows: Iterable) -> str:
        named = "、".join(_in_full(row) or self.written[row] for row in rows)
        return f"「{_quoted(text)}」は2つ以上あります。どれかを書いてください：{named}"


def in_use(row: models.Model, day: date) -> bool:
    """Say whether a division or a row of the law was in force; anything else always is."""
    if isinstance(row, RegimeRow):
        return row.regime.in_force_on(day) and row.in_force_on(day)
    if isinstance(row, Division):
        units = (row, row.department, row.department.agency)
        return all(unit.in_force_on(day) for unit in units)
    return not isinstance(row, InForce) or row.in_force_on(day)


def _governs(regime: Regime, agency: str, day: date | None) -> bool:
    """Say whether a law binds the agency that a record names.

    Where it names none, the city's, which governs several: the assembly's binds itself alone.
    """
    governed = [row for row in regime.governances.all() if day is None or row.in_force_on(day)]
    names = [folded(str(row.agency)) for row in governed]
    return folded(agency) in names if agency else len(names) > 1


def _ended(row: models.Model) -> date:
    units = (row.regime, row) if isinstance(row, RegimeRow) else (row,)
    return min(getattr(unit, "valid_until", None) or date.max for unit in units)


def _in_full(row: models.Model) -> str:
    """Return a name that is told apart from the same of another law or agency; "" for others."""
    if isinstance(row, RegimeRow):
        return in_full(row)
    return f"{row.department.agency} {row}" if isinstance(row, Division) else ""


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


class CellParser:
    """Sends the cells of one file to the form of one user."""

    def __init__(self, sheet: Sheet, user: User | None):
        self.sheet = sheet
        self.fields = {
            (*level.path, name): field
            for level in sheet.levels(user)
            for name, field in level.fields.items()
        }
        self.lookups: dict[Column, Lookup] = {}

    def sent(self, column: Column, cell: object, day: date | None, agency: str = "") -> list[str]:
        """Return what a browser would send for a cell; nothing for a box that is not ticked.

        Raises `Unreadable` with the sentence for what the form could not put in words.
        """
        if isinstance(cell, Wrong):
            raise Unreadable(cell.sentence)
        field = self.fields[column.path]
        if isinstance(field, forms.BooleanField):
            return self._box(cell)
        if isinstance(field, forms.DateField):
            return [_day(cell)]
        text = _text(cell)
        if not text:
            return [] if _is_nothing(field) else [""]
        if isinstance(field, forms.ModelMultipleChoiceField):
            names = filter(None, SEVERAL.split(text))
            return [self._named(column, field, name, day, agency) for name in names]
        if isinstance(field, forms.ModelChoiceField):
            chosen = isinstance(field.widget, CHOSEN)  # or named by year and number
            return [self._named(column, field, text, day, agency) if chosen else text]
        return [_choice(field, text) if isinstance(field, forms.ChoiceField) else text]

    def _box(self, cell: object) -> list[str]:
        answer = folded(_text(cell))
        if answer in YES:
            return ["on"]
        if answer in NO or not answer:
            return []
        raise Unreadable(f"「{_quoted(_text(cell))}」は、「はい」か「いいえ」にしてください。")

    def _named(
        self,
        column: Column,
        field: forms.ModelChoiceField,
        text: str,
        day: date | None,
        agency: str,
    ) -> str:
        if column not in self.lookups:
            self.lookups[column] = Lookup(self.sheet, column, field)
        return self.lookups[column].find(text, day, agency)


def _is_nothing(field: forms.Field) -> bool:
    """Say whether an empty cell is no answer at all: of a set, or of what may be unknown."""
    several = isinstance(field, forms.ModelMultipleChoiceField)
    return several or getattr(field, "may_be_unknown", False)


def _choice(field: forms.ChoiceField, text: str) -> str:
    """Return the value of a choice, named by its label or by itself."""
    choices: Any = field.choices
    for value, label in choices:
        if value and folded(text) in (folded(str(label)), folded(str(value))):
            return str(value)
    named = "、".join(str(label) for value, label in choices if value)
    raise Unreadable(f"「{_quoted(text)}」は選べません。次のどれかにしてください：{named}")


def _day(cell: object) -> str:
    """Return a date in one manner; a number is a day as Excel counts them."""
    number = whole_number(folded(cell)) if isinstance(cell, str) else cell
    if isinstance(number, int | float) and int(number) in EXCEL_DAYS:
        cell = from_excel(int(number))
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else _text(cell)


def _text(cell: object) -> str:
    """Return a cell as somebody would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "はい" if cell else "いいえ"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
