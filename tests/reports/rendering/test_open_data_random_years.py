"""Whatever was recorded: page, PDF, workbook, CSV and JSON say the same number in every cell."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from reports.rendering import render
from tests.examples import examples
from tests.reports import described, drawing, ledger
from tests.reports.agreement import assert_files_agree, assert_pdf_agrees, quick_files

years = st.sampled_from(drawing.YEARS)


class RandomYears(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()

    def drawn(self, data: st.DataObject, year: int) -> Report:
        """Draw a city, enter it, and compile the year."""
        ledger.enter(data.draw(drawing.cities_about(year, self.laws, self.agencies)))
        return compile_report(FiscalYear(year))

    @examples(5)
    @given(st.data(), years)
    def test_all_files_of_a_random_year_agree(self, data, year):
        report = self.drawn(data, year)
        assert_files_agree(report, quick_files(report))

    @examples(2)
    @given(st.data(), years)
    def test_so_does_its_pdf(self, data, year):
        report = self.drawn(data, year)
        assert_pdf_agrees(report, render.pdf(report))
