"""The file that goes back: its wrong cells marked, everything else as it was."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from kurume_privacy.xlsx import marking
from kurume_privacy.xlsx.marking import MOST_MARKED_LINES, holds_all, marked
from kurume_privacy.xlsx.marks import MOST_COMMENTS, RED
from kurume_privacy.xlsx.reading import open_grid
from tests.kurume_privacy.workbook.difficult import (
    STRICT_MAIN,
    STRICT_RELATED,
    headed,
    inline,
    saved,
)

KNOWN = ("番号", "届出日", "備考", "件数", "合計", "内容")
WRONG = "日付を直してください。"


def grid_of(content, name="台帳.xlsx"):
    return open_grid(content, name, lambda text: text in KNOWN)


def lines_of(content, name="台帳.xlsx"):
    return [(line.number, *line.cells) for line in grid_of(content, name).lines()]


def bytes_of(book):
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def marked_bytes(content, problems, name="台帳.xlsx"):
    return marked(content, name, grid_of(content, name), problems)[0]


def sheet_of(content):
    return load_workbook(BytesIO(content)).active


def red_cells(sheet):
    return [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor == RED.fgColor]


def comments(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


@pytest.fixture
def book():
    book = Workbook()
    book.active.title = "台帳"
    for row in (
        ["外部提供台帳"],
        ["番号", "届出日", "備考"],
        [1, "4月", "x"],
        [2, date(2021, 4, 20), "=1"],
    ):
        book.active.append(row)
    book.active["C4"].data_type = "s"
    return book


# The plain case


def test_a_wrong_cell_is_red_and_says_what_is_wrong(book):
    content = bytes_of(book)
    made, name = marked(content, "台帳.xlsx", grid_of(content), {3: [(2, WRONG)]})
    assert name == "台帳（確認）.xlsx"
    sheet = sheet_of(made)
    assert red_cells(sheet) == ["B3"]
    assert comments(sheet)["B3"] == WRONG
    assert comments(sheet)["A2"].startswith("1行に、1件の誤りがあります。\n薄い赤のセル")
    assert lines_of(made) == lines_of(content)


@pytest.mark.parametrize("name", ["台帳.csv", "台帳（確認）.xlsx", "C:/x/台帳.XLSX"])
def test_the_name_says_that_it_was_checked(book, name):
    assert marking.marked_name(name) == "台帳（確認）.xlsx"


def test_several_sentences_on_a_cell_stand_below_each_other(book):
    made = marked_bytes(bytes_of(book), {3: [(2, WRONG), (2, "もう一つ。"), (3, "別。")]})
    assert comments(sheet_of(made))["B3"] == f"{WRONG}\nもう一つ。"
    assert comments(sheet_of(made))["C3"] == "別。"


def test_a_sentence_on_the_whole_line_reddens_the_line(book):
    sheet = sheet_of(marked_bytes(bytes_of(book), {3: [(None, "同じ番号があります。")]}))
    assert red_cells(sheet) == ["A3", "B3", "C3"]
    assert comments(sheet)["A3"] == "同じ番号があります。"


# Everything else stays


def test_formats_lists_and_other_sheets_stay(book):
    book.active["A3"].font = Font(bold=True)
    book.active["B4"].number_format = "[$-411]ge.m.d"
    book.active.column_dimensions["B"].width = 33
    book.active.column_dimensions["C"].hidden = True
    choice = DataValidation("list", formula1='"一,二"')
    choice.add("C3:C99")
    book.active.add_data_validation(choice)
    book.create_sheet("控え").append(["覚え書き"])
    made = load_workbook(BytesIO(marked_bytes(bytes_of(book), {3: [(2, WRONG)]})))
    sheet = made["台帳"]
    assert made.sheetnames == ["台帳", "控え"]
    assert made["控え"]["A1"].value == "覚え書き"
    assert sheet["A3"].font.bold
    assert sheet["B4"].number_format == "[$-411]ge.m.d"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.column_dimensions["C"].hidden
    assert sheet.data_validations.dataValidation[0].formula1 == '"一,二"'


@pytest.mark.parametrize("key", [27, 31, 36, 50, 57, 58])
def test_the_dates_of_japanese_excel_stay(key):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{key}"/></cellXfs>'
    content = headed('<row><c/><c s="1"><v>44306</v></c></row>', styles=styles)
    made = marked_bytes(content, {2: [(1, WRONG)]})
    assert lines_of(made) == [(2, None, date(2021, 4, 20))]
    assert load_workbook(BytesIO(made))["台帳"]["B2"]._style.numFmtId == key


def test_formulas_stay_with_their_values():
    rows = (
        "<row r='2'><c r='A2'><v>3</v></c><c r='B2'><f>A2*2</f><v>6</v></c></row>"
        "<row r='3'><c r='A3'><v>4</v></c>"
        "<c r='B3' t='str'><f>\"a&amp;b\"</f><v>a&amp;b</v></c></row>"
        "<row r='4'><c r='A4'><v>5</v></c><c r='B4'><f>A4</f></c></row>"
        "<row r='5'><c r='A5'><v>6</v></c><c r='B5' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    )
    content = headed(rows)
    made = marked_bytes(content, {2: [(2, WRONG)]})
    assert sheet_of(made)["B2"].value == "=A2*2"
    assert sheet_of(made)["B4"].value == "=A4"
    assert lines_of(made) == lines_of(content)


def test_a_text_that_begins_as_a_formula_does_not_become_one():
    content = headed(f"<row>{inline('=1+1')}{inline('x')}</row>")
    made = marked_bytes(content, {2: [(1, WRONG)]})
    assert sheet_of(made)["A2"].data_type == "s"
    assert lines_of(made) == [(2, "=1+1", "x")]


def test_a_comment_that_stood_there_is_kept_below_ours(book):
    book.active["B3"].comment = Comment("課に確認中", "担当")
    book.active["C3"].comment = Comment("覚え書き", "担当")
    sheet = sheet_of(marked_bytes(bytes_of(book), {3: [(2, WRONG)]}))
    assert comments(sheet)["B3"].startswith(WRONG)
    assert comments(sheet)["B3"].endswith("課に確認中")
    assert comments(sheet)["C3"] == "覚え書き"


def test_a_mended_cell_loses_its_mark_the_next_time(book):
    book.active["B3"].comment = Comment("課に確認中", "担当")
    book.active["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    first = marked_bytes(bytes_of(book), {3: [(2, WRONG), (1, "番号。")]})
    again = sheet_of(marked_bytes(first, {4: [(2, WRONG)]}))
    assert red_cells(again) == ["B4"]
    assert comments(again)["B3"] == "課に確認中"
    assert "A3" not in comments(again)
    assert comments(again)["A2"].count("誤りがあります") == 1
    assert again["C3"].fill.fgColor.rgb == "FFFFFF00"


def test_merged_cells_are_marked_at_the_first(book):
    book.active.merge_cells("B3:B4")
    sheet = sheet_of(marked_bytes(bytes_of(book), {4: [(2, WRONG)]}))
    assert red_cells(sheet) == ["B3"]
    assert comments(sheet)["B3"] == WRONG


def test_what_libreoffice_saved_is_marked():
    content = saved("libreoffice.xlsx")
    made = marked_bytes(content, {4: [(2, WRONG)], 5: [(5, WRONG)]})
    sheet = load_workbook(BytesIO(made))["台帳"]
    assert red_cells(sheet) == ["B4", "E5"]
    assert lines_of(made) == lines_of(content)


def test_a_cell_far_away_costs_nothing():
    content = headed(
        "<row><c><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    )
    assert lines_of(marked_bytes(content, {2: [(1, WRONG)]})) == [(2, 1, None)]


# A new workbook: for CSV files, long files, and what cannot be kept


def test_a_csv_file_goes_back_as_a_workbook_with_all_lines():
    content = '題\n番号,備考\n1,\'=1+1\n2,"一\n二"\n'.encode("cp932")
    made, name = marked(content, "台帳.csv", grid_of(content, "台帳.csv"), {3: [(2, WRONG)]})
    assert name == "台帳（確認）.xlsx"
    assert lines_of(made) == [(2, "1", "=1+1"), (3, "2", "一\n二")]
    sheet = sheet_of(made)
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].quotePrefix
    assert red_cells(sheet) == ["B2"]
    assert comments(sheet)["B2"] == WRONG


def test_a_long_file_goes_back_as_its_wrong_lines():
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(MOST_MARKED_LINES + 1))
    made = marked_bytes(headed(rows), {5: [(1, WRONG)], 6: [], 9000: [(None, WRONG)]})
    assert lines_of(made) == [(2, 3, None), (3, 4, None), (4, 8998, None)]
    assert "誤りのある行だけの表です。" in comments(sheet_of(made))["A1"]
    assert red_cells(sheet_of(made)) == ["A2", "A4", "B4"]


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_is_long_by_its_lines_not_by_their_numbers(more):
    text = "番号\n" + "\n1\n" * (MOST_MARKED_LINES + more)
    grid = grid_of(text.encode(), "台帳.csv")
    assert holds_all(grid) is not bool(more)
    made, _ = marked(text.encode(), "台帳.csv", grid, {3: [(1, WRONG)]})
    assert len(lines_of(made)) == (1 if more else MOST_MARKED_LINES)


def test_more_comments_than_a_workbook_can_carry_are_left_out_and_told():
    text = "番号\n" + "1\n" * (MOST_COMMENTS + 10)
    problems = {line: [(1, WRONG)] for line in range(2, MOST_COMMENTS + 12)}
    sheet = sheet_of(marked_bytes(text.encode(), problems, "台帳.csv"))
    assert len(comments(sheet)) == MOST_COMMENTS + 1
    assert len(red_cells(sheet)) == MOST_COMMENTS + 10
    assert "はじめの5,000個のセル" in comments(sheet)["A1"]


def test_a_form_that_cannot_be_kept_goes_back_as_a_new_workbook():
    days = "<row><c><v>1</v></c><c t='d'><v>2021-04-20</v></c></row>"
    content = headed(days, main=STRICT_MAIN, related=STRICT_RELATED)
    made = marked_bytes(content, {2: [(2, WRONG)]})
    assert lines_of(made) == [(2, 1, date(2021, 4, 20))]
    assert red_cells(sheet_of(made)) == ["B2"]


def test_a_workbook_that_loses_a_word_by_marking_goes_back_as_a_new_one():
    content = headed(f"<row>{inline('字')}{inline('一_x005F_x000D_')}</row>")
    half_strict = headed(f"<row>{inline('字')}</row>", main=STRICT_MAIN)
    for held in (content, half_strict):
        assert lines_of(marked_bytes(held, {2: [(1, WRONG)]})) == lines_of(held)


def test_every_kind_of_value_comes_back_from_a_new_workbook():
    kinds = [1, 1.5, True, "_x000D_", "\x01", date(2021, 4, 20), datetime(2021, 4, 20, 9), time(9)]
    cells = "".join(f"<row><c/>{cell}</row>" for cell in map(as_cell, kinds))
    content = headed(cells, main=STRICT_MAIN, related=STRICT_RELATED)
    assert [line[2] for line in lines_of(content)] == kinds
    assert lines_of(marked_bytes(content, {})) == lines_of(content)


def test_a_day_before_excels_first_comes_back_as_text():
    content = headed(as_cell(date(1889, 4, 1)).join(("<row><c/>", "</row>")), main=STRICT_MAIN)
    assert lines_of(marked_bytes(content, {2: []})) == [(2, None, "1889-04-01")]


# Signs that no XML can hold


def test_a_sentence_that_quotes_a_control_sign_is_written_without_it():
    sentence = "「a\x01b\ufffe」は選べません。"
    csv, book = "番号,備考\n1,a\x01b\n".encode(), headed(f"<row><c/>{inline('a_x0001_b')}</row>")
    for content, name in ((csv, "台帳.csv"), (book, "台帳.xlsx")):
        made = marked_bytes(content, {2: [(2, sentence)]}, name)
        assert comments(sheet_of(made))["B2"] == "「ab」は選べません。"
        assert red_cells(sheet_of(made)) == ["B2"]
        assert lines_of(made) == lines_of(content, name), "the cell itself is as it was"


def test_a_heading_with_a_control_sign_is_kept():
    content = "番号,備\x01考\n1,x\n".encode()
    made = marked_bytes(content, {2: [(1, WRONG)]}, "台帳.csv")
    assert [heading.text for heading in grid_of(made).headings] == ["番号", "備\x01考"]


def as_cell(value):
    """Return a cell that holds a value, as the strict form writes it."""
    if isinstance(value, str):
        return inline(value.replace("_x", "_x005F_x").replace("\x01", "_x0001_"))
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="d"><v>{value.isoformat()}</v></c>'
