"""正誤表: where an edition differs from the one before, cell by cell. Pure.

Tables are matched by their key, rows by the texts of their headers. Rows of the same headers, or
of none, are matched by their order: what is alike at the beginning and at the end stays, so that
a row that was added or taken away is named as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from kurume_privacy.document.grid import Grid, text_of
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Report,
    Table,
)

PROSE = "本文"
TITLE = "表題"
BETWEEN = "／"  # between the headers of one cell, the outer one first


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
Cells = dict[tuple[str, int], str]  # the texts of a row, by header and how often it came before
Key = tuple[type[Block], str, int]  # a block's kind, its key, and how often both came before
Part = TypeVar("Part")


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


def _parts(was: Block | None, now: Block | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield (row, column, wrong, right) of every part of a block."""
    if isinstance(was or now, Table):
        yield TITLE, "", _heads(was), _heads(now)
        yield from _rows(_cells(was), _cells(now))
    else:
        for wrong, right in _aligned(_said(was), _said(now)):
            yield "", "", wrong or "", right or ""


def _heads(table: Block | None) -> str:
    if not isinstance(table, Table):
        return ""
    return "　".join(filter(None, (table.title, _text(table.caption), table.agency, table.unit)))


def _said(block: Block | None) -> list[str]:
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return [_text(content)]
        case Listing(title=title, lines=lines):
            said = [line.marker + _text(line.content) for line in lines]
            return [_text(title), *said]
    return []


# Tables


def _cells(table: Block | None) -> dict[str, list[Cells]]:
    """Return the rows of a table by their headers, each as its texts by column."""
    by_place: dict[int, tuple[str, Cells]] = {}
    for datum in Grid.of(table).data if isinstance(table, Table) else ():
        _, cells = by_place.setdefault(datum.row, (_joined(datum.row_headers), {}))
        name = _joined(datum.column_headers)
        cells[name, sum(known == name for known, _ in cells)] = text_of(datum.cell)
    rows = defaultdict(list)
    for label, cells in by_place.values():
        rows[label].append(cells)
    return rows


def _joined(headers: Iterable[str]) -> str:
    return BETWEEN.join(header.replace("\n", "") for header in headers)


def _rows(
    before: Mapping[str, list[Cells]], after: Mapping[str, list[Cells]]
) -> Iterator[tuple[str, str, str, str]]:
    for label in dict.fromkeys([*before, *after]):
        pairs = _aligned(before.get(label, []), after.get(label, []))
        for number, (was, now) in enumerate(pairs, start=1):
            for column in dict.fromkeys([*(was or {}), *(now or {})]):
                wrong, right = ((row or {}).get(column, "") for row in (was, now))
                yield label or f"{number}行目", column[0], wrong, right


def _aligned(
    before: Sequence[Part], after: Sequence[Part]
) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield pairs of what stands for the same; nothing on one side of what has no partner."""
    first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    first = min(len(before), len(after)) if first is None else first
    ends = zip(reversed(before[first:]), reversed(after[first:]), strict=False)
    rest = [*ends]
    last = next((n for n, (a, b) in enumerate(rest) if a != b), len(rest))
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    yield from zip(before[:first], after[:first], strict=True)
    yield from zip_longest(old, new) if len(old) == len(new) else _matched(old, new)
    yield from zip(before[len(before) - last :], after[len(after) - last :], strict=True)


def _matched(old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    matcher = SequenceMatcher(None, [str(one) for one in old], [str(one) for one in new], False)
    for _, start, end, place, stop in matcher.get_opcodes():
        yield from zip_longest(old[start:end], new[place:stop])
