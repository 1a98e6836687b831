"""The rows of a sheet, made of its XML as it streams by: one pass, one row in memory."""

import re
from collections.abc import Container
from datetime import date, datetime, time
from math import isfinite
from typing import Protocol

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_ISO8601

from kurume_privacy.xlsx.cells import (
    NO_DATE,
    NO_STORED_VALUE,
    Cell,
    error_value,
    text_or_blank,
    unescaped,
)
from kurume_privacy.xlsx.formats import day_or_moment, moment
from kurume_privacy.xlsx.package import Handler
from kurume_privacy.xlsx.refusals import (
    DAMAGED,
    LAST_COLUMN,
    LAST_ROW,
    MOST_UNPACKED,
    UNPACKS_HUGE,
    FileRefused,
)

Row = tuple[int, dict[int, Cell]]  # the row's number, and its cells that are not blank by column
LONGEST_TEXT = 1_000_000  # Excel's own is 32,767; beyond this it is no cell
MOST_AT_ONCE = 20_000_000  # letters of rows that are in memory together
_DIGITS = "0123456789"
_WHOLE = re.compile(r"-?[0-9]{1,300}", re.ASCII)


class SharedTexts(Protocol):
    """The texts of a workbook by their number, from 0 on."""

    def __getitem__(self, number: int) -> str: ...


class SharedParts(Protocol):
    """What the cells of a workbook refer to."""

    @property
    def texts(self) -> SharedTexts:
        """The texts that cells refer to by number."""

    @property
    def epoch(self) -> datetime:
        """The day from which dates count."""

    @property
    def date_styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a date."""


class TextCollector:
    """Collects the pieces of a text; readings over the signs (furigana) are no part of it."""

    def __init__(self) -> None:
        self._keeps = self._reading = False
        self.begin_text()

    def begin_text(self) -> None:
        """Begin a text without a piece."""
        self.pieces: list[str] = []
        self._length = 0

    def text(self, text: str) -> None:
        """Keep a piece; a text without end is refused."""
        if self._keeps:
            self.pieces.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise FileRefused(DAMAGED)


class RowHandler(TextCollector, Handler[Row]):
    """Makes rows of a sheet's elements. ``places`` are the columns wanted; None wants all."""

    def __init__(self, shared: SharedParts, places: Container[int] | None = None) -> None:
        super().__init__()
        self._shared, self._places = shared, places
        self._made: list[Row] = []
        self._number = self._place = 0
        self._cells: dict[int, Cell] = {}
        self._columns: dict[str, int] = {}
        self._kind, self._style = "n", ""
        self._has_formula = self._has_value = False
        self._shared_letters = self._letters_at_once = 0

    def take(self) -> list[Row]:
        """Return the rows since the last call."""
        made, self._made, self._letters_at_once = self._made, [], 0
        return made

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or a value."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._keeps = self._has_value = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._has_formula = True
        elif name == "t":
            self._keeps = not self._reading
        elif name == "rPh":
            self._reading = True

    def end(self, name: str) -> None:
        """End a row, a cell or a value."""
        if name in ("v", "t"):
            self._keeps = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._cells:
                self._made.append((self._number, self._cells))
        elif name == "rPh":
            self._reading = False

    def _begin_row(self, told: dict[str, str]) -> None:
        """Number a row: as it says, else after the last one."""
        self._number = int(told["r"]) if "r" in told else self._number + 1
        if not 0 < self._number <= LAST_ROW:
            raise FileRefused(DAMAGED)
        self._place, self._cells = 0, {}

    def _begin_cell(self, told: dict[str, str]) -> None:
        """Place a cell: as it says, else after the last one."""
        reference = told.get("r")
        self._place = self._column(reference.rstrip(_DIGITS)) if reference else self._place + 1
        if self._place > LAST_COLUMN:
            raise FileRefused(DAMAGED)
        self._kind, self._style = told.get("t", "n"), told.get("s", "")
        self._has_formula = self._has_value = False
        self.begin_text()

    def _end_cell(self) -> None:
        """Keep the cell's value, if it is wanted and not blank."""
        if self._places is not None and self._place not in self._places:
            return
        value = self._value()
        if value is not None:
            self._cells[self._place] = value

    def _column(self, letters: str) -> int:
        """Return the number of a column: 1 for A."""
        if letters not in self._columns:
            self._columns[letters] = column_index_from_string(letters)
        return self._columns[letters]

    def _value(self) -> Cell:
        """Return the value stored in the cell, by its kind."""
        written = "".join(self.pieces)
        if not written:
            # A formula whose result is an empty text has stored just that.
            computed = self._has_value and self._kind == "str"
            return NO_STORED_VALUE if self._has_formula and not computed else None
        if self._kind == "s":
            return text_or_blank(unescaped(self._shared_text(int(written))))
        if self._kind in ("str", "inlineStr"):
            return text_or_blank(unescaped(written))
        return self._number_or_sign(written.strip())

    def _shared_text(self, number: int) -> str:
        """Return a text by its number; it counts as unpacked wherever a cell refers to it."""
        text = self._shared.texts[number]
        self._shared_letters += len(text)
        self._letters_at_once += len(text)
        if self._shared_letters > MOST_UNPACKED or self._letters_at_once > MOST_AT_ONCE:
            raise FileRefused(UNPACKS_HUGE)
        return text

    def _number_or_sign(self, written: str) -> Cell:
        """Return a number, a date, yes or no, or the error that is stored."""
        if self._kind == "b":
            return written in ("1", "true")
        if self._kind == "e":
            return error_value(written)
        if self._kind == "d":
            return _date_of(written)
        number = _number(written)
        if self._style in self._shared.date_styles and isinstance(number, int | float):
            return moment(number, self._shared.epoch)
        return number


class RowCounter(Handler[int]):
    """Counts the rows of a sheet, without a look at their cells."""

    def __init__(self) -> None:
        self._rows = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count a row."""
        if name == "row":
            self._rows += 1

    def take(self) -> list[int]:
        """Return how many rows there were since the last call."""
        rows, self._rows = self._rows, 0
        return [rows]


def _number(written: str) -> int | float | str | None:
    """Return a number, whole where it is whole; what is none stays text."""
    if _WHOLE.fullmatch(written):
        return int(written)
    try:
        number = float(written)
    except ValueError:
        return text_or_blank(written)
    if not isfinite(number):
        return written
    return int(number) if number.is_integer() else number


def _date_of(written: str) -> Cell:
    """Return a date written as ISO 8601, as workbooks in the strict form have them."""
    try:
        found = from_ISO8601(written.removesuffix("Z"))
    except (ValueError, OverflowError):
        return NO_DATE
    return day_or_moment(found) if isinstance(found, date | datetime | time) else NO_DATE
