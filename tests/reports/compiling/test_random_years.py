"""Whatever was recorded, the report prints what a count by hand finds, and nothing more."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document import structure as document
from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from tests.examples import examples
from tests.reports import described, drawing, ledger, naive
from tests.reports.plain import City
from tests.reports.printed import (
    Listed,
    Tabled,
    Value,
    counts_in,
    grid,
    numbers_in,
    printed,
    texts_of,
)

TOTAL = ("合計",)
years = st.sampled_from(drawing.YEARS)


class RandomYears(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()

    def drawn(self, data: st.DataObject, year: int) -> tuple[City, Report]:
        """Draw a city, enter it, and compile the year."""
        city = data.draw(drawing.cities_about(year, self.laws, self.agencies))
        ledger.enter(city)
        return city, compile_report(FiscalYear(year))

    @examples(15)
    @given(st.data(), years)
    def test_the_report_prints_what_a_count_by_hand_finds(self, data, year):
        city, report = self.drawn(data, year)
        expected, found = naive.count(city, year), printed(report)
        assert list(found) == list(expected)
        for section, blocks in expected.items():
            assert found[section] == blocks
        numbers = Counter(number.value for number in numbers_in(report))
        assert numbers == Counter(counts_in("".join(texts_of(expected))))

    @examples(6)
    @given(st.data(), years)
    def test_it_holds_together(self, data, year):
        _, report = self.drawn(data, year)
        assert_keys_stand_once(report)
        assert_tables_are_rectangles(report)
        for blocks in printed(report).values():
            assert_totals_are_sums(blocks)
            assert_breakdowns_add_up(blocks)
            assert_courses_add_up(blocks)


def all_blocks(report: Report, kind: type) -> list:
    """Return every block of this kind, of all sections."""
    return [
        block for section in report.sections for block in section.blocks if isinstance(block, kind)
    ]


def assert_keys_stand_once(report: Report):
    for kind in (document.Paragraph, document.Listing, document.Table):
        keys = [block.key for block in all_blocks(report, kind)]
        assert sorted(keys) == sorted(set(keys))


def assert_tables_are_rectangles(report: Report):
    for table in all_blocks(report, document.Table):
        rows = [row for part in (table.head, *table.groups) for row in grid(part)]
        assert len({len(row) for row in rows}) == 1


def assert_totals_are_sums(blocks: list):
    for table in (block for block in blocks if isinstance(block, Tabled)):
        rows = (value for value in table.values if value.row != TOTAL)
        assert totals(table) in ({}, sums(rows))


def assert_breakdowns_add_up(blocks: list):
    """An outcome's rows add up to its heading, and that is its column in the main table."""
    columns = {}
    for place, block in enumerate(blocks):
        if block.key == "disclosure.requests":
            columns = totals(block) if isinstance(block, Tabled) else {}
        elif block.key == "heading" and (heading := counts_in(block.text)):
            column = own_number(columns, block.text.partition("（")[0])
            below = takewhile(
                lambda block: block.key == "disclosure.breakdown", blocks[place + 1 :]
            )
            assert [column] == heading == sorted(set(sums_below(below)))


def own_number(columns: dict, outcome: str) -> int:
    """The total of an outcome by itself: what stands as うち behind it is a part of its column.

    It may stand twice: as うち of the kinds that its parent answers, and alone for the others.
    """
    answers = [(path[-1], number) for path, number in columns.items() if len(path) > 1]
    names = [name for name, _ in answers]
    if outcome not in names:
        return dict(answers)[f"うち{outcome}"]
    inner = dict(answers).get(f"うち{outcome}", 0)
    place = names.index(outcome)
    parts = takewhile(lambda answer: answer[0].startswith("うち"), answers[place + 1 :])
    return inner + answers[place][1] - sum(number for _, number in parts)


def assert_courses_add_up(blocks: list):
    """What was open or came in ended somehow or waits, kind by kind and all together.

    Opening + received + transferred in = decided + withdrawn + transferred out + pending.
    """
    for table in (block for block in blocks if block.key == "disclosure.course"):
        for origin, values in groupby(table.values, key=lambda value: value.row[0]):
            rows = {row: sums(cells) for row, cells in groupby(values, key=lambda cell: cell.row)}
            for every, *ends in (row.values() for row in rows.values()):
                assert every == sum(ends)
            whole = rows.pop((origin, "計"))
            assert Counter(whole) == sum(
                map(Counter, rows.values()), Counter(dict.fromkeys(whole, 0))
            )


def sums_below(blocks: Iterable) -> Iterator[int]:
    """Yield the sum of every column and list; and hold each department against its own rows."""
    added = Counter()
    for block in blocks:
        if isinstance(block, Listed):
            added["lines"] += sum(counts_in("".join(block.lines)))
            continue
        added.update(sums(block.values))
        for _, department in groupby(block.values, key=lambda value: value.row[0]):
            assert len(set(sums(department).values())) == 1
    return (+added).values()


def totals(table: Tabled) -> dict:
    """The numbers in the row 合計, by column; empty where there is no such row."""
    return sums(value for value in table.values if value.row == TOTAL)


def sums(values: Iterable[Value]) -> dict:
    """The numbers of these cells, added up by column."""
    added = Counter()
    for value in values:
        added[value.column] += sum(counts_in(value.text))
    return dict(added)
