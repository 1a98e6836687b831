"""What the style sheet is told of a table's shape, and how digits are set."""

import pytest

from kurume_privacy.document.structure import Row, Table, header_cell, text_cell
from reports.templatetags.typesetting import classes, prose, row_class, tabular
from tests.reports import documents
from tests.reports.documents import count_cell


def numbers(columns: int, rows: int = 1) -> Table:
    head = Row(tuple(header_cell("件", "col") for _ in range(columns)))
    return Table("n", "数", (head,), (tuple(Row((count_cell(1),) * columns) for _ in range(rows)),))


def test_a_table_of_sentences_is_wordy():
    assert classes(documents.table_of_sentences(2, 2)) == "report-table wordy"


def test_a_table_of_numbers_is_not():
    assert classes(numbers(4)) == "report-table"


def test_rows_that_belong_together_stay_whole_where_they_fit_a_page():
    assert classes(documents.table_of_groups(2, 6)) == "report-table grouped whole"
    assert classes(documents.table_of_groups(10, 6)) == "report-table grouped"


@pytest.mark.parametrize(("columns", "broad"), [(9, False), (10, True)])
def test_a_table_of_many_columns_is_broad(columns, broad):
    assert ("broad" in classes(numbers(columns))) == broad


def test_only_a_row_longer_than_a_page_may_be_torn():
    assert row_class(Row((text_cell("短い"),))) == ""
    assert row_class(Row((text_cell("長" * 2000),))) == "tall"
    assert row_class(Row((count_cell(1),), total=True)) == "total"


def test_digits_are_full_width_in_prose_and_half_width_in_tables():
    assert prose("第10条") == "第１０条"
    assert tabular("第１０条") == "第10条"


def test_the_setting_decides(settings):
    settings.REPORT_PROSE_DIGITS, settings.REPORT_TABLE_DIGITS = "half", "full"
    assert prose("第１０条") == "第10条"
    assert tabular("第10条") == "第１０条"
