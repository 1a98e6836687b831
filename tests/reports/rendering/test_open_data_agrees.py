"""Page, PDF, workbook, CSV and JSON say the same number in every cell, read back from the files."""

from datetime import date

import pytest

from reports.rendering.files import Facts, files_of
from tests.reports import documents
from tests.reports.agreement import assert_files_agree, assert_pdf_agrees, quick_files

FACTS = Facts(1, date(2022, 7, 29), 390)


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
