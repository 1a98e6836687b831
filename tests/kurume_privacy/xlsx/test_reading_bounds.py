"""A small file never takes much memory or time: what it repeats without end is refused."""

import tracemalloc

import pytest

from kurume_privacy.xlsx import book, refusals, sheet_rows
from kurume_privacy.xlsx.book import Book
from kurume_privacy.xlsx.package import LONGEST_TAG, MOST_COLLECTED
from kurume_privacy.xlsx.reading import (
    FURTHER_SHEETS,
    LINES_LOOKED_AT,
    MOST_SHEETS,
    FileRefused,
    open_grid,
)
from kurume_privacy.xlsx.refusals import LAST_COLUMN
from tests.kurume_privacy.workbook.difficult import (
    headed,
    inline,
    packed,
    parts_of,
    relations,
    with_parts,
)

MEGABYTE = 1024 * 1024
DATED = '<row><c s="0"><v>1</v></c></row>'
COLLECTED = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"]


def lines_of(content, name="台帳.xlsx"):
    grid = open_grid(content, name, "番号".__eq__)
    return [line.cells for line in grid.lines()]


def refusal(content, name="台帳.xlsx"):
    """Return the sentence with which a file is refused."""
    with pytest.raises(FileRefused) as refused:
        lines_of(content, name)
    return str(refused.value)


def memory_of(act, *arguments):
    """Return what an act gives back, and how much memory it took at most."""
    tracemalloc.start()
    try:
        return act(*arguments), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class TestElements:
    @pytest.mark.parametrize("part", COLLECTED)
    def test_a_part_of_elements_without_end_is_refused(self, part):
        content = with_parts({part: f"<x>{'<a/>' * (MOST_COLLECTED // 50)}</x>"}, DATED)
        assert refusal(content) == refusals.UNPACKS_HUGE

    def test_they_take_little_memory(self):
        content = with_parts({"xl/styles.xml": f"<x>{'<a/>' * 500_000}</x>"}, DATED)
        sentence, memory = memory_of(refusal, content)
        assert sentence == refusals.UNPACKS_HUGE
        assert memory < 100 * MEGABYTE

    def test_long_attributes_count_too(self):
        element = f'<a name="{"字" * 300_000}"/>'
        content = with_parts({"xl/styles.xml": f"<x>{element * 51}</x>"}, DATED)
        assert refusal(content) == refusals.UNPACKS_HUGE

    def test_as_many_styles_as_excel_can_hold_are_read(self):
        style = '<xf numFmtId="14"><alignment/><protection/></xf>'
        styles = f"<x><cellStyleXfs>{style * 65_000}</cellStyleXfs></x>"
        assert lines_of(with_parts({"xl/styles.xml": styles}, DATED)) == [(1,)]

    @pytest.mark.parametrize("tag", ['<x y="{}"/>', "<!--{}--><x/>"])
    def test_an_element_without_end_is_refused(self, tag):
        content = with_parts({"xl/workbook.xml": tag.format("字" * LONGEST_TAG)})
        sentence, memory = memory_of(refusal, content)
        assert sentence == refusals.DAMAGED
        assert memory < 20 * MEGABYTE


class TestColumns:
    @pytest.mark.parametrize("before", ["", "番号,内容\n", "番号,内容\n" + "1\n" * LINES_LOOKED_AT])
    @pytest.mark.parametrize("more", ["," * LAST_COLUMN, '"\n",' * LAST_COLUMN])
    def test_a_line_of_a_csv_file_beyond_the_last_column_is_refused(self, before, more):
        content = f"{before}番号{more}\n".replace('番号"', '"').encode()
        assert refusal(content, "台帳.csv") == refusals.TOO_MANY_COLUMNS

    def test_as_many_columns_as_excel_has_are_read(self):
        content = f"番号{',' * (LAST_COLUMN - 1)}\n1{',' * (LAST_COLUMN - 1)}\n".encode()
        assert lines_of(content, "台帳.csv") == [("1",)]

    def test_columns_without_end_take_little_memory(self):
        content = b"," * 5_000_000
        sentence, memory = memory_of(refusal, content, "台帳.csv")
        assert sentence == refusals.TOO_MANY_COLUMNS
        assert memory < 30 * MEGABYTE


class TestSheets:
    def parts(self, number):
        """Return the parts of a workbook with so many sheets, the last of which has a heading."""
        parts = parts_of()
        named = {f"worksheets/sheet{each}.xml": "worksheet" for each in range(1, number + 1)}
        parts["xl/_rels/workbook.xml.rels"] = relations(named)
        sheets = (f'<sheet name="表{each}" r:id="r{each}"/>' for each in range(1, number + 1))
        parts["xl/workbook.xml"] = f'<workbook xmlns:r="r">{"".join(sheets)}</workbook>'
        parts |= {f"xl/{part}": "<worksheet/>" for part in named}
        rows = f"<row>{inline('番号')}</row><row><c><v>1</v></c></row>"
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet>{rows}</worksheet>"
        return parts

    def test_sheets_of_the_same_part_are_one(self):
        parts = parts_of(f"<row>{inline('番号')}</row>{DATED}")
        sheet = '<sheet name="台帳" sheetId="1" r:id="r1"/>'
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheet, sheet * 200)
        content = packed(parts)
        assert len(Book(content).sheets) == 1
        assert open_grid(content, "台帳.xlsx", "番号".__eq__).notices == ()
        assert lines_of(content) == [(1,)]

    def test_the_last_sheet_that_is_looked_at_is_read(self):
        grid = open_grid(packed(self.parts(MOST_SHEETS)), "台帳.xlsx", "番号".__eq__)
        assert (grid.sheet, grid.notices) == ("表100", ())

    def test_further_sheets_are_told_and_not_read(self):
        parts = self.parts(MOST_SHEETS + 1)
        assert refusal(packed(parts)) != ""
        parts["xl/worksheets/sheet1.xml"] = parts[f"xl/worksheets/sheet{MOST_SHEETS + 1}.xml"]
        grid = open_grid(packed(parts), "台帳.xlsx", "番号".__eq__)
        assert (grid.sheet, grid.notices) == ("表1", (FURTHER_SHEETS,))
        assert FURTHER_SHEETS == "シートが多いため、101枚目から後のシートは読みません。"


class TestSharedTexts:
    CELL = '<c t="s"><v>0</v></c>'

    @pytest.mark.parametrize(("number", "sentence"), [(100, ""), (101, refusals.UNPACKS_HUGE)])
    def test_texts_without_end_are_refused(self, monkeypatch, number, sentence):
        monkeypatch.setattr(book, "MOST_TEXTS", 100)
        content = headed(f"<row>{self.CELL}</row>", shared="<si/>" * number)
        assert (refusal(content) if sentence else lines_of(content)) == (sentence or [])

    def test_a_long_text_in_every_cell_of_a_row_is_refused(self):
        text = f"<si><t>{'字' * 900_000}</t></si>"
        content = headed(f"<row>{self.CELL * 2}</row><row>{self.CELL * 1000}</row>", shared=text)
        sentence, memory = memory_of(refusal, content)
        assert sentence == refusals.UNPACKS_HUGE
        assert memory < 100 * MEGABYTE

    def test_a_long_text_in_every_row_is_refused(self, monkeypatch):
        monkeypatch.setattr(sheet_rows, "MOST_UNPACKED", 10_000_000)
        text = f"<si><t>{'字' * 900_000}</t></si>"
        rows = f"<row>{self.CELL}</row>{'<row/>' * 40_000}" * 12
        assert refusal(headed(rows, shared=text)) == refusals.UNPACKS_HUGE
