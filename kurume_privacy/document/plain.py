"""The structure as plain data, ready for JSON, and back. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from kurume_privacy.document.structure import (
    Block,
    Cell,
    Heading,
    Inlines,
    Line,
    Listing,
    Node,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    published,
)

SCHEMA_VERSION = 2  # of the structure; an edition of the first schema has no such mark
Data = Mapping[str, Any]  # a node as JSON has it


def as_data(node: object) -> object:
    """Return the structure as plain dicts, lists, texts and numbers, ready for JSON.

    A report says its schema, a block what it is under ``type``; everything else keeps the names of
    its fields. What is the desk's alone is left out.
    """
    if isinstance(node, Node):
        data: dict[str, object] = {}
        if isinstance(node, Report):
            data["schema"] = SCHEMA_VERSION
        if isinstance(node, Block | Number):
            data["type"] = type(node).__name__.lower()
        data |= {part.name: as_data(getattr(node, part.name)) for part in published(node)}
        return data | {"by": dict(node.by)} if isinstance(node, Number) else data
    if isinstance(node, tuple):
        return [as_data(part) for part in node]
    return node


def from_data(data: Data) -> Report:
    """Return the report that `as_data` made plain, of this schema."""
    sections = tuple(
        Section(section["key"], section["title"], tuple(map(_block, section["blocks"])))
        for section in data["sections"]
    )
    return Report(data["year"], data["title"], data["period"], sections)


def _block(data: Data) -> Block:
    match data["type"]:
        case "heading":
            return Heading(_inlines(data["content"]), data["level"], data["key"])
        case "paragraph":
            named = tuple(map(_number, data["named"]))
            return Paragraph(data["key"], _inlines(data["content"]), named)
        case "listing":
            lines = tuple(map(_line, data["lines"]))
            return Listing(data["key"], _inlines(data["title"]), lines)
        case "table":
            return _table(data)
    raise ValueError(f"unknown block: {data['type']}")


def _table(data: Data) -> Table:
    return Table(
        key=data["key"],
        title=data["title"],
        head=tuple(map(_row, data["head"])),
        groups=tuple(tuple(map(_row, rows)) for rows in data["groups"]),
        caption=_inlines(data["caption"]),
        unit=data["unit"],
        agency=data["agency"],
    )


def _row(data: Data) -> Row:
    return Row(tuple(map(_cell, data["cells"])), data["total"], data["key"])


def _cell(data: Data) -> Cell:
    lines = tuple(map(_line, data["lines"]))
    return Cell(lines, data["scope"], data["colspan"], data["rowspan"], data["key"])


def _line(data: Data) -> Line:
    return Line(_inlines(data["content"]), data["marker"], data["level"], data["key"])


def _inlines(data: Iterable[str | Data]) -> Inlines:
    return tuple(part if isinstance(part, str) else _number(part) for part in data)


def _number(data: Data) -> Number:
    by = tuple(sorted(data["by"].items()))
    return Number(data["value"], data["measure"], by, data["label"])
