"""Every cell of a report's tables, read back from the files themselves.

Each reading returns {table's key: rows}, a row being the cells that begin in it, from left to
right, empty ones left out: a number where the form has numbers, otherwise a squeezed text.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO

from openpyxl import load_workbook

from kurume_privacy.document.plain import from_data
from kurume_privacy.document.structure import Cell, Report, Table
from tests.reports import tagged
from tests.reports.printed import grid
from tests.reports.seed import squeeze

Rows = list[list[int | str]]


def tables_in(report: Report) -> list[Table]:
    return [b for section in report.sections for b in section.blocks if isinstance(b, Table)]


def said(cell: Cell) -> int | str:
    """Return the number of a cell, or what it says."""
    if cell.value is not None:
        return cell.value
    return squeeze(
        "".join(f"{line.marker}{''.join(map(str, line.content))}" for line in cell.lines)
    )


def cells_of(report: Report) -> dict[str, Rows]:
    """Return what the document itself says."""
    return {
        table.key: [
            filled(said(cell) for cell in row.cells) for part in parts(table) for row in part
        ]
        for table in tables_in(report)
    }


def parts(table: Table) -> tuple:
    return table.head, *table.groups


def filled(texts: Iterable) -> list:
    return [text for text in texts if text not in ("", None)]


def data_of(report: Report) -> dict[str, dict[tuple[int, int], int | str]]:
    """Return the cells that are no headers by their row and column, both from 1."""
    found = {}
    for table in tables_in(report):
        rows = [row for group in table.groups for row in grid(group)]
        found[table.key] = {
            (top, left): said(cell)
            for top, row in enumerate(rows, start=1)
            for left, (cell, begins) in enumerate(row, start=1)
            if begins and not cell.scope
        }
    return found


# The printed form


class _Tables(HTMLParser):
    """Collects the rows of every table of a page."""

    def __init__(self):
        super().__init__()
        self.tables, self.rows, self.cell, self.number = {}, None, None, False

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "table":
            self.rows = self.tables[about["data-table"]] = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell, self.number = "", about.get("class") == "number"

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            counted = int(self.cell.replace(",", "")) if self.number else None
            self.rows[-1].append(squeeze(self.cell) if counted is None else counted)
            self.cell = None


def from_html(page: bytes) -> dict[str, Rows]:
    reader = _Tables()
    reader.feed(page.decode())
    return {key: [filled(row) for row in rows] for key, rows in reader.tables.items()}


def from_pdf(pdf: bytes) -> dict[str, list[list[str]]]:
    """Return the rows by the table's spoken name; a head that is repeated stands once."""
    found: dict[str, list] = {}
    for table in tagged.structure_of(pdf).all("Table"):
        first = table.summary not in found
        rows = found.setdefault(table.summary, [])
        for part in table.all("THead", "TBody"):
            if first or part.tag == "TBody":
                rows += [
                    filled(squeeze(cell.text) for cell in row.all("TH", "TD"))
                    for row in part.all("TR")
                ]
    return found


def from_workbook(content: bytes) -> dict[str, Rows]:
    """Return the sheets in printed form; the index says which table each one is."""
    book = load_workbook(BytesIO(content))
    return {
        key: without_note([filled(map(read, row)) for row in book[printed].values])
        for key, printed, _ in indexed(book)
    }


def without_note(rows: Rows) -> Rows:
    """Return the rows of a sheet without the note that stands apart below them."""
    noted = len(rows) > 1 and not rows[-2] and str(rows[-1][0]).startswith(squeeze("（注）"))
    return rows[:-2] if noted else rows


def indexed(book) -> Iterator[tuple[str, str, str]]:
    """Yield each table's key, and its two sheets."""
    rows = list(book.worksheets[0].values)
    head = next(place for place, row in enumerate(rows) if row[0] == "番号")
    yield from ((row[3], row[5], row[6]) for row in rows[head + 1 :])


def read(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


def from_csv(content: bytes) -> list[list[str]]:
    return [filled(map(squeeze, row)) for row in rows_of(content)]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def from_json(content: bytes) -> dict[str, Rows]:
    return cells_of(from_data(json.loads(content)))


# The tidy form


def tidy(rows: Iterable) -> dict[str, dict[tuple[int, int], int | str]]:
    """Return the values of a tidy table by table, row and column."""
    head, *rows = rows
    found: dict[str, dict] = {}
    for row in rows:
        one = dict(zip(head, row, strict=True))
        counted = one["数値"] not in ("", None)
        place = int(one["行番号"]), int(one["列番号"])
        value = int(one["数値"]) if counted else squeeze(one["文字"] or "")
        found.setdefault(one["表ID"], {})[place] = value
    return found


def tidy_workbook(content: bytes) -> dict[str, dict[tuple[int, int], int | str]]:
    book = load_workbook(BytesIO(content))
    found = {}
    for _, _, sheet in indexed(book):
        found |= tidy(book[sheet].values)
    return found
