"""The values that formulas had: openpyxl writes formulas without them, and reading needs them."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from kurume_privacy.xlsx.book import Book
from kurume_privacy.xlsx.package import Handler

_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*/>|<f.*?</f>)<v ?(?:/>|></v>)</c>', re.DOTALL
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_SPECIAL = str.maketrans(_ESCAPES)


def with_stored_values(saved: bytes, original: bytes, sheet: str) -> bytes:
    """Return a workbook as openpyxl saved it, with the values its formulas had in the original.

    ``saved`` and ``original`` are the bytes of the files, ``sheet`` the name of the sheet in both.
    """
    values = dict(_stored(original, sheet))
    if not values:
        return saved
    part, made = _part(Book(saved), sheet), BytesIO()
    with ZipFile(BytesIO(saved)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            held = old.read(info)
            if info.filename == part:
                held = _FORMULA.sub(lambda cell: _with_value(cell, values), held)
            new.writestr(info, held, ZIP_DEFLATED)
    return made.getvalue()


def _stored(content: bytes, sheet: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield where a formula stands with the kind and the text of its value."""
    book = Book(content)
    return book.package.stream(_part(book, sheet), _FormulaHandler())


def _part(book: Book, sheet: str) -> str:
    """Return the part that holds a sheet."""
    return next(found.part for found in book.sheets if found.name == sheet)


def _with_value(cell: re.Match[bytes], values: dict[str, tuple[str, str]]) -> bytes:
    """Return a formula's cell with its value, if it had one."""
    place, style, formula = cell.groups()
    if place.decode() not in values:
        return cell[0]
    kind, text = values[place.decode()]
    value = text.translate(_SPECIAL).encode()
    return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (place, style, kind.encode(), formula, value)


class _FormulaHandler(Handler[tuple[str, tuple[str, str]]]):
    """Collects the values of formulas."""

    def __init__(self) -> None:
        self._made: list[tuple[str, tuple[str, str]]] = []
        self._told: dict[str, str] = {}
        self._pieces: list[str] = []
        self._formula = self._value = self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a cell, its formula or its value."""
        if name == "c":
            self._told, self._pieces = attributes, []
            self._formula = self._value = False
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._value = self._inside = True

    def end(self, name: str) -> None:
        """Keep a cell with a formula and a value."""
        if name == "v":
            self._inside = False
        elif name == "c" and self._formula and self._value and "r" in self._told:
            kind, text = self._told.get("t", "n"), "".join(self._pieces)
            if text or kind == "str":
                self._made.append((self._told["r"], (kind, text)))

    def text(self, text: str) -> None:
        """Keep the value's text."""
        if self._inside:
            self._pieces.append(text)

    def take(self) -> list[tuple[str, tuple[str, str]]]:
        """Return the formulas since the last call."""
        made, self._made = self._made, []
        return made
