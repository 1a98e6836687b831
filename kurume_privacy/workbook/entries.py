"""The lines of a file as the entries of a ledger: which lines make one record, and who it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.workbook.names import is_of_law
from kurume_privacy.workbook.parsing import CellParser, Unreadable
from kurume_privacy.workbook.sheet import Column, Path, Sheet
from kurume_privacy.xlsx.cells import Wrong
from kurume_privacy.xlsx.reading import FileRefused, SheetGrid, SheetLine

OTHER_YEAR = (
    "{day}は{of_day}ですが、年度の欄は{year}です。どちらかを直してください。"
    "（年度の欄は空けておけます。）"
)


class PlacedColumn(NamedTuple):
    """A column where the file has it."""

    # Among the cells of a line; a tuple has a method of this name.
    index: int  # type: ignore[assignment]
    place: int  # in the sheet, from 1
    column: Column


@dataclass(frozen=True)
class Layout:
    """Which column of the file is which column of the sheet."""

    placed: tuple[PlacedColumn, ...]
    year: int | None  # where the derived year stands, for files without the date
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet, grid: SheetGrid) -> "Layout":
        """Find the columns; refuse a file that does not say which records it holds."""
        placed, unknown, year = [], [], None
        for index, heading in enumerate(grid.headings):
            found = sheet.column_headed(heading.text)
            if found is None:
                unknown.append(heading.text)
            elif isinstance(found, Column):
                placed.append(PlacedColumn(index, heading.place, found))
            elif found.identifier == "year":
                year = index
        layout = cls(tuple(placed), year, tuple(unknown))
        layout.refuse_without_key(sheet)
        return layout

    def refuse_without_key(self, sheet: Sheet) -> None:
        """Refuse a file without the columns by which a record is recognised, or dated."""
        names = {placed.column.name for placed in self.placed if not placed.column.rows}
        dated = sheet.model.dated_by
        needed = [name for name in sheet.known_by if name not in ("year", "number")]
        if "year" in sheet.known_by and self.year is None:
            needed.append(dated or "year")
        missing = [name for name in needed if name not in names]
        if missing:
            named = "、".join(f"「{sheet.heading_of(name)}」" for name in missing)
            raise FileRefused(
                f"{sheet.name}の取込みには、{named}の列が必要です。"
                "様式の見出しの行を、そのまま使ってください。"
            )


class Entry:
    """The lines of one record, the first of which carries it."""

    def __init__(self, lines: list[SheetLine]):
        self.lines = lines

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number


class Entries:
    """A file as the entries of a ledger."""

    def __init__(self, sheet: Sheet, grid: SheetGrid, parser: CellParser):
        self.sheet, self.grid, self.parser = sheet, grid, parser
        self.layout = Layout.of(sheet, grid)

    def __iter__(self) -> Iterator[Entry]:
        lines: list[SheetLine] = []
        for line in self.grid.lines():
            if all(line.cells[placed.index] is None for placed in self.layout.placed):
                continue  # it holds nothing but what is not read
            if lines and self._continues(line, lines[0]):
                lines.append(line)
                continue
            if lines:
                yield Entry(lines)
            lines = [line]
        if lines:
            yield Entry(lines)

    def _continues(self, line: SheetLine, first: SheetLine) -> bool:
        """Say whether a line carries further rows of the record above it."""
        if not self.sheet.form.rows:
            return False
        own = [line.cells[placed.index] for placed in self._own]
        if all(cell is None for cell in own):
            return True
        if self.cell(line, "number") is None:
            return False
        keys = zip(self.key(line), self.key(first), strict=True)
        return all(mine in (None, theirs) for mine, theirs in keys)

    @cached_property
    def _own(self) -> list[PlacedColumn]:
        return [placed for placed in self.layout.placed if not placed.column.rows]

    @cached_property
    def _by_name(self) -> dict[str, PlacedColumn]:
        return {placed.column.name: placed for placed in self._own if not placed.column.part}

    def cell(self, line: SheetLine, name: str) -> object:
        """Return the cell of a field of the record."""
        placed = self._by_name.get(name)
        return None if placed is None else line.cells[placed.index]

    def day(self, line: SheetLine) -> date | None:
        """Return the date of a record, if it can be read."""
        name = self.sheet.model.dated_by or self.sheet.model.year_follows()
        value = self.value(line, name) if name else None
        if isinstance(value, datetime | date):
            return value
        return FiscalYear(value).first_day if isinstance(value, int) else None

    def key(self, line: SheetLine) -> tuple:
        """Return the values by which a record is recognised; None for what cannot be read."""
        return tuple(
            self._year(line) if name == "year" else self.value(line, name)
            for name in self.sheet.known_by
        )

    def _year(self, line: SheetLine) -> int | None:
        if "year" in self._by_name:
            return self.value(line, "year")
        day = self.day(line)
        return self._derived_year(line) if day is None else int(FiscalYear.of(day))

    def _derived_year(self, line: SheetLine) -> int | None:
        """Return the year that stands beside the date, or instead of it."""
        cell = None if self.layout.year is None else line.cells[self.layout.year]
        try:
            return None if cell is None else int(FiscalYear.parse(str(cell)))
        except ValueError:
            return None

    def contradiction(self, line: SheetLine) -> tuple[PlacedColumn, str] | None:
        """Return why it cannot be told which record a line is: its date is not of its year.

        Numbers begin anew each year: by the date alone it would be another year's record.
        """
        dated = self._by_name.get(self.sheet.model.dated_by or "")
        if dated is None or (day := self.day(line)) is None:
            return None
        written = self._derived_year(line)
        if written is None or written == int(FiscalYear.of(day)):
            return None
        named = FiscalYear.of(day), FiscalYear(written)
        return dated, OTHER_YEAR.format(day=dated.column.heading, of_day=named[0], year=named[1])

    def value(self, line: SheetLine, name: str) -> Any:
        """Return what a cell of the record holds, as its field reads it; None if it cannot."""
        placed = self._by_name.get(name)
        if placed is None:
            return None
        field = self.parser.fields[placed.column.path]
        try:
            agency = self.agency(line, line, placed.column)
            sent = self.parser.sent(placed.column, line.cells[placed.index], None, agency)
            return plain(field.to_python(sent[0])) if sent and sent[0] else None
        except (Unreadable, ValidationError):
            return None

    def agency(self, line: SheetLine, first: SheetLine, column: Column) -> str:
        """Return the agency that stands beside a division; for a row of the law, the record's."""
        of_law = is_of_law(column.field)
        for placed in self.layout.placed:
            if placed.column.part and (of_law or placed.column.path == column.path):
                cell = (first if of_law else line).cells[placed.index]
                return "" if cell is None or isinstance(cell, Wrong) else str(cell)
        return ""

    def unreadable(self, line: SheetLine, path: Path) -> Iterator[tuple[PlacedColumn, str]]:
        """Yield the agencies of a line that cannot be read, with the sentence."""
        for placed in self.layout.placed:
            cell = line.cells[placed.index]
            if placed.column.part and placed.column.rows == path and isinstance(cell, Wrong):
                yield placed, cell.sentence

    def cells(self, line: SheetLine, path: Path) -> list[tuple[PlacedColumn, object]]:
        """Return the cells of a line that belong to the record, or to one kind of its rows."""
        return [
            (placed, line.cells[placed.index])
            for placed in self.layout.placed
            if placed.column.rows == path and not placed.column.part
        ]


def plain(value: object) -> object:
    """Return the key of a record, anything else as it is."""
    return getattr(value, "pk", value)
