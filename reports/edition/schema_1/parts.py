"""Parts of a document of the first schema, with keys and identities put in. Frozen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kurume_privacy.document.grid import Datum, Grid, PlacedCell, text_of
from kurume_privacy.document.identity import TOTAL, By, by_of, written
from kurume_privacy.document.structure import Cell, Inline, Line, Number, Paragraph, Row, Table
from reports.edition.schema_1.words import AGENCIES, key_of

Identified = Callable[[Number], Number]


def identified(number: Number, measure: str, by: By = (), label: str | None = None) -> Number:
    """Return a number with its identity, and a label where it had none."""
    return replace(number, measure=measure, by=by, label=number.label if label is None else label)


def told(content: Iterable[Inline], tell: Identified) -> tuple[Inline, ...]:
    """Return a content with the identities of its numbers."""
    return tuple(tell(part) if isinstance(part, Number) else part for part in content)


def paragraph(block: Paragraph, tell: Identified) -> Paragraph:
    """Return a paragraph with the identities of its numbers."""
    named = tuple(map(tell, block.named))
    return replace(block, content=told(block.content, tell), named=named)


def rebuilt(
    table: Table,
    header_key: Callable[[PlacedCell], str],
    row_key: Callable[[Row, tuple[str, ...]], str],
    tell: Callable[[Datum, Number], Number],
) -> Table:
    """Return a table whose headers and rows have keys, and whose numbers have identities.

    ``row_key`` is asked with the texts of a row's headers, ``tell`` for every number of a cell.
    """
    grid = Grid.of(table)
    placed, data = iter(grid.cells), grid.data_by_place()
    headers = _headers_by_row(grid)

    def row(line: Row, number: int) -> Row:
        cells = []
        for cell in line.cells:
            place = next(placed)
            datum = data.get(place.at)
            cells.append(
                _cell(cell, datum, tell) if datum else replace(cell, key=header_key(place))
            )
        key = "" if number < grid.head else row_key(line, headers.get(number, ()))
        return replace(line, cells=tuple(cells), key=key)

    rows = iter([row(line, number) for number, line in enumerate(_rows(table))])
    head = tuple(next(rows) for _ in table.head)
    return replace(
        table, head=head, groups=tuple(tuple(next(rows) for _ in group) for group in table.groups)
    )


def _rows(table: Table) -> Iterator[Row]:
    yield from table.head
    for group in table.groups:
        yield from group


def _headers_by_row(grid: Grid) -> dict[int, tuple[str, ...]]:
    """Return the texts of the headers of each row, those that a span brings along too."""
    found: dict[int, list[str]] = {}
    for placed in grid.cells:
        if placed.cell.scope in ("row", "rowgroup"):
            for row in range(placed.row, placed.row + placed.height):
                found.setdefault(row, []).append(text_of(placed.cell))
    return {row: tuple(texts) for row, texts in found.items()}


def _cell(cell: Cell, datum: Datum, tell: Callable[[Datum, Number], Number]) -> Cell:
    lines = tuple(
        replace(line, content=told(line.content, lambda number: tell(datum, number)))
        for line in cell.lines
    )
    return replace(cell, lines=lines)


def by_agency(table: Table, measure: str, kind: Callable[[str], By]) -> Table:
    """Return a table of agencies × kinds, whose last row is the total."""

    def header_key(placed: PlacedCell) -> str:
        text = text_of(placed.cell)
        if placed.cell.scope == "row":
            return _agency(text)
        return "agency" if placed.column == 0 else written(kind(text))

    def tell(datum: Datum, number: Number) -> Number:
        by = dict(kind(datum.column_headers[-1]))
        if not datum.line.total:
            by |= {"agency": key_of(AGENCIES, datum.row_headers[0])}
        return identified(number, measure, by_of(**by), datum.column_headers[-1])

    def row_key(line: Row, headers: tuple[str, ...]) -> str:
        return TOTAL if line.total else _agency(headers[0])

    return rebuilt(table, header_key, row_key, tell)


def _agency(name: str) -> str:
    return TOTAL if name == "合計" else written(by_of(agency=key_of(AGENCIES, name)))


def listing(
    table: Table, columns: Sequence[str], row_key: Callable[[str], str] = lambda header: ""
) -> Table:
    """Return a table that lists records, its columns under these keys."""

    def header_key(placed: PlacedCell) -> str:
        return columns[placed.column] if placed.cell.scope else ""

    def key_of_row(line: Row, headers: tuple[str, ...]) -> str:
        return row_key(headers[0])

    return rebuilt(table, header_key, key_of_row, lambda datum, number: number)


def with_row_numbers(table: Table, measure: str, label: str) -> Table:
    """Return a table whose numbers stand between words, each narrowed by its row's key."""

    def number_of(row: Row, number: Number) -> Number:
        dimension, _, key = row.key.partition("=")
        return identified(number, measure, by_of(**{dimension: key}), label)

    def line_of(row: Row, line: Line) -> Line:
        return replace(line, content=told(line.content, lambda number: number_of(row, number)))

    def row_of(row: Row) -> Row:
        cells = tuple(
            replace(cell, lines=tuple(line_of(row, line) for line in cell.lines))
            for cell in row.cells
        )
        return replace(row, cells=cells)

    return replace(table, groups=tuple(tuple(map(row_of, group)) for group in table.groups))
