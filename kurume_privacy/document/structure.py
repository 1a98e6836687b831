"""The compiled report as one frozen structure: no queries, no request, no clock.

Every rendering (page, PDF, data) reads it and adds nothing. Digits are half-width
here; a rendering sets them full-width in prose. Counted numbers stay numbers (`Number`), in
sentences as in cells, so that no rendering has to read a text to find them.

What only the desk shows (which records a number counts, what a table leaves out) stays there:
`as_data` leaves it out, so nothing that is published can hold it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from kurume_privacy.document.links import Link

AT_THE_DESK = {"at_the_desk": True}  # a field that is not published


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number. ``name`` is what a placeholder in the office's own wording calls it.

    ``link`` leads to the list of exactly the records that it counts.
    """

    value: int
    name: str = ""
    link: Link | None = field(default=None, compare=False, metadata=AT_THE_DESK)

    def __str__(self) -> str:
        return str(self.value)


Inline = str | Number
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell or list; ``marker`` hangs before it: (1), ①, 第1号; ``level`` indents."""

    content: Inlines
    marker: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; level 3 stands below the section's own."""

    content: Inlines
    level: int = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose. ``key`` names it for the office's own wording of a year.

    ``named`` are numbers that such a wording may call though the generated sentence leaves
    them out, as it does zeros.
    """

    key: str
    content: Inlines
    named: tuple[Number, ...] = ()

    @property
    def numbers(self) -> dict[str, Number]:
        """The numbers a placeholder may call, by name."""
        parts = (*self.named, *self.content)
        return {part.name: part for part in parts if isinstance(part, Number) and part.name}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of lines under a title, such as the legend of the clauses."""

    key: str
    title: Inlines
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a header when it has a ``scope`` (col, colgroup, row, rowgroup)."""

    lines: tuple[Line, ...]
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1

    @property
    def value(self) -> int | None:
        """The number, where the cell holds nothing but one."""
        match self.lines:
            case (Line(content=(Number(value=value),)),):
                return value
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; what a rowspan above covers is left out, as in HTML."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a table counts of a year's records, and what it leaves out and why.

    ``counted`` and what is ``left_out`` are together ``records``: all that the ledger has of
    the year. ``unit`` says what one of them is: 請求, 処理, 届出.
    """

    unit: str
    records: Number
    counted: Number
    left_out: tuple[tuple[str, Number], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Each of ``groups`` is kept together on a page; ``title`` is its spoken name.

    ``unit`` is that of its numbers. ``agency`` is named where all of it is about one agency; a
    table by agency has them under the heading 実施機関.
    """

    key: str
    title: str
    head: tuple[Row, ...]
    groups: tuple[tuple[Row, ...], ...]
    caption: Inlines = ()
    unit: str = "件"
    agency: str = ""
    coverage: Coverage | None = field(default=None, compare=False, metadata=AT_THE_DESK)


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the report."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The operations report of one fiscal year, ``year`` being the western year it starts in."""

    year: int
    title: str
    period: str
    sections: tuple[Section, ...]


Node = Report | Section | Block | Row | Cell | Line | Number  # whatever is published
Data = Mapping[str, Any]  # a node as JSON has it


def lines(*texts: str) -> tuple[Line, ...]:
    """Return one plain line a text."""
    return tuple(Line((text,)) for text in texts)


def text_cell(*texts: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a data cell of one plain line a text."""
    return Cell(lines(*texts), "", colspan, rowspan)


def number_cell(value: int, link: Link | None = None, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a data cell that holds one counted number, and the list of what it counts."""
    return Cell((Line((Number(value, link=link),)),), "", colspan, rowspan)


def header_cell(text: str, scope: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a header cell for the given scope."""
    return Cell(lines(text), scope, colspan, rowspan)


def enumeration(counted: Iterable[tuple[str, Number]], particle: str = "") -> list[Inline]:
    """Return 閲覧39件、写しの交付91件 (or, with a particle, 登録が9件、変更が1件), numbers kept."""
    content: list[Inline] = []
    for word, number in counted:
        content += [f"{'、' if content else ''}{word}{particle}", number, "件"]
    return content


def as_data(node: object) -> object:
    """Return the structure as plain dicts, lists, texts and numbers, ready for JSON.

    A block says what it is under ``type``; everything else keeps the names of its fields. What
    is the desk's alone is left out.
    """
    if isinstance(node, Node):
        data = {"type": type(node).__name__.lower()} if isinstance(node, Block | Number) else {}
        return data | {part.name: as_data(getattr(node, part.name)) for part in published(node)}
    if isinstance(node, tuple):
        return [as_data(part) for part in node]
    return node


def published(node: Node) -> list[Field[Any]]:
    """Return the fields of a part of the document that everyone may see."""
    return [part for part in fields(node) if not part.metadata.get("at_the_desk")]


def from_data(data: Data) -> Report:
    """Return the report that `as_data` made plain."""
    sections = tuple(
        Section(section["key"], section["title"], tuple(map(_block, section["blocks"])))
        for section in data["sections"]
    )
    return Report(data["year"], data["title"], data["period"], sections)


def _block(data: Data) -> Block:
    match data["type"]:
        case "heading":
            return Heading(_inlines(data["content"]), data["level"])
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
    return Row(tuple(map(_cell, data["cells"])), data["total"])


def _cell(data: Data) -> Cell:
    lines = tuple(map(_line, data["lines"]))
    return Cell(lines, data["scope"], data["colspan"], data["rowspan"])


def _line(data: Data) -> Line:
    return Line(_inlines(data["content"]), data["marker"], data["level"])


def _inlines(data: Iterable[str | Data]) -> Inlines:
    return tuple(part if isinstance(part, str) else _number(part) for part in data)


def _number(data: Data) -> Number:
    return Number(data["value"], data["name"])
