"""A workbook that is read: its sheets, its texts, and how its numbers are shown."""

from array import array
from collections.abc import Container, Iterator
from datetime import datetime
from functools import cached_property
from tempfile import SpooledTemporaryFile
from weakref import finalize

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from kurume_privacy.xlsx.formats import DATES, is_date
from kurume_privacy.xlsx.package import Handler, Package
from kurume_privacy.xlsx.refusals import (
    DAMAGED,
    MACROS,
    NOT_A_BOOK,
    UNPACKS_HUGE,
    FileRefused,
)
from kurume_privacy.xlsx.sheet_rows import Row, RowCounter, RowHandler, TextCollector

NO_SHEET = "表のあるシートがありません。見出しと記録のあるシートを入れて、保存し直してください。"
MOST_TEXTS = 3_000_000  # thirty for every line that is read
_IN_MEMORY = 8 * 1024 * 1024


class BookSheet:
    """One sheet of a workbook; its rows stream by."""

    def __init__(self, book: "Book", name: str, part: str, *, hidden: bool) -> None:
        self.name, self.hidden, self.part, self._book = name, hidden, part, book

    def rows(self, places: Container[int] | None = None) -> Iterator[Row]:
        """Yield every row that holds anything, with these columns' cells: 1 for A, None for all."""
        handler = RowHandler(self._book, places)
        return self._book.package.stream(self.part, handler)

    def most_rows(self) -> int:
        """Return how many rows there are at most, blank ones among them."""
        return sum(self._book.package.stream(self.part, RowCounter()))


class Book:
    """What the rows of every sheet share, and the sheets themselves.

    It is read from the bytes of a file; `FileRefused` where they are damaged or dangerous, at the
    latest when the row is read.
    """

    def __init__(self, content: bytes) -> None:
        self.package = Package(content)
        kinds = self.package.starts("[Content_Types].xml")
        if any("macroenabled" in told.get("ContentType", "").lower() for _, told in kinds):
            raise FileRefused(MACROS)
        mains = [path for kind, path in self.package.related("").values() if kind == _MAIN]
        main = mains[0] if mains else "xl/workbook.xml"
        if not self.package.has(main):
            raise FileRefused(NOT_A_BOOK)
        self._told, self._related = self.package.starts(main), self.package.related(main)

    @cached_property
    def sheets(self) -> list[BookSheet]:
        """The sheets with cells, in their order, each part once; drawings have no cells."""
        found, taken = [], set()
        for name, told in self._told:
            kind, part = self._related.get(told.get("id", ""), ("", ""))
            is_new = part.lower() not in taken
            if name == "sheet" and kind == "worksheet" and is_new and self.package.has(part):
                taken.add(part.lower())
                hidden = told.get("state", "visible") != "visible"
                found.append(BookSheet(self, told.get("name", ""), part, hidden=hidden))
        if not found:
            raise FileRefused(NO_SHEET)
        return found

    @cached_property
    def epoch(self) -> datetime:
        """The day from which dates count: 1904 in workbooks of old Macintoshes."""
        marks = [told.get("date1904", "0") for name, told in self._told if name == "workbookPr"]
        first_day: datetime
        first_day = MAC_EPOCH if marks and marks[0] in ("1", "true") else WINDOWS_EPOCH
        return first_day

    @cached_property
    def date_styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a date."""
        dates, styles, inside = set(DATES), [], ""
        for name, told in self.package.starts(self._part_of("styles")):
            if name == "numFmt":
                key = int(told["numFmtId"])
                (dates.add if is_date(told.get("formatCode", "")) else dates.discard)(key)
            elif name == "xf" and inside == "cellXfs":
                styles.append(int(told.get("numFmtId", "0")))
            elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                inside = name
        return frozenset(str(place) for place, key in enumerate(styles) if key in dates)

    @cached_property
    def texts(self) -> "StoredTexts":
        """The texts that cells refer to by number."""
        texts, part = StoredTexts(), self._part_of("sharedStrings")
        if self.package.has(part):
            for text in self.package.stream(part, TextHandler()):
                texts.add(text)
        return texts

    def _part_of(self, kind: str) -> str:
        """Return the first part of a kind; "" where there is none."""
        return next((path for found, path in self._related.values() if found == kind), "")


_MAIN = "officeDocument"


class StoredTexts:
    """Any number of texts by their number, in a file beyond some megabytes: not in memory."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._ends = array("Q", [0])
        self._at = -1  # where the file is read next; unknown while texts are added
        self._closing = finalize(self, self._file.close)

    def add(self, text: str) -> None:
        """Keep the next text; refuse more than any workbook of ours can refer to."""
        if len(self._ends) > MOST_TEXTS:
            raise FileRefused(UNPACKS_HUGE)
        stored = text.encode("utf-8", "replace")
        self._file.write(stored)
        self._ends.append(self._ends[-1] + len(stored))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise FileRefused(DAMAGED)
        begin, end = self._ends[number], self._ends[number + 1]
        if begin != self._at:  # most cells refer to the text after the last one
            self._file.seek(begin)
        self._at = end
        return self._file.read(end - begin).decode()


class TextHandler(TextCollector, Handler[str]):
    """Makes the texts of the part that cells refer to."""

    def __init__(self) -> None:
        super().__init__()
        self._made: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a text, or a piece of it."""
        if name == "t":
            self._keeps = not self._reading
        elif name == "si":
            self.begin_text()
        elif name == "rPh":
            self._reading = True

    def end(self, name: str) -> None:
        """End a text, or a piece of it."""
        if name == "t":
            self._keeps = False
        elif name == "si":
            self._made.append("".join(self.pieces))
        elif name == "rPh":
            self._reading = False

    def take(self) -> list[str]:
        """Return the texts since the last call."""
        made, self._made = self._made, []
        return made
