"""Where a report prints a number: the key of its block, and the words the number belongs to."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kurume_privacy.document.structure import (
    Heading,
    Inlines,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Table,
)
from tests.reports.printed import Path, counts_in, numbers_in, stem, values_of

Place = tuple[Path, int]


def moved(before: Report, after: Report) -> dict[Path, int]:
    """Return by how much each number has grown; what is not printed counts as zero."""
    old, new = dict(places(before)), dict(places(after))
    grown = {place: new.get(place, 0) - old.get(place, 0) for place in old | new}
    return {place: number for place, number in grown.items() if number}


def places(report: Report) -> Iterator[Place]:
    """Yield every number with its place; below a counted heading, the heading's word is the key."""
    for section in report.sections:
        heading = ""
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = "".join(number.label for number in numbers_in(block))
                yield from _by_name("heading", block.content)
            else:
                yield from _of_block(heading or stem(block.key), block)


def _of_block(key: str, block: Paragraph | Listing | Table) -> Iterable[Place]:
    match block:
        case Paragraph():
            return _by_name(key, block.content)
        case Listing():
            return (place for line in block.lines for place in _of_line(key, line))
        case Table():
            return (*_of_caption(key, block.caption), *_of_cells(key, block))


def _by_name(key: str, content: Inlines) -> Iterator[Place]:
    """In prose a number has a name, by which a placeholder calls it."""
    for part in content:
        if isinstance(part, Number):
            yield (key, part.label), part.value


def _of_line(key: str, line: Line) -> Iterator[Place]:
    """In a list it stands behind a word: 市民文化部　8件."""
    for word, part in pairwise(line.content):
        if isinstance(part, Number):
            yield (key, line.marker, word.strip("、　")), part.value


def _of_caption(key: str, caption: Inlines) -> Iterator[Place]:
    for word, part in pairwise(caption):
        if isinstance(part, Number):
            yield (key, word), part.value


def _of_cells(key: str, table: Table) -> Iterator[Place]:
    """In a cell it stands between its headers; 【実施機関：市長】 tells tables of a kind apart."""
    within = [part for part in table.caption if str(part).startswith("【")]
    for value in values_of(table):
        for number in counts_in(value.text):
            yield (key, *within, *value.row, *value.column), number
