"""A workbook written from its top to its bottom: XlsxWriter holds no more of it than a row.

A text is written as a text, whatever it begins with: nothing here can write a formula.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from math import ceil
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kurume_privacy.xlsx import styles
from kurume_privacy.xlsx.texts import FORMULA, fitted, printable

PIXELS = 7  # that a half-width letter is wide
A4 = 9
READABLE = 200  # half-width letters on a page across


class Style(NamedTuple):
    """How a cell looks, and how one whose text begins as a formula does: a text also when edited.

    Excel keeps the difference in the format, and shows none.
    """

    plain: Format
    quoted: Format


class StreamedBook:
    """A workbook whose sheets are written one after the other."""

    def __init__(self, book: Workbook, day_format: str):
        self.book = book
        self.head, self.line = self._style(styles.HEAD_CELL), self._style(styles.LINE_CELL)
        self.day = book.add_format(styles.DAY_CELL | {"num_format": day_format})

    def _style(self, told: dict[str, object]) -> Style:
        quoted = told | {"quote_prefix": True}
        return Style(self.book.add_format(told), self.book.add_format(quoted))

    def sheet(self, name: str, title: str, widths: Sequence[int]) -> "StreamedSheet":
        """Begin the next sheet; ``title`` is printed on it, widths are in letters."""
        return StreamedSheet(self, name, title, widths)


class StreamedSheet:
    """A sheet with columns of these widths, printed under a title."""

    def __init__(self, book: StreamedBook, name: str, title: str, widths: Sequence[int]):
        self.book, self.widths, self.written = book, widths, 0
        self.sheet = book.book.add_worksheet(styles.name_of(name))
        for place, width in enumerate(widths):
            self.sheet.set_column_pixels(place, place, width * PIXELS)
        self._set_for_print(title)

    def _set_for_print(self, title: str) -> None:
        """Print on A4 across, the first row on every page.

        What is too wide to be read on one goes on several, each with the first column.
        """
        across = ceil(sum(self.widths) / READABLE)
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(across, 0)  # as many pages down as it takes
        self.sheet.repeat_rows(0)
        if across > 1:
            self.sheet.repeat_columns(0)
        self.sheet.set_header("&L" + title.replace("&", "&&"))
        self.sheet.set_footer("&C&P／&N")

    def row(self, values: Sequence[object], heads: int = 0) -> None:
        """Write the next row, as high as its texts need; the first so many cells are headings."""
        texts = zip(values, self.widths, strict=True)
        lines = [styles.lines_of(value, width) for value, width in texts if isinstance(value, str)]
        if height := styles.row_height(max(lines, default=1)):
            self.sheet.set_row(self.written, height)
        for place, value in enumerate(values):
            self._write(place, value, self.book.head if place < heads else self.book.line)
        self.written += 1

    def _write(self, place: int, value: object, style: Style) -> None:
        cell = self.written, place
        if value is None or value == "":
            self.sheet.write_blank(*cell, None, style.plain)
        elif isinstance(value, str):
            self._write_text(cell, fitted(printable(value)), style)
        elif isinstance(value, bool):
            self.sheet.write_boolean(*cell, value, style.plain)
        elif isinstance(value, date):
            self.sheet.write_datetime(*cell, value, self.book.day)
        else:
            self.sheet.write_number(*cell, value, style.plain)

    def _write_text(self, cell: tuple[int, int], text: str, style: Style) -> None:
        cell_format = style.quoted if FORMULA.match(text) else style.plain
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take it for XML of its own making; in pieces it is a text.
            self.sheet.write_rich_string(*cell, "<", "r", text[2:], cell_format)
        else:
            self.sheet.write_string(*cell, text, cell_format)

    def keep_header(self) -> None:
        """Let the first row stay in sight, and filter what was written below it."""
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, self.written - 1, len(self.widths) - 1)


@contextmanager
def streamed_book(file: BinaryIO, day_format: str) -> Iterator[StreamedBook]:
    """Write a workbook to the file within the block; ``day_format`` is Excel's for dates.

    What it takes meanwhile is on disk, and gone afterwards.
    """
    with (
        TemporaryDirectory() as folder,
        Workbook(file, {"constant_memory": True, "tmpdir": folder}) as book,
    ):
        yield StreamedBook(book, day_format)
