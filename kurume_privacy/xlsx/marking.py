"""A file given back with its wrong cells marked, to be mended and taken in again as it is."""

import warnings
from collections.abc import Container
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from pathlib import PurePath
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kurume_privacy.xlsx.book import Book
from kurume_privacy.xlsx.marked_anew import marked_anew
from kurume_privacy.xlsx.marks import RED, Marks, Problems, above, comment, without_ours
from kurume_privacy.xlsx.reading import SheetGrid, holds_more
from kurume_privacy.xlsx.stored_values import with_stored_values

MOST_MARKED_LINES = 10_000  # a longer file is given back as its wrong lines only
MOST_LOADED = 20 * 1024 * 1024  # of unpacked parts; in memory they are about eight times as large
SUFFIX = "（確認）"


def marked(content: bytes, name: str, grid: SheetGrid, problems: Problems) -> tuple[bytes, str]:
    """Return the bytes of the file with its wrong cells marked, and its name.

    ``grid`` is the sheet as `open_grid` read it from the same ``content``, ``problems`` what is
    wrong by line. A workbook stays as it is but for the marks. A CSV file becomes a workbook; so
    does a file of more than 10,000 lines, with the lines named in ``problems`` only. A line that
    is right but belongs to a wrong record is named with an empty list.
    """
    is_whole, made = holds_all(grid), None
    if grid.sheet and is_whole and _unpacked(content) <= MOST_LOADED:
        made = _marked_in_place(content, grid, Marks(problems, grid.headings[0].place))
    if made is None:
        wanted: Container[int] | None = None if is_whole else problems
        made = marked_anew(grid, Marks(problems, grid.headings[0].place), wanted)
    return made, marked_name(name)


def holds_all(grid: SheetGrid) -> bool:
    """Say whether the marked file holds every line of the grid, not only those with problems."""
    return not holds_more(grid, MOST_MARKED_LINES)


def marked_name(name: str) -> str:
    """Return the name of the marked file: 台帳（確認）.xlsx."""
    return f"{PurePath(name).stem.removesuffix(SUFFIX)}{SUFFIX}.xlsx"


def _unpacked(content: bytes) -> int:
    """Return how large the parts of a workbook are."""
    with ZipFile(BytesIO(content)) as archive:
        return sum(info.file_size for info in archive.infolist())


def _marked_in_place(content: bytes, grid: SheetGrid, marks: Marks) -> bytes | None:
    """Return the workbook itself, marked; None where openpyxl cannot keep it."""
    try:
        with warnings.catch_warnings():  # on what it leaves out: drawings, newer kinds of lists
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), rich_text=True)
            book.active = book[grid.sheet]
            _mark(book[grid.sheet], grid, marks)
            made = with_stored_values(_saved(book), content, grid.sheet)
            return made if _reads_the_same(made, grid) else None
    except Exception:
        # Reading asks little of a workbook, openpyxl much: a style it does not know is enough.
        return None


def _reads_the_same(made: bytes, grid: SheetGrid) -> bool:
    """Say whether the marked workbook still holds every line as it was."""
    sheet = next(sheet for sheet in Book(made).sheets if sheet.name == grid.sheet)
    return all(
        former == line
        for former, line in zip_longest(grid.lines(), replace(grid, source=sheet).lines())
    )


def _saved(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _mark(sheet: Worksheet, grid: SheetGrid, marks: Marks) -> None:
    """Mark every line; marks of an earlier time that are mended go."""
    places = [heading.place for heading in grid.headings]
    first = sheet.cell(grid.heading_line, places[0])
    first.comment = above(comment(marks.note()), without_ours(first.comment))
    for line in [line.number for line in grid.lines()]:
        sentences, whole = marks.on_line(line), marks.reddens_line(line)
        for place in places:
            cell = sheet.cell(line, place)
            if isinstance(cell, MergedCell):
                if not (whole or place in sentences):
                    continue
                cell = _top_left(sheet, cell)
            else:
                _clear(cell)
            if whole or place in sentences:
                cell.fill = RED
            if place in sentences:
                cell.comment = above(marks.comment(sentences[place]), cell.comment)


def _clear(cell: SheetCell) -> None:
    """Take an earlier marking off a cell: it may be mended."""
    if cell.comment:
        cell.comment = without_ours(cell.comment)
    if cell.fill.fill_type == "solid" and cell.fill.fgColor == RED.fgColor:
        cell.fill = PatternFill()


def _top_left(sheet: Worksheet, cell: MergedCell) -> SheetCell:
    """Return the first of merged cells, which is the only one that can carry a comment."""
    area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    return sheet.cell(area.min_row, area.min_col)
