"""A new workbook of a file's lines with the marks: for CSV files, and for long ones."""

from collections.abc import Container, Iterator
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from kurume_privacy.xlsx.cells import Cell, Wrong, escaped
from kurume_privacy.xlsx.marks import RED, Marks, comment
from kurume_privacy.xlsx.reading import SheetGrid, SheetLine

NAME = "確認"
_WIDTH = 18
_LONGEST = 32_767  # letters that a cell of Excel's holds
_FIRST_DAY = date(1900, 3, 1)  # Excel has no days before 1900, and miscounts its first two months


def marked_anew(grid: SheetGrid, marks: Marks, wanted: Container[int] | None) -> bytes:
    """Return the bytes of a workbook with the headings and the marked lines.

    ``wanted`` are the numbers of the lines that go into it; None means all.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NAME)
    _set_up(sheet, len(grid.headings))
    sheet.append(_headings(sheet, grid, marks, only_wrong=wanted is not None))
    for line in grid.lines():
        if wanted is None or line.number in wanted:
            sheet.append(_cells(sheet, grid, marks, line))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _set_up(sheet: WriteOnlyWorksheet, columns: int) -> None:
    """Give the columns a width to read in, and keep the headings in sight."""
    sheet.freeze_panes = "A2"
    for place in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH


def _headings(
    sheet: WriteOnlyWorksheet, grid: SheetGrid, marks: Marks, *, only_wrong: bool
) -> list[WriteOnlyCell]:
    """Return the headings, with what is said of the whole sheet at the first."""
    cells = [_cell(sheet, heading.text) for heading in grid.headings]
    for cell in cells:
        cell.font = Font(bold=True)
    cells[0].comment = comment(marks.note(only_wrong=only_wrong))
    return cells


def _cells(
    sheet: WriteOnlyWorksheet, grid: SheetGrid, marks: Marks, line: SheetLine
) -> Iterator[WriteOnlyCell]:
    """Yield the cells of a line, the wrong ones marked."""
    sentences, whole = marks.on_line(line.number), marks.reddens_line(line.number)
    for heading, value in zip(grid.headings, line.cells, strict=True):
        cell = _cell(sheet, value)
        if heading.place in sentences:
            cell.comment = marks.comment(sentences[heading.place])
        if whole or heading.place in sentences:
            cell.fill = RED
        yield cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    """Return a cell with a value; a text stays text, whatever it begins with."""
    if isinstance(value, Wrong) or value is None:
        return WriteOnlyCell(sheet)
    if isinstance(value, date | time) and not _has_number(value):
        value = value.isoformat()
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, escaped(value)[:_LONGEST])
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _has_number(value: date | datetime | time) -> bool:
    """Say whether Excel can hold a day as the number it is."""
    if isinstance(value, time):
        return True
    return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY
