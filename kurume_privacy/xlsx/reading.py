"""A sheet that a person sends: opened safely, its headings found, its lines streamed.

Nothing is raised but `FileRefused`, whose sentence says what to do. Cells come as they are
stored: no text is normalised, no era date read here.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Protocol

from openpyxl.utils import get_column_letter

from kurume_privacy.xlsx.book import Book
from kurume_privacy.xlsx.cells import Cell, Wrong, folded, text_or_blank
from kurume_privacy.xlsx.csv_file import CsvFile, encoding_of
from kurume_privacy.xlsx.own_sheets import OWN_SHEETS
from kurume_privacy.xlsx.refusals import (
    MOST_BYTES,
    MOST_LINES,
    TOO_MANY_LINES,
    FileRefused,
    is_workbook,
    refuse_by_sight,
)
from kurume_privacy.xlsx.sheet_rows import Row

__all__ = [
    "MOST_BYTES",
    "MOST_LINES",
    "Cell",
    "ColumnHeading",
    "FileRefused",
    "SheetGrid",
    "SheetLine",
    "holds_more",
    "open_grid",
]

NOTHING = "何も書かれていません。見出しと記録のあるファイルを選んでください。"
NO_HEADINGS = (
    "見出しの行が見つかりません。記入用の様式と同じ見出しを、はじめの30行までに入れてください。"
)
MOST_SHEETS = 100
FURTHER_SHEETS = f"シートが多いため、{MOST_SHEETS + 1}枚目から後のシートは読みません。"
LINES_LOOKED_AT = 30
LONGEST_HEADING = 200  # what is longer is no heading
_REMEMBERED = 4_096  # texts of which it is known whether they are headings


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the sheet by its own number; a cell for each heading, in their order."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A heading as it is written, and the number of its column: 1 for A."""

    place: int
    text: str


class Source(Protocol):
    """A sheet or a CSV file: rows that hold anything, with their numbers."""

    name: str
    hidden: bool

    def rows(self, places: Container[int] | None = None) -> Iterator[Row]:
        """Yield the rows; of these columns only, where they are given."""

    def most_rows(self) -> int:
        """Return how many rows there are at most, blank ones among them; found out cheaply."""


@dataclass(frozen=True)
class SheetGrid:
    """The sheet that is read: where its headings stand, and the lines below them."""

    sheet: str  # "" for a CSV file
    heading_line: int
    headings: tuple[ColumnHeading, ...]
    notices: tuple[str, ...]
    source: Source = field(repr=False, compare=False)

    def lines(self) -> Iterator[SheetLine]:
        """Yield the lines below the headings but for blank ones; may be called again."""
        places = [heading.place for heading in self.headings]
        for number, cells in self.source.rows(frozenset(places)):
            if number > self.heading_line and cells:
                yield SheetLine(number, tuple([cells.get(place) for place in places]))


@dataclass(frozen=True)
class _Candidate:
    """A sheet with its best line of headings; ``recognised`` counts those that the ledger has."""

    source: Source
    line: int = 0
    headings: tuple[ColumnHeading, ...] = ()
    recognised: int = 0
    holds_anything: bool = False


def open_grid(content: bytes, name: str, knows: Callable[[str], bool]) -> SheetGrid:
    """Return the sheet with the most known headings, of a workbook or a CSV file.

    ``knows`` says whether the ledger has a column with this heading. `FileRefused`, with a
    sentence for whoever sent it, where the file is dangerous or unreadable or no sheet has a known
    heading. Too many lines are found out here, before anything is done with the first of them.
    """
    refuse_by_sight(content, name)
    knows = lru_cache(_REMEMBERED)(knows)
    if not is_workbook(content, name):
        return _of_some_lines(_grid(_separated(content, knows), [], knows))
    sheets = Book(content).sheets
    candidates = [_looked_at(sheet, knows) for sheet in sheets[:MOST_SHEETS]]
    grid = _grid(candidates, candidates, knows)
    if len(sheets) > MOST_SHEETS:
        grid = replace(grid, notices=(*grid.notices, FURTHER_SHEETS))
    return _of_some_lines(grid)


def _of_some_lines(grid: SheetGrid) -> SheetGrid:
    """Return the grid; refuse too many lines. They are read only where there may be too many."""
    most = grid.source.most_rows() - 1  # but for the headings
    if most > MOST_LINES and holds_more(grid, MOST_LINES):
        raise FileRefused(TOO_MANY_LINES)
    return grid


def holds_more(grid: SheetGrid, lines: int) -> bool:
    """Say whether a grid holds more than so many lines; no more of them are read."""
    return any(True for _ in islice(grid.lines(), lines, None))


def _separated(content: bytes, knows: Callable[[str], bool]) -> list[_Candidate]:
    """Return a CSV file read with commas; with tabs where commas show no heading."""
    encoding, found, refusals = encoding_of(content), [], []
    for delimiter in ",\t":
        try:
            found.append(_looked_at(CsvFile(content, delimiter, encoding), knows))
        except FileRefused as refusal:  # quotation marks stand where no comma ends them
            refusals.append(refusal)
        if found and found[-1].recognised:
            break
    if not any(candidate.recognised for candidate in found) and refusals:
        raise refusals[0]
    return found


def _looked_at(source: Source, knows: Callable[[str], bool]) -> _Candidate:
    """Return the best line of headings among the first lines; the first of equals."""
    best = _Candidate(source)
    for line, cells in islice(source.rows(), LINES_LOOKED_AT):
        headings = tuple(_headings(cells))
        recognised = sum(knows(heading.text) for heading in headings)
        if recognised > best.recognised or not best.holds_anything:
            best = _Candidate(source, line, headings, recognised, holds_anything=True)
    return best


def _headings(cells: dict[int, Cell]) -> Iterator[ColumnHeading]:
    """Yield what stands in a line as headings, by column."""
    for place, cell in sorted(cells.items()):
        text = None if isinstance(cell, Wrong) else text_or_blank(str(cell))
        if text and len(text) <= LONGEST_HEADING:
            yield ColumnHeading(place, text)


def _grid(
    candidates: list[_Candidate], sheets: Iterable[_Candidate], knows: Callable[[str], bool]
) -> SheetGrid:
    """Return the best candidate, with a notice on every other sheet that is not read."""
    best = max(candidates, key=lambda each: (each.recognised, not each.source.hidden))
    if not best.recognised:
        holds = any(candidate.holds_anything for candidate in candidates)
        raise FileRefused(NO_HEADINGS if holds else NOTHING)
    _refuse_twice(best.headings, knows)
    notices = [
        f"シート「{other.source.name}」は読みません。"
        for other in sheets
        if other is not best and _is_missed(other)
    ]
    return SheetGrid(best.source.name, best.line, best.headings, tuple(notices), best.source)


def _is_missed(other: _Candidate) -> bool:
    """Say whether a sheet that is not read is told: neither our own nor hidden lists are."""
    if other.source.name in OWN_SHEETS:
        return False
    return bool(other.recognised) if other.source.hidden else other.holds_anything


def _refuse_twice(headings: Iterable[ColumnHeading], knows: Callable[[str], bool]) -> None:
    """Refuse a known heading over two columns: nobody could say which one is meant."""
    places = defaultdict(list)
    for heading in headings:
        if knows(heading.text):
            places[folded(heading.text)].append(heading)
    for same in places.values():
        if len(same) > 1:
            columns = "と".join(f"{get_column_letter(heading.place)}列" for heading in same)
            raise FileRefused(
                f"見出し「{same[0].text}」が、{columns}にあります。使わない列の見出しを消してください。"
            )
