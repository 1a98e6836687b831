"""正誤表: where an edition differs from the one before, cell by cell. Pure.

Like is paired with like: blocks, headings, rows, columns and lines by their keys, whatever their
words and their places. A header that was reworded is named once. What lists records without a key,
as old editions do, is paired by its headers, and by what is alike before and behind it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kurume_privacy.document.grid import Datum, Grid, PlacedCell, text_of
from kurume_privacy.document.identity import TOTAL
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Inlines,
    Line,
    Listing,
    Paragraph,
    Report,
    Table,
)
from reports.edition.pairing import aligned, by_key

PROSE = "本文"
TITLE = "表題"
HEADER = "見出し"
BETWEEN = "／"  # between the headers of one cell, the outer one first
NAME = -1  # the place of a record's name under its heading, apart from the cells beside it


@dataclass(frozen=True, slots=True)
class Erratum:
    """One cell or sentence: what was wrong, what is right, and why.

    ``wrong`` is empty where something was added, ``right`` where it was taken away.
    """

    section: str
    table: str
    row: str
    column: str
    wrong: str
    right: str
    reason: str


Place = tuple[str, str, str, str]  # section, table, row, column
Difference = tuple[Place, str, str]
Cellwise = tuple[str, str, str, str]  # row, column, wrong, right
Keyed = list[tuple[str, "TableRow"]]  # the rows of a table with their keys
Column = tuple[tuple[str, ...], int]  # what its headings are about, and how often that came before
Key = tuple[type[Block], str, int]  # a block's kind, its key, and how often both came before


def compare(before: Report, after: Report, reason: str) -> tuple[Erratum, ...]:
    """Return what ``after`` corrects in ``before``, in the order of the report."""
    return tuple(
        Erratum(*place, wrong, right, reason)
        for place, wrong, right in _differences(before, after)
        if wrong != right
    )


def _differences(before: Report, after: Report) -> Iterator[Difference]:
    yield ("", TITLE, "", ""), before.title, after.title
    yield ("", TITLE, "", ""), before.period, after.period
    old, new = _sections(before), _sections(after)
    for key in dict.fromkeys([*old, *new]):
        named = (new.get(key) or old[key])[0]
        (was, former), (now, latter) = (found.get(key, ("", ())) for found in (old, new))
        yield (named, TITLE, "", ""), was, now
        yield from _blocks(named, former, latter)


def _sections(report: Report) -> dict[str, tuple[str, tuple[Block, ...]]]:
    return {
        section.key: (f"{number}　{section.title}", section.blocks)
        for number, section in enumerate(report.sections, start=1)
    }


def _blocks(section: str, before: Iterable[Block], after: Iterable[Block]) -> Iterator[Difference]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        title = _title(now or was)
        for row, column, wrong, right in _parts(was, now):
            yield (section, title, row, column), wrong, right


def _by_key(blocks: Iterable[Block]) -> dict[Key, Block]:
    """Return the blocks by kind and key; those without one by how many came before."""
    found: dict[Key, Block] = {}
    for block in blocks:
        key = type(block), getattr(block, "key", "")
        found[(*key, sum(known[:2] == key for known in found))] = block
    return found


def _title(block: Block | None) -> str:
    match block:
        case Table(title=title):
            return title
        case Listing(title=title) if title:
            return _text(title)
    return PROSE


def _text(content: Inlines) -> str:
    return "".join(map(str, content))


def _parts(was: Block | None, now: Block | None) -> Iterator[Cellwise]:
    """Yield (row, column, wrong, right) of every part of a block."""
    if isinstance(was or now, Table):
        yield TITLE, "", _heads(was), _heads(now)
        yield from _headers(was, now)
        yield from _rows(_body(was), _body(now))
    else:
        yield "", "", _said(was), _said(now)
        pairs, *rest = by_key(_lines(was), _lines(now))
        for wrong, right in (*pairs, *aligned(*rest)):
            yield "", "", wrong or "", right or ""


def _heads(table: Block | None) -> str:
    if not isinstance(table, Table):
        return ""
    return "　".join(filter(None, (table.title, _text(table.caption), table.agency, table.unit)))


def _said(block: Block | None) -> str:
    match block:
        case Heading(content=content) | Paragraph(content=content) | Listing(title=content):
            return _text(content)
    return ""


def _lines(block: Block | None) -> list[tuple[str, str]]:
    """Return the lines of a list: (key, what is said)."""
    found: tuple[Line, ...] = block.lines if isinstance(block, Listing) else ()
    return [(line.key, line.marker + _text(line.content)) for line in found]


# Tables


@dataclass
class TableRow:
    """A row of a table's body: what it is called, and its cells by column: (heading, text)."""

    label: str
    cells: dict[Column, tuple[str, str]] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What it says, for finding what is alike."""
        return [text for _, text in self.cells.values()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TableRow) and self.texts == other.texts

    def __str__(self) -> str:
        return str(self.texts)


def _is_of_the_table(key: str) -> bool:
    """Say whether a header is about the table's own dimensions, and not about one record."""
    return "=" in key or key == TOTAL


