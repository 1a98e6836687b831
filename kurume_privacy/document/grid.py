"""A table as a true grid: every cell at its place, every datum with the headers that it has. Pure.

Rows leave out what a span covers, as in HTML; here the spans are laid out as a browser does, so
that a workbook, a tidy table, the PDF's tags and a comparison all find the same headers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from kurume_privacy.document.structure import Cell, Row, Table

Coordinates = tuple[int, int]  # row and column, both from 0; the head's rows come first


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell at its place, ``height`` and ``width`` being what it really covers.

    No span leaves its group, as in HTML.
    """

    row: int
    column: int
    cell: Cell
    height: int = 1
    width: int = 1

    @property
    def at(self) -> Coordinates:
        """Where its upper left corner is."""
        return self.row, self.column

    @property
    def places(self) -> Iterator[Coordinates]:
        """Every place that it covers."""
        rows = range(self.row, self.row + self.height)
        return product(rows, range(self.column, self.column + self.width))


@dataclass(frozen=True, slots=True)
class Datum:
    """A cell of the body that is no header, and its headers, the outer ones first.

    ``row`` and ``column`` are its place in ``Grid.texts``, ``line`` is the row that it stands in.
    """

    row: int
    column: int
    cell: Cell
    line: Row
    row_headed_by: tuple[PlacedCell, ...] = ()
    column_headed_by: tuple[PlacedCell, ...] = ()

    @property
    def row_headers(self) -> tuple[str, ...]:
        """The texts of the headers beside it."""
        return tuple(text_of(header.cell) for header in self.row_headed_by)

    @property
    def column_headers(self) -> tuple[str, ...]:
        """The texts of the headers above it."""
        return tuple(text_of(header.cell) for header in self.column_headed_by)

    @property
    def text(self) -> str:
        """What the cell says."""
        return text_of(self.cell)

    @property
    def value(self) -> int | str:
        """Its number, where it holds nothing but one; its text otherwise."""
        return self.text if self.cell.value is None else self.cell.value


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out.

    ``cells`` are all of them in the order in which they are written, ``data`` those that carry
    the table's content, ``texts`` the printed matrix: a text stands where its cell begins, and
    what else a span covers is empty. The first ``head`` rows are the table's head.
    """

    head: int
    cells: tuple[PlacedCell, ...]
    data: tuple[Datum, ...]
    texts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, table: Table) -> "Grid":
        """Return ``table`` laid out; the same table is laid out once and remembers it."""
        known: dict[str, Grid] = vars(table)
        if "grid" not in known:
            known["grid"] = cls._of(table)
        return known["grid"]

    @classmethod
    def _of(cls, table: Table) -> "Grid":
        parts = (table.head, *table.groups)
        head, rows = len(table.head), tuple(chain.from_iterable(parts))
        cells = tuple(_laid_out(parts))
        covered = {place: placed for placed in cells for place in placed.places}
        return cls(head, cells, tuple(_data(cells, rows, covered, head)), _texts(covered))

    def data_by_place(self) -> dict[Coordinates, Datum]:
        """Return the data by where they stand."""
        return {(datum.row, datum.column): datum for datum in self.data}


def text_of(cell: Cell) -> str:
    """Return what a cell says, its markers included, a line a line."""
    said = (line.marker + "".join(map(str, line.content)) for line in cell.lines)
    return "\n".join(said)


def _laid_out(parts: Iterable[tuple[Row, ...]]) -> Iterator[PlacedCell]:
    top = 0
    for rows in parts:
        yield from _part(rows, top)
        top += len(rows)


def _part(rows: tuple[Row, ...], top: int) -> Iterator[PlacedCell]:
    taken: set[Coordinates] = set()
    for number, row in enumerate(rows, start=top):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            height = min(cell.rowspan, top + len(rows) - number)
            placed = PlacedCell(number, column, cell, height, cell.colspan)
            taken.update(placed.places)
            yield placed


def _data(
    cells: tuple[PlacedCell, ...],
    lines: tuple[Row, ...],
    covered: dict[Coordinates, PlacedCell],
    head: int,
) -> Iterator[Datum]:
    rows, columns = _row_headers(covered), _column_headers(covered)
    for placed in cells:
        if placed.row >= head and not placed.cell.scope:
            beside, above = _of_row(placed, rows), _of_column(placed, columns)
            line = lines[placed.row]
            yield Datum(*placed.at, placed.cell, line, tuple(beside), tuple(above))


Headers = dict[int, dict[Coordinates, PlacedCell]]  # by the row, or the column, that they cover


def _row_headers(covered: dict[Coordinates, PlacedCell]) -> Headers:
    found: Headers = {}
    for (row, _), placed in covered.items():
        if placed.cell.scope in ("row", "rowgroup"):
            found.setdefault(row, {})[placed.at] = placed
    return found


def _column_headers(covered: dict[Coordinates, PlacedCell]) -> Headers:
    found: Headers = {}
    for (_, column), placed in covered.items():
        if placed.cell.scope in ("col", "colgroup"):
            found.setdefault(column, {})[placed.at] = placed
    return found


def _of_row(placed: PlacedCell, rows: Headers) -> list[PlacedCell]:
    """Return the headers left of a cell; where there are none, those right of it."""
    beside: dict[Coordinates, PlacedCell] = {}
    for row in range(placed.row, placed.row + placed.height):
        beside |= rows.get(row, {})
    left = [header for header in beside.values() if header.column < placed.column]
    return sorted(left or beside.values(), key=lambda header: (header.column, header.row))


def _of_column(placed: PlacedCell, columns: Headers) -> list[PlacedCell]:
    """Return the headers above a cell."""
    over: dict[Coordinates, PlacedCell] = {}
    for column in range(placed.column, placed.column + placed.width):
        over |= columns.get(column, {})
    above = [header for header in over.values() if header.row < placed.row]
    return sorted(above, key=lambda header: header.at)


def _texts(covered: dict[Coordinates, PlacedCell]) -> tuple[tuple[str, ...], ...]:
    height = 1 + max((row for row, column in covered), default=-1)
    width = 1 + max((column for row, column in covered), default=-1)
    texts = [[""] * width for _ in range(height)]
    for placed in covered.values():
        texts[placed.row][placed.column] = text_of(placed.cell)
    return tuple(map(tuple, texts))
