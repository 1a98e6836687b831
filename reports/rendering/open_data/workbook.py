"""The workbook: an index, then each table in its printed and in its tidy form.

Nothing in it is a formula, and the same report gives the same bytes on every day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.grid import Grid, PlacedCell
from kurume_privacy.document.structure import Report
from reports.edition.facts import Facts
from reports.rendering.open_data.plain import FORMULA, Value, printable
from reports.rendering.open_data.printed import matrix_of
from reports.rendering.open_data.tidy import CITY, COLUMNS, Numbered, rows_of, tables_of

INDEX = "目次"
INDEX_HEADINGS = ("番号", "節", "表題", "表ID", "単位", "印刷の形", "1行1値の形")
LONGEST_NAME = 31  # UTF-16 units, as Excel counts
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))
NARROWEST, WIDEST = 6, 48
PACKED_ON = (1980, 1, 1, 0, 0, 0)  # the first day a ZIP file knows
LINE = Side(style="thin", color="B3B3B3")
FRAME = Border(LINE, LINE, LINE, LINE)
HEAD = PatternFill("solid", fgColor="F2F2F2")
STRONG = Font(bold=True)
THOUSANDS = "#,##0"


def workbook_of(report: Report, facts: Facts | None = None) -> bytes:
    """Return the report's tables as an Excel file."""
    book, tables = Workbook(), tables_of(report)
    _index(book.active, report, facts, tables)
    for numbered in tables:
        _printed(book.create_sheet(name_of("表", numbered)), numbered)
    for numbered in tables:
        _tidy(book.create_sheet(name_of("データ", numbered)), report, numbered)
    _describe(book, report, facts)
    return _packed(book)


def name_of(form: str, numbered: Numbered) -> str:
    """Return a name that Excel allows for a sheet: 表1 業務の届出件数."""
    title = printable(numbered.table.title).replace("\n", " ").translate(FORBIDDEN)
    units = f"{form}{numbered.number} {title}".encode("utf-16-le")[: LONGEST_NAME * 2]
    return units.decode("utf-16-le", "ignore").strip()


def _index(
    sheet: Worksheet, report: Report, facts: Facts | None, tables: Iterable[Numbered]
) -> None:
    sheet.title = INDEX
    lines = [report.title, report.period, *([str(facts)] if facts else []), CITY, ""]
    for row, line in enumerate(lines, start=1):
        _write(sheet.cell(row, 1), printable(line))
    sheet.cell(1, 1).font = STRONG
    rows = [INDEX_HEADINGS, *(_entry(numbered) for numbered in tables)]
    _fill(sheet, rows, top=len(lines) + 1)
    _head(sheet, len(lines) + 1, len(rows[0]))
    for row in range(len(lines) + 2, len(lines) + len(rows) + 1):
        for column in (6, 7):
            _link(sheet.cell(row, column))
    _widen(sheet, rows)


def _entry(numbered: Numbered) -> tuple[Value, ...]:
    table = numbered.table
    names = (name_of("表", numbered), name_of("データ", numbered))
    title = printable(table.title)
    return (
        numbered.number,
        printable(numbered.section.title),
        title,
        table.key,
        table.unit,
        *names,
    )


def _link(cell: Cell) -> None:
    cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{cell.value}'!A1")
    cell.font = Font(color="0017C1", underline="single")


def _printed(sheet: Worksheet, numbered: Numbered) -> None:
    grid, matrix = Grid.of(numbered.table), matrix_of(numbered.table)
    _fill(sheet, matrix)
    for placed in grid.cells:
        _dress(sheet, placed, in_head=placed.row < grid.head)
    _widen(sheet, matrix)
    if numbered.note:
        _write(sheet.cell(len(matrix) + 2, 1), printable(numbered.note))
    sheet.freeze_panes = sheet.cell(grid.head + 1, _leading_headers(grid) + 1)
    _set_for_print(sheet, numbered, grid.head)


def _dress(sheet: Worksheet, placed: PlacedCell, *, in_head: bool) -> None:
    header = in_head or bool(placed.cell.scope)
    for row, column in placed.places:
        cell = sheet.cell(row + 1, column + 1)
        cell.border = FRAME
        cell.fill = HEAD if in_head else PatternFill()
    first = sheet.cell(placed.row + 1, placed.column + 1)
    number = placed.cell.value is not None
    if number:
        first.number_format = THOUSANDS
    across = "center" if in_head else "right" if number else "left"
    first.alignment = Alignment(across, "center" if header else "top", wrap_text=True)
    if placed.height > 1 or placed.width > 1:
        _merge(sheet, placed)


def _merge(sheet: Worksheet, placed: PlacedCell) -> None:
    sheet.merge_cells(
        start_row=placed.row + 1,
        start_column=placed.column + 1,
        end_row=placed.row + placed.height,
        end_column=placed.column + placed.width,
    )


def _leading_headers(grid: Grid) -> int:
    """Return how many columns on the left hold nothing but headers below the head."""
    data = {datum.column for datum in grid.data}
    return min(data, default=0)


def _set_for_print(sheet: Worksheet, numbered: Numbered, head: int) -> None:
    sheet.oddHeader.left.text = printable(numbered.table.title).replace("&", "&&")
    sheet.print_title_rows = f"1:{head}" if head else None
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _tidy(sheet: Worksheet, report: Report, numbered: Numbered) -> None:
    rows = [COLUMNS, *rows_of(report, numbered)]
    _fill(sheet, rows)
    _head(sheet, 1, len(COLUMNS))
    _widen(sheet, rows)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows)}"


def _fill(sheet: Worksheet, rows: Iterable[Sequence[Value]], top: int = 1) -> None:
    for row, values in enumerate(rows, start=top):
        for column, value in enumerate(values, start=1):
            if value not in (None, ""):
                _write(sheet.cell(row, column), value)


def _write(cell: Cell, value: Value) -> None:
    """Write a value; a text is a text, whatever it begins with, even after it is edited."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)


def _head(sheet: Worksheet, row: int, columns: int) -> None:
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.fill, cell.border = STRONG, HEAD, FRAME


def _widen(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    """Make each column as wide as its longest line, within reason."""
    for column in range(max(map(len, rows), default=0)):
        widest = max(_width(row[column]) for row in rows if column < len(row))
        width = min(max(widest + 2, NARROWEST), WIDEST)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width


def _width(value: Value) -> int:
    lines = str("" if value is None else value).split("\n")
    return max(sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line) for line in lines)


def day_of(report: Report, facts: Facts | None) -> date:
    """Return the day that files bear: that of publication, or the last one of the year."""
    return facts.published_on if facts else FiscalYear(report.year).last_day


def _describe(book: Workbook, report: Report, facts: Facts | None) -> None:
    about = book.properties
    about.title, about.creator, about.language = printable(report.title), CITY, "ja"
    about.created = about.modified = datetime.combine(day_of(report, facts), time())


def _packed(book: Workbook) -> bytes:
    """Return the file's bytes, without the time at which it happened to be written."""
    written, packed = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(written, "w")).save()
    with ZipFile(written) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, PACKED_ON)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
