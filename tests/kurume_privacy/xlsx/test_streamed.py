"""What XlsxWriter would do by itself with a text or a file, and ours does not."""

import tempfile
from io import BytesIO

import pytest

from kurume_privacy.xlsx.reading import open_grid
from kurume_privacy.xlsx.texts import CUT, LONGEST
from kurume_privacy.xlsx.writing import LedgerFile, write_workbook
from tests.kurume_privacy.workbook.written import (
    book_of,
    csv_bytes,
    csv_rows,
    formulas,
    values,
    xlsx_bytes,
)


@pytest.mark.parametrize("text", ["長" * LONGEST, "𠮷" * (LONGEST // 2)], ids=len)
def test_the_longest_text_that_a_cell_holds_is_whole(text):
    assert values(book_of(xlsx_bytes(("内容",), [text])).active)[1] == [text]


@pytest.mark.parametrize("text", ["長" * (LONGEST + 1), "𠮷" * LONGEST], ids=len)
def test_a_longer_one_says_that_it_was_cut_and_csv_has_all_of_it(text):
    ((held,),) = values(book_of(xlsx_bytes(("内容",), [text])).active)[1:]
    assert held.endswith(CUT)
    assert text.startswith(held.removesuffix(CUT))
    assert LONGEST - 1 <= len(held.encode("utf-16-le")) // 2 <= LONGEST
    assert csv_rows(csv_bytes(("内容",), [text]))[1] == [text]


@pytest.mark.parametrize("text", ["<r></r>", "<r></t></is></c><c><f>1+1</f></c></r>"])
def test_a_text_that_looks_like_its_own_xml_is_a_text(text):
    content = xlsx_bytes(("内容",), [text])
    assert formulas(content) == []
    assert values(book_of(content).active)[1] == [text]
    grid = open_grid(content, "台帳.xlsx", "内容".__eq__)
    assert [line.cells for line in grid.lines()] == [(text,)]


def test_it_names_nobody():
    properties = book_of(xlsx_bytes(("内容",))).properties
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_nothing_is_left_on_disk_when_a_line_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = ([1 / left] for left in range(300, -1, -1))
    with pytest.raises(ZeroDivisionError):
        write_workbook(BytesIO(), LedgerFile("台帳", ("内容",), lines))
    assert list(tmp_path.iterdir()) == []
