"""What a report prints, in plain shapes: sentences, lists, and cells by their headers.

Counted numbers stand in angle brackets, so that a number that was typed is not taken for one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import is_dataclass
from itertools import product
from typing import NamedTuple

from kurume_privacy.document.structure import (
    Block,
    Cell,
    Heading,
    Inlines,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    published,
)

Path = tuple[str, ...]


class Said(NamedTuple):
    """A heading or a paragraph."""

    key: str
    text: str


class Listed(NamedTuple):
    """A list of lines under a title."""

    key: str
    title: str
    lines: tuple[str, ...]


class Value(NamedTuple):
    """A cell that is no header, found by the headers to the left of it and above it."""

    row: Path
    column: Path
    text: str


class Tabled(NamedTuple):
    """A table's cells, row by row."""

    key: str
    caption: str
    values: tuple[Value, ...]


def counted(number: int) -> str:
    """Return a counted number as it stands in these shapes."""
    return f"<{number}>"


def counts_in(text: str) -> list[int]:
    """Return every counted number of a text in these shapes."""
    return [int(digits) for digits in re.findall(r"<(\d+)>", text)]


def texts_of(node: object) -> Iterator[str]:
    """Yield every text below a shape, or below many of them."""
    if isinstance(node, str):
        yield node
        return
    for part in node.values() if isinstance(node, dict) else node:
        yield from texts_of(part)


def printed(report: Report) -> dict[str, list]:
    """Return everything the report prints below its title, section by section."""
    return {section.key: blocks_of(section) for section in report.sections}


def blocks_of(section: Section) -> list[Said | Listed | Tabled]:
    """Return what a section prints below its title."""
    return [_shape(block) for block in section.blocks]


def _shape(block: Block) -> Said | Listed | Tabled:
    match block:
        case Heading(content=content):
            return Said("heading", _text(content))
        case Paragraph(key=key, content=content):
            return Said(stem(key), _text(content))
        case Listing(key=key, title=title, lines=lines):
            return Listed(stem(key), _text(title), tuple(map(_line, lines)))
        case Table(key=key, caption=caption):
            return Tabled(stem(key), _text(caption), tuple(values_of(block)))


def stem(key: str) -> str:
    """Return a key without the ids in it, which differ from database to database."""
    return re.sub(r"\.\d+(?=\.|$)", "", key)


def _text(content: Inlines) -> str:
    return "".join(counted(part.value) if isinstance(part, Number) else part for part in content)


def _line(line: Line) -> str:
    return line.marker + _text(line.content)


def _cell_text(cell: Cell) -> str:
    return "\n".join(map(_line, cell.lines))


def values_of(table: Table) -> Iterator[Value]:
    """Yield the cells that are no headers, each once, with the headers that it has."""
    columns = [_headers(column) for column in zip(*grid(table.head), strict=True)]
    for group in table.groups:
        for cells in grid(group):
            for place, (cell, begins) in enumerate(cells):
                if begins and not cell.scope:
                    yield Value(_headers(cells[:place]), columns[place], _cell_text(cell))


Placed = tuple[Cell, bool]


def grid(rows: tuple[Row, ...]) -> list[list[Placed]]:
    """Lay the rows out as a browser does: a cell stands at every place that it spans.

    Each place also says whether the cell begins there.
    """
    places: list[dict[int, Placed]] = [{} for _ in rows]
    for top, row in enumerate(rows):
        left = 0
        for cell in row.cells:
            while left in places[top]:
                left += 1
            for below, right in product(range(cell.rowspan), range(cell.colspan)):
                places[top + below][left + right] = (cell, below == right == 0)
    return [[row[place] for place in sorted(row)] for row in places]


def _headers(cells: Sequence[Placed]) -> Path:
    """Return the words of the headers among the cells, each header once."""
    headers: list[Cell] = []
    for cell, _ in cells:
        if cell.scope and not any(cell is known for known in headers):
            headers.append(cell)
    return tuple(map(_cell_text, headers))


def numbers_in(node: object) -> Iterator[Number]:
    """Yield every counted number that is printed, wherever it stands in the document."""
    if isinstance(node, Number):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from numbers_in(part)
    elif is_dataclass(node):
        for field in published(node):
            if field.name != "named":
                yield from numbers_in(getattr(node, field.name))
