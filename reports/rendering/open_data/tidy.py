"""The tidy long form: a row a datum, and in it all that one must know to understand it.

Numbers are numbers, the western year stands beside the era, and each row names city, unit and
agency, so that rows of several tables and years can be laid one under the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.grid import Coordinates, Datum, Grid, text_of
from kurume_privacy.document.identity import PARTS_OF, written
from kurume_privacy.document.structure import Number, Paragraph, Report, Section, Table
from reports.rendering.open_data.plain import Value, plain

CODE, CITY = "402036", "久留米市"
AGENCY = "agency="  # how the key of a header about an agency begins
ALL_AGENCIES = "全実施機関"
NOTE = "note"  # how the key of a paragraph ends that explains the table of this key
LEVELS = 2  # columns for the headers of a datum; deeper ones share the last
COLUMNS = (
    "全国地方公共団体コード",
    "地方公共団体名",
    "年度（西暦）",
    "年度",
    "期間の初日",
    "期間の末日",
    "節番号",
    "節",
    "表ID",
    "表題",
    "行番号",
    "列番号",
    "実施機関",
    "行見出し1",
    "行見出し2",
    "列見出し1",
    "列見出し2",
    "合計行",
    "数値",
    "単位",
    "文字",
    "指標ID",
    "区分ID",
    "合計値",
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table of a report, with the number of its section and its own."""

    table: Table
    section: Section
    section_number: int
    number: int

    @property
    def note(self) -> str:
        """What the report says below the table to explain it, if anything."""
        found = (block for block in self.section.blocks if isinstance(block, Paragraph))
        notes = (one for one in found if one.key == f"{self.table.key}.{NOTE}")
        return "".join(str(part) for one in notes for part in one.content)


def tables_of(report: Report) -> tuple[Numbered, ...]:
    """Return the tables of a report in their order, numbered through."""
    found = [
        (block, section, place)
        for place, section in enumerate(report.sections, start=1)
        for block in section.blocks
        if isinstance(block, Table)
    ]
    return tuple(Numbered(*one, number) for number, one in enumerate(found, start=1))


def rows_of(report: Report, numbered: Numbered) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each datum of a table, under `COLUMNS`."""
    year, table = FiscalYear(report.year), numbered.table
    grid = Grid.of(table)
    totals = totals_of(grid)
    common: tuple[Value, ...] = (CODE, CITY, report.year, str(year), year.first_day.isoformat())
    common += (year.last_day.isoformat(), numbered.section_number, plain(numbered.section.title))
    for datum in grid.data:
        yield (
            *common,
            *(table.key, plain(table.title), datum.row - grid.head + 1, datum.column + 1),
            _agency(table, datum),
            *_levels(datum.row_headers),
            *_levels(datum.column_headers),
            int(datum.line.total),
            *_content(datum, table.unit),
            int((datum.row, datum.column) in totals),
        )


def totals_of(grid: Grid) -> frozenset[Coordinates]:
    """Return where the data stand that are not added up: totals of others of the same table.

    A number is one where the table has numbers of its measure with all of its dimensions and
    more; one without a measure, where it stands in a row of totals. And an inner count is counted
    in the whole beside it (`PARTS_OF`).
    """
    counted = {
        (datum.row, datum.column): datum.cell.number
        for datum in grid.data
        if datum.cell.number is not None and datum.cell.number.measure
    }
    broken_down: dict[str, set[frozenset[tuple[str, str]]]] = defaultdict(set)
    for number in counted.values():
        if not _is_inner(number):
            broken_down[number.measure].add(frozenset(number.by))
    by_identity = {
        place
        for place, number in counted.items()
        if _is_inner(number) or any(frozenset(number.by) < by for by in broken_down[number.measure])
    }
    by_row = {(datum.row, datum.column) for datum in grid.data if datum.line.total}
    return frozenset(by_identity | (by_row - counted.keys()))


def _is_inner(number: Number) -> bool:
    """Say whether it is a part of a whole that stands beside it."""
    dimensions = number.identity.dimensions
    return any({whole, part} <= dimensions for whole, part in PARTS_OF.items())


def _agency(table: Table, datum: Datum) -> str:
    """Return the agency that a row is about, or the whole table; a total is about all of them."""
    headers = (placed.cell for placed in datum.row_headed_by if placed.cell.key.startswith(AGENCY))
    named = next((plain(text_of(header)) for header in headers), table.agency)
    return ALL_AGENCIES if datum.line.total else named or ALL_AGENCIES


def _levels(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headers on `LEVELS` levels, the outer one first, the last ones joined."""
    texts = list(map(plain, headers))
    outer, inner = texts[: LEVELS - 1], texts[LEVELS - 1 :]
    levels = [*outer, *(["／".join(inner)] if inner else [])]
    return (*levels, *("",) * (LEVELS - len(levels)))


def _content(datum: Datum, unit: str) -> tuple[Value, ...]:
    """Return the number with its unit and what it measures, or the text."""
    number = datum.cell.number
    if number is None:
        return None, "", plain(datum.text), "", ""
    return number.value, unit, "", number.measure, written(number.by)
