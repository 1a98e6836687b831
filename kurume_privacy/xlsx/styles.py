"""How our workbooks look: the header, the widths, the dates of the era, the set-up for print."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kurume_privacy.xlsx.texts import FORMULA, printable

FONT, SIZE = "BIZ UDPゴシック", 10.5  # comes with Windows
GREY, BLACK, PALE, YELLOW = "B3B3B3", "1A1A1A", "F2F2F2", "FFE8B8"
PLAIN, STRONG = Font(name=FONT, size=SIZE), Font(name=FONT, size=SIZE, bold=True)
TITLE = Font(name=FONT, size=14, bold=True)
LINE, EDGE = Side(style="thin", color=GREY), Side(style="medium", color=BLACK)
FRAME = Border(LINE, LINE, LINE, LINE)
HEAD, HEAD_REQUIRED = PatternFill("solid", fgColor=PALE), PatternFill("solid", fgColor=YELLOW)
HEAD_BORDER = Border(LINE, LINE, LINE, EDGE)
IN_HEAD = Alignment(vertical="center", wrap_text=True)
IN_LINE = Alignment(vertical="top", wrap_text=True)

# The same in the words of XlsxWriter, which writes the long ones.
CELL = {"font_name": FONT, "font_size": SIZE, "text_wrap": True}
FRAMED = {"border": 1, "border_color": f"#{GREY}"}
LINE_CELL = CELL | FRAMED | {"valign": "top"}
DAY_CELL = LINE_CELL | {"align": "left", "indent": 1}
HEAD_CELL = (
    CELL
    | FRAMED
    | {"bold": True, "valign": "vcenter", "bg_color": f"#{PALE}"}
    | {"bottom": 2, "bottom_color": f"#{BLACK}"}
)

# 令和3年4月20日, and 令和元年 for the days that Excel numbers 43586 to 43830. The programs that
# know a format for 元年 do not agree on it; this one they all show rightly.
ERA_DATE = (
    '[<43586][$-411]ggge"年"m"月"d"日";[>43830][$-411]ggge"年"m"月"d"日";[$-411]ggg"元年"m"月"d"日"'
)
ISO_DATE = "yyyy-mm-dd"
TEXT = "@"

NARROWEST, WIDEST = 8, 48
WIDEST_HEADING = 18  # a longer one is broken
FILTER_BUTTON = 4  # covers the end of a heading
LINE_HEIGHT, HIGHEST = 15, 405  # in points; Excel has no higher row
LONGEST_NAME = 31
A4 = Worksheet.PAPERSIZE_A4
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))


def name_of(title: str) -> str:
    """Return a title as Excel allows it for the name of a sheet: 31 letters, without []:*?/\\'."""
    return title.translate(FORBIDDEN)[:LONGEST_NAME].strip()


def width(value: object) -> int:
    """Return how wide a value stands, in half-width letters: the widest of its lines."""
    lines = str("" if value is None else value).split("\n")
    return max(sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line) for line in lines)


def column_width(heading: str, widest: int) -> int:
    """Return the width of a column with this heading; both widths are in half-width letters."""
    headed = min(width(heading) + FILTER_BUTTON, WIDEST_HEADING)
    return min(max(widest + 2, headed, NARROWEST), WIDEST)


def lines_of(text: str, column: float) -> int:
    """Return on how many lines a text stands in a column so many half-width letters wide."""
    if 2 * len(text) < column and "\n" not in text:
        return 1
    room = max(int(column), 1)
    return sum(-(-width(line) // room) or 1 for line in text.split("\n"))


def row_height(lines: int) -> float | None:
    """Return the height of a row of so many lines in points; None for one line, as high as any.

    Not every program finds it out by itself.
    """
    return None if lines < 2 else min(lines * LINE_HEIGHT, HIGHEST)


def set_for_print(sheet: Worksheet, title: str, head: int = 1) -> None:
    """Print on A4 across, as wide as the page, with the header, row ``head``, on every page."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddHeader.left.text = title.replace("&", "&&")
    sheet.oddFooter.center.text = "&P／&N"
    sheet.print_title_rows = f"1:{head}"


def put(
    cell: Cell,
    value: str,
    font: Font = PLAIN,
    alignment: Alignment = IN_LINE,
    border: Border | None = FRAME,
    fill: PatternFill | None = None,
) -> None:
    """Write a text; it is a text, whatever it begins with."""
    text = printable(value)
    cell.value, cell.data_type = text, "s"
    cell.font, cell.alignment = font, alignment
    cell.quotePrefix = bool(FORMULA.match(text))
    if border is not None:
        cell.border = border
    if fill is not None:
        cell.fill = fill


def head(cell: Cell, heading: str, fill: PatternFill = HEAD) -> None:
    """Write a heading."""
    put(cell, heading, STRONG, IN_HEAD, HEAD_BORDER, fill)


def widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Give the columns from A on their widths, in half-width letters."""
    for place, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide


def heighten(sheet: Worksheet, row: int, lines: int) -> None:
    """Make a row as high as so many lines."""
    sheet.row_dimensions[row].height = row_height(lines)
