"""The warning about small numbers: it names every cell, for each of them has to be judged."""

import pytest

from kurume_privacy.document.structure import Number, Row, Table, header_cell, number_cell
from reports.compiling.checks import small_cells
from tests.reports import documents


def table_of(count, number):
    """Return a table with so many rows, each of the one number."""
    rows = tuple(
        Row((header_cell(f"行{place}", "row"), number_cell(number))) for place in range(count)
    )
    head = Row((header_cell("行", "col"), header_cell("件数", "col")))
    return Table("made", "作った表", (head,), (rows,))


@pytest.mark.parametrize("count", [1, 20, 21, 22, 60])
def test_each_is_named(count):
    report = documents.report_of(table_of(count, Number(1, "disclosure.requests")))
    (finding,) = small_cells.findings(report)
    assert f"1件又は2件の欄が{count}あります" in finding.sentence
    assert finding.subjects == tuple(f"「作った表」行{n}・件数：1件" for n in range(count))


def test_none_is_where_no_person_is_counted():
    report = documents.report_of(table_of(30, Number(1, "registrations.notices")))
    assert not list(small_cells.findings(report))
