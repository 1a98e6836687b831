"""Added up as the dictionary says, every table gives the totals that the report prints."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Number, Row, Table, header_cell, number_cell
from reports.compiling.compile import compile_report
from reports.rendering.open_data import tables
from reports.rendering.open_data.dictionary import MEANINGS
from tests.examples import examples
from tests.reports import described, documents, drawing, ledger
from tests.reports.summed import assert_the_rule_finds_the_totals, rows_of, sums

REQUESTS = "disclosure.requests"


def test_the_rule_stands_in_the_dictionary():
    meaning, *_ = MEANINGS["合計値"]
    assert "一つの年度の一つの表IDの中で、指標IDが同じ0の値だけを足す" in meaning
    assert not any("足し上げ" in MEANINGS[name][0] for name in MEANINGS if name != "合計値")


def test_requests_and_their_answers_are_summed_apart(reiwa3):
    found = sums(rows_of(tables.long(reiwa3)))
    assert found[REQUESTS, "disclosure.requests"] == 152
    assert found[REQUESTS, "disclosure.dispositions"] == 152


def test_a_department_is_the_total_of_its_combinations(reiwa3):
    rows = [row for row in rows_of(tables.long(reiwa3)) if "breakdown" in row["表ID"]]
    departments = [row for row in rows if "clauses=" not in row["区分ID"]]
    assert departments
    assert {row["合計値"] for row in departments} == {"1"}
    assert {row["合計行"] for row in rows} == {"0"}
    (total,) = sums(rows).values()
    assert total == 48


def test_every_table_of_the_sample_is_met(reiwa3):
    summed = sums(rows_of(tables.long(reiwa3)))
    assert assert_the_rule_finds_the_totals(reiwa3) == len(summed) >= 5


class TestATotal:
    """A number of which nothing but its row is known, and one that has nothing below it."""

    def flags(self, *rows: tuple[bool, Number]) -> list[str]:
        lines = tuple(
            Row((header_cell(f"行{place}", "row"), number_cell(number)), total=total)
            for place, (total, number) in enumerate(rows)
        )
        table = Table("made.one", "作った表", (Row((header_cell("件数", "col"),)),), (lines,))
        return [row["合計値"] for row in rows_of(tables.long(documents.report_of(table)))]

    def test_without_a_measure_stands_in_a_row_of_totals(self):
        assert self.flags((False, Number(1)), (True, Number(1))) == ["0", "1"]

    def test_with_nothing_below_it_is_added_up_itself(self):
        assert self.flags((True, Number(3, "made", (("kind", "a"),)))) == ["0"]

    def test_of_another_measure_is_no_part(self):
        one, other = Number(3, "made"), Number(3, "other", (("kind", "a"),))
        assert self.flags((False, one), (False, other)) == ["0", "0"]

    def test_of_another_key_is_no_part(self):
        whole = Number(3, "made", (("kind", "a"),))
        part = Number(3, "made", (("kind", "b"), ("method", "c")))
        assert self.flags((False, whole), (False, part)) == ["0", "0"]

    def test_has_inner_counts_that_are_not_added_up_either(self):
        whole = Number(3, "made", (("kind", "a"), ("parent", "refused")))
        within = (("kind", "a"), ("outcome", "not_held"), ("parent", "refused"))
        inner = Number(1, "made", within)
        beside = Number(1, "made", (("kind", "b"), ("parent", "not_held")))
        lines = (whole, inner, beside)
        assert self.flags(*((False, each) for each in lines)) == ["0", "1", "0"]

    def test_is_known_by_its_dimensions_wherever_it_stands(self):
        whole = Number(3, "made", (("kind", "a"),))
        part = Number(3, "made", (("kind", "a"), ("method", "c")))
        assert self.flags((False, part), (False, whole)) == ["0", "1"]


class RandomYears(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()

    @examples(10)
    @given(st.data(), st.sampled_from(drawing.YEARS))
    def test_every_table_of_a_random_year_is_met(self, data, year):
        ledger.enter(data.draw(drawing.cities_about(year, self.laws, self.agencies)))
        assert assert_the_rule_finds_the_totals(compile_report(FiscalYear(year))) >= 3
