"""The compiled report as one frozen structure: no queries, no request, no clock.

Every rendering (page, PDF, data) reads it and adds nothing. Digits are half-width
here; a rendering sets them full-width in prose. Counted numbers stay numbers (`Number`), in
sentences as in cells, so that no rendering has to read a text to find them.

What only the desk shows (which records a number counts, what a table leaves out) stays there:
`plain.as_data` leaves it out, so nothing that is published can hold it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any

from kurume_privacy.document.identity import By, Identity
from kurume_privacy.document.links import Link

AT_THE_DESK = {"at_the_desk": True}  # a field that is not published


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number, known by what it measures (`document.identity`).

    ``label`` is what people read, and what a placeholder of the office's own wording calls it.
    ``link`` leads to the list of exactly the records that it counts.
    """

    value: int
    measure: str = ""
    by: By = ()
    label: str = ""
    link: Link | None = field(default=None, compare=False, metadata=AT_THE_DESK)

    def __str__(self) -> str:
        return str(self.value)

    @property
    def identity(self) -> Identity:
        """What it is the same as, wherever that stands."""
        return Identity(self.measure, self.by)


Inline = str | Number
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell or list; ``marker`` hangs before it: (1), ①, 第1号; ``level`` indents.

    ``key`` says which of a list's lines it is, whatever its words and its place.
    """

    content: Inlines
    marker: str = ""
    level: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; level 3 stands below the section's own."""

    content: Inlines
    level: int = 3
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose. ``key`` names it for the office's own wording of a year.

    ``named`` are the numbers that such a wording may call, those that the generated sentence
    leaves out among them, as it does zeros.
    """

    key: str
    content: Inlines
    named: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of lines under a title, such as the legend of the clauses."""

    key: str
    title: Inlines
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a header when it has a ``scope`` (col, colgroup, row, rowgroup).

    ``key`` says what a header is about, whatever its words: kind=start, or the name of a field.
    """

    lines: tuple[Line, ...]
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    key: str = ""

    @property
    def number(self) -> Number | None:
        """The number, where the cell holds nothing but one."""
        match self.lines:
            case (Line(content=(Number() as number,)),):
                return number
        return None

    @property
    def value(self) -> int | None:
        """The value of that number."""
        return self.number.value if self.number else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; what a rowspan above covers is left out, as in HTML.

    ``key`` says which row of its table it is, whatever its words and its place.
    """

    cells: tuple[Cell, ...]
    total: bool = False
    key: str = ""


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


@dataclass(frozen=True)
class Table:
    """A table. Each of ``groups`` is kept together on a page; ``title`` is its spoken name.

    ``unit`` is that of its numbers. ``agency`` is named where all of it is about one agency; a
    row about one has a header of the key agency=….
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
class Apart:
    """Why totals are more than their parts by these dimensions: some of them count in no part.

    It holds for the numbers of ``measure`` that are narrowed by all of ``over``, of totals that
    are narrowed by all of ``within`` and by none of ``unless``.
    """

    measure: str
    over: frozenset[str]
    why: str
    within: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def explains(self, measure: str, total: frozenset[str], part: frozenset[str]) -> bool:
        """Say whether it explains a total of these dimensions that is not the sum of its parts."""
        between = part - total
        asked = measure == self.measure and self.over <= between
        return asked and self.within <= total and not self.unless & total


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the report.

    ``held`` are numbers that it prints nowhere: what it prints is held against them. ``apart``
    says which totals are more than their parts.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    apart: tuple[Apart, ...] = field(default=(), compare=False, metadata=AT_THE_DESK)
    held: tuple[Number, ...] = field(default=(), compare=False, metadata=AT_THE_DESK)


@dataclass(frozen=True, slots=True)
class Report:
    """The operations report of one fiscal year, ``year`` being the western year it starts in."""

    year: int
    title: str
    period: str
    sections: tuple[Section, ...]


Node = Report | Section | Block | Row | Cell | Line | Number  # whatever is published


def lines(*texts: str) -> tuple[Line, ...]:
    """Return one plain line a text."""
    return tuple(Line((text,)) for text in texts)


def text_cell(*texts: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a data cell of one plain line a text."""
    return Cell(lines(*texts), "", colspan, rowspan)


def number_cell(number: Number, colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a data cell that holds one counted number."""
    return Cell((Line((number,)),), "", colspan, rowspan)


def header_cell(text: str, scope: str, key: str = "", colspan: int = 1, rowspan: int = 1) -> Cell:
    """Return a header cell for the given scope, about what ``key`` says."""
    return Cell(lines(text), scope, colspan, rowspan, key)


def enumeration(counted: Iterable[tuple[str, Number]], particle: str = "") -> list[Inline]:
    """Return 閲覧39件、写しの交付91件 (or, with a particle, 登録が9件、変更が1件), numbers kept."""
    content: list[Inline] = []
    for word, number in counted:
        content += [f"{'、' if content else ''}{word}{particle}", number, "件"]
    return content


def every_number(node: object) -> Iterator[Number]:
    """Yield every number below a part of the document in its order, the desk's own included."""
    if isinstance(node, Number):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from every_number(part)
    elif isinstance(node, Node | Coverage):
        for part in fields(node):
            yield from every_number(getattr(node, part.name))


def published(node: Node) -> list[Field[Any]]:
    """Return the fields of a part of the document that everyone may see."""
    return [part for part in fields(node) if not part.metadata.get("at_the_desk")]
