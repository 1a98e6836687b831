"""A text that Excel would cut off stands in the way of publication."""

import pytest

from kurume_privacy.document.findings import Severity
from kurume_privacy.document.structure import Row, Table, header_cell, text_cell
from reports.compiling.checks.lengths import LONGEST, findings
from tests.reports.documents import report_of


def table_with(*cells) -> Table:
    head = Row(tuple(header_cell(f"列{place}", "col") for place, _ in enumerate(cells)))
    return Table("made.long", "長い表", (head,), ((Row(cells),),))


def test_the_sample_has_none(reiwa3):
    assert list(findings(reiwa3)) == []


@pytest.mark.parametrize("text", ["字" * LONGEST, "😀" * (LONGEST // 2)])
def test_as_long_as_excel_allows_is_in_order(text):
    assert list(findings(report_of(table_with(text_cell(text))))) == []


@pytest.mark.parametrize(
    ("text", "length"), [("字" * (LONGEST + 1), "32,768"), ("😀" * (LONGEST // 2 + 1), "32,768")]
)
def test_one_more_is_an_error_that_names_its_table(text, length):
    (finding,) = findings(report_of(table_with(text_cell(text))))
    assert (finding.check, finding.severity) == ("cell_too_long", Severity.ERROR)
    assert finding.subjects == (f"「長い表」の「{text[:20]}…」（{length}字）",)


def test_lines_of_a_cell_count_together():
    (finding,) = findings(report_of(table_with(text_cell(*["字" * 5000] * 7))))
    assert finding.subjects == (f"「長い表」の「{'字' * 20}…」（35,006字）",)


def test_headers_count_as_they_are_joined():
    headers = (header_cell("字" * 20_000, "row") for _ in range(3))
    (finding,) = findings(report_of(table_with(*headers, text_cell("内容"))))
    assert finding.subjects == (f"「長い表」の「{'字' * 20}…」（40,001字）",)
