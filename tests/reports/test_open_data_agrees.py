"""Page, PDF, workbook, CSV and JSON say the same number in every cell, read back from the files."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.document import Report
from kurume_privacy.fiscal import FiscalYear
from reports import render
from reports.compile import compile_report
from reports.files import Facts, files_of
from reports.open_data import tables, workbook
from tests.reports import described, documents, drawing, ledger, readback

FACTS = Facts(1, date(2022, 7, 29), 390)
years = st.sampled_from(drawing.YEARS)


def as_texts(rows: list) -> list[list[str]]:
    """Return rows as a form without numbers has them."""
    return [[str(text) for text in row] for row in rows]


def assert_files_agree(report: Report, files: dict[str, bytes]):
    """Hold what is read back from the files against the document, cell for cell."""
    cells, data = readback.cells_of(report), readback.data_of(report)
    assert readback.from_json(files["report.json"]) == cells
    assert readback.from_html(files["report.html"]) == cells
    assert readback.from_workbook(files["report.xlsx"]) == cells
    tidy = {key: values for key, values in data.items() if values}
    assert readback.tidy_workbook(files["report.xlsx"]) == tidy
    assert readback.tidy(readback.rows_of(files["long.csv"])) == tidy
    for key, rows in cells.items():
        assert readback.from_csv(files[f"tables/{key}.csv"]) == as_texts(rows)
        own = readback.tidy(readback.rows_of(files[f"tables/{key}.long.csv"]))
        assert own.get(key, {}) == data[key]


def assert_pdf_agrees(report: Report, pdf: bytes):
    printed = readback.from_pdf(pdf)
    for table in readback.tables_in(report):
        rows = as_texts(readback.cells_of(report)[table.key])
        assert printed.pop(table.title) == rows
    assert not printed


def quick_files(report: Report) -> dict[str, bytes]:
    """Make all files but the PDF, which takes longer than all others together."""
    return {
        "report.html": render.html(report).encode(),
        "report.json": render.data(report).encode(),
        "report.xlsx": workbook.workbook_of(report),
        "long.csv": tables.long(report),
        **tables.files_of(report),
    }


@pytest.mark.django_db
def test_all_files_of_reiwa3_agree(reiwa3):
    files = {path: file.content for path, file in files_of(reiwa3, FACTS).items()}
    assert_files_agree(reiwa3, files)
    assert_pdf_agrees(reiwa3, files["report.pdf"])


def test_a_number_that_differs_would_be_found():
    report = documents.report_of(documents.table_of_groups(2, 2))
    other = quick_files(documents.report_of(documents.table_of_groups(2, 3)))
    with pytest.raises(AssertionError):
        assert_files_agree(report, other)


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

    @settings(max_examples=12, deadline=None)
    @given(st.data(), years)
    def test_all_files_of_a_random_year_agree(self, data, year):
        report = self.drawn(data, year)
        assert_files_agree(report, quick_files(report))

    @settings(max_examples=3, deadline=None)
    @given(st.data(), years)
    def test_so_does_its_pdf(self, data, year):
        report = self.drawn(data, year)
        assert_pdf_agrees(report, render.pdf(report))