def _headers(was: Block | None, now: Block | None) -> Iterator[Cellwise]:
    """Yield the headers that are worded otherwise, each once however often it is printed."""
    old, new = _headers_of(was), _headers_of(now)
    for (is_row, key), text in new.items():
        if (former := old.get((is_row, key), text)) != text:
            row, column = (text, HEADER) if is_row else (HEADER, text)
            yield _joined([row]), _joined([column]), former, text


def _headers_of(table: Block | None) -> dict[tuple[bool, str], str]:
    """Return the texts of the headers by whether they head a row, and by their key."""
    found: dict[tuple[bool, str], str] = {}
    for placed in Grid.of(table).cells if isinstance(table, Table) else ():
        is_row = placed.cell.scope in ("row", "rowgroup")
        if placed.cell.key and (not is_row or _is_of_the_table(placed.cell.key)):
            found[is_row, placed.cell.key] = text_of(placed.cell)
    return found


def _body(table: Block | None) -> Keyed:
    """Return the rows of a table with their keys, an empty one for what has none."""
    if not isinstance(table, Table):
        return []
    rows: dict[Hashable, tuple[str, TableRow]] = {}
    grid = Grid.of(table)
    heads = {one.cell.key: text_of(one.cell) for one in grid.cells if one.row < grid.head}
    for datum in grid.data:
        if grid.head and not datum.column_headed_by:
            continue  # its place in the list: who comes after another is no error
        key = _row_key(datum)
        _, row = rows.setdefault(key or datum.row, (key, TableRow(_joined(datum.row_headers))))
        _put(row, datum.column_headed_by, text_of(datum.cell))
        _put_name(row, datum, heads)
    return list(rows.values())


def _row_key(datum: Datum) -> str:
    """Return the key of the row that a datum is in: that of its headers, or of the record."""
    keys = [placed.cell.key for placed in datum.row_headed_by]
    return ";".join(keys) if keys and all(map(_is_of_the_table, keys)) else datum.line.key


def _put(row: TableRow, headers: Sequence[PlacedCell], text: str) -> None:
    """Put a text under its headings; a second one under the same stands beside the first."""
    name = tuple(placed.cell.key or text_of(placed.cell) for placed in headers)
    place = sum(known == name for known, _ in row.cells)
    row.cells[name, place] = _joined(text_of(placed.cell) for placed in headers), text


def _put_name(row: TableRow, datum: Datum, heads: Mapping[str, str]) -> None:
    """Put what a record is called under the heading of the same key: it may be corrected too."""
    for placed in datum.row_headed_by:
        key = placed.cell.key
        if key and not _is_of_the_table(key):
            row.cells[(key,), NAME] = heads.get(key, ""), text_of(placed.cell)


def _joined(headers: Iterable[str]) -> str:
    return BETWEEN.join(header.replace("\n", "") for header in headers)


def _rows(before: Keyed, after: Keyed) -> Iterator[Cellwise]:
    """Yield the cells of the rows of one key, then of what is called alike."""
    pairs, *rest = by_key(before, after)
    for was, now in pairs:
        yield from _cells(was, now, now.label)
    yield from _alike(*map(_by_label, rest))


def _by_label(rows: Iterable[TableRow]) -> dict[str, list[TableRow]]:
    found: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        found[row.label].append(row)
    return found


def _alike(
    before: Mapping[str, list[TableRow]], after: Mapping[str, list[TableRow]]
) -> Iterator[Cellwise]:
    for label in dict.fromkeys([*before, *after]):
        pairs = aligned(before.get(label, []), after.get(label, []))
        for number, (was, now) in enumerate(pairs, start=1):
            yield from _cells(was, now, label or f"{number}行目")


def _cells(was: TableRow | None, now: TableRow | None, label: str) -> Iterator[Cellwise]:
    old, new = (row.cells if row else {} for row in (was, now))
    nothing = ("", "")
    for key in dict.fromkeys([*old, *new]):
        heading, _ = new.get(key) or old[key]
        yield label, heading, old.get(key, nothing)[1], new.get(key, nothing)[1]
