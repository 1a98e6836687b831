"""A CSV file that is read: UTF-8, cp932 or UTF-16, with commas or tabs, however it was saved."""

import codecs
import csv
import re
from collections.abc import Container, Iterator
from io import BytesIO, TextIOWrapper

from kurume_privacy.xlsx.cells import Cell, text_or_blank
from kurume_privacy.xlsx.refusals import LAST_COLUMN, TOO_MANY_COLUMNS, FileRefused
from kurume_privacy.xlsx.sheet_rows import Row

UNKNOWN_SIGNS = (
    "文字コードを読めません。Excelで「CSV UTF-8（コンマ区切り）」として保存し直してください。"
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# One ' is written before what Excel would take for a formula, and before such a ' itself.
_GUARDED = re.compile("'(?='*[=+\\-@\t\r＝＋－＠])")


class CsvFile:
    """The rows of a CSV file, each numbered by the line where it begins."""

    name, hidden = "", False

    def __init__(self, content: bytes, delimiter: str, encoding: str) -> None:
        self._content, self._delimiter, self._encoding = content, delimiter, encoding

    def rows(self, places: Container[int] | None = None) -> Iterator[Row]:
        """Yield every row that holds anything, with these columns' cells: 1 for A, None for all.

        `FileRefused` for a row that breaks off or is too long.
        """
        lines = _Lines(self._content, self._encoding, self._delimiter)
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        begins = 1
        try:
            for fields in reader:
                if cells := _cells(fields, places):
                    yield begins, cells
                begins = reader.line_num + 1
                lines.delimiters = 0
        except csv.Error as problem:
            raise FileRefused(_broken(begins)) from problem

    def most_rows(self) -> int:
        """Return how many rows there are at most: a line may end with either sign, or both."""
        return 1 + self._content.count(b"\n") + self._content.count(b"\r")


class _Lines:
    """A file's lines, decoded as they are read. A row too long is refused before it is split.

    Its delimiters are counted inside quotation marks too: no text of ours has thousands.
    """

    def __init__(self, content: bytes, encoding: str, delimiter: str) -> None:
        self._text = TextIOWrapper(BytesIO(content), encoding, newline="")
        self._delimiter = delimiter
        self.delimiters = 0  # of the row so far, which may take several lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.delimiters += line.count(self._delimiter)
        if self.delimiters >= LAST_COLUMN:
            raise FileRefused(TOO_MANY_COLUMNS)
        return line


def _cells(fields: list[str], places: Container[int] | None) -> dict[int, Cell]:
    """Return the fields that are not blank by column, without the sign that guards them."""
    cells: dict[int, Cell] = {}
    for place, field in enumerate(fields, 1):
        if places is None or place in places:
            text = text_or_blank(_GUARDED.sub("", field, count=1) if field[:1] == "'" else field)
            if text is not None:
                cells[place] = text
    return cells


def encoding_of(content: bytes) -> str:
    """Return the encoding of the file, as Python names it; `FileRefused` where there is none."""
    if content.startswith(_UTF_16):
        candidates = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", "cp932"]
    for encoding in candidates:
        if _can_be_read(content, encoding):
            return encoding
    raise FileRefused(UNKNOWN_SIGNS)


def _can_be_read(content: bytes, encoding: str) -> bool:
    """Say whether all of a file is text in this encoding. NUL is in no text."""
    try:
        with TextIOWrapper(BytesIO(content), encoding, newline="") as text:
            return all("\0" not in chunk for chunk in iter(lambda: text.read(65536), ""))
    except UnicodeError:
        return False


def _broken(line: int) -> str:
    """Return the sentence on a line that cannot be taken apart."""
    return (
        f'{line}行目から先を読めません。二重引用符（"）が閉じているか確かめて、'
        "Excelで保存し直してください。"
    )
