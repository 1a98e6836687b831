from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook

from kurume_privacy.xlsx.cells import NO_DATE, NO_STORED_VALUE, Wrong, error_value, folded
from kurume_privacy.xlsx.reading import ColumnHeading, FileRefused, open_grid
from tests.kurume_privacy.workbook.difficult import (
    STRICT_MAIN,
    STRICT_RELATED,
    headed,
    inline,
    packed,
    parts_of,
    raw,
    saved,
)

KNOWN = ("番号", "届出日", "備考", "件数", "合計", "内容")


def knows(text):
    return folded(text) in KNOWN


def book_of(*sheets, **states):
    """Return a workbook of sheets: (name, rows)."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = states.get(name, "visible")
        for row in rows:
            sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def grid_of(content, name="台帳.xlsx"):
    return open_grid(content, name, knows)


def read(content, name="台帳.xlsx"):
    return [(line.number, *line.cells) for line in grid_of(content, name).lines()]


def values(content, name="台帳.xlsx"):
    """Return what stands in the last of the columns, line by line."""
    return [line[-1] for line in read(content, name)]


def refusal(content, name="台帳.xlsx"):
    with pytest.raises(FileRefused) as refused:
        list(grid_of(content, name).lines())
    return str(refused.value)


# The plain case


def test_a_sheet_is_read_line_by_line():
    content = book_of(("台帳", [["番号", "届出日"], [1, date(2021, 4, 20)], ["二", "R3.5.1"]]))
    grid = grid_of(content)
    assert (grid.sheet, grid.heading_line, grid.notices) == ("台帳", 1, ())
    assert grid.headings == (ColumnHeading(1, "番号"), ColumnHeading(2, "届出日"))
    expected = [(2, 1, date(2021, 4, 20)), (3, "二", "R3.5.1")]
    assert [(line.number, *line.cells) for line in grid.lines()] == expected
    assert [(line.number, *line.cells) for line in grid.lines()] == expected, "a second time"


# Where the headings stand


def test_titles_above_the_headings_are_passed_over():
    rows = [["外部提供台帳"], [], ["番号 1から順に"], [None, "番　号", "知らない列", "届出\n日"]]
    grid = grid_of(book_of(("台帳", [*rows, [None, 1, 2, 3]])))
    assert grid.heading_line == 4
    assert grid.headings == (
        ColumnHeading(2, "番　号"),
        ColumnHeading(3, "知らない列"),
        ColumnHeading(4, "届出\n日"),
    )
    assert [(line.number, *line.cells) for line in grid.lines()] == [(5, 1, 2, 3)]


def test_cells_outside_the_headings_and_blank_lines_are_passed_over():
    rows = [["番号", None, "備考"], [1, "外"], [" ", None, "　\n"], [None, "外"], [2, None, "後"]]
    assert read(book_of(("台帳", rows + [[None]] * 1000))) == [(2, 1, None), (5, 2, "後")]


def test_the_sheet_with_the_most_known_headings_is_read_and_the_others_are_told():
    book = book_of(
        ("はじめに", [["番号の付け方"]]),
        ("控え", [["番号"], [9]]),
        ("空", []),
        ("台帳", [["番号", "備考"], [1, "x"]]),
        ("写し", [["番号", "備考"], [2, "y"]]),
    )
    grid = grid_of(book)
    assert grid.sheet == "台帳"
    assert grid.notices == tuple(
        f"シート「{name}」は読みません。" for name in ("はじめに", "控え", "写し")
    )


def test_a_hidden_sheet_of_choices_is_not_told_but_hidden_records_are():
    book = book_of(
        ("隠れた控え", [["番号", "備考"]]),
        ("台帳", [["番号", "備考"], [1, "x"]]),
        ("名称", [["市長"], ["教育委員会"]]),
        隠れた控え="hidden",
        名称="veryHidden",
    )
    assert grid_of(book).sheet == "台帳"
    assert grid_of(book).notices == ("シート「隠れた控え」は読みません。",)


def test_the_sheets_that_our_own_files_have_beside_the_ledger_are_not_told():
    book = book_of(
        ("台帳", [["番号", "備考"], [1, "x"]]),
        ("書き方", [["番号の付け方"]]),
        ("選択肢", [["備考"], ["市長"]]),
        ("この一覧について", [["件数", "1件"]]),
        ("書き方の控え", [["番号の付け方"]]),
    )
    assert grid_of(book).notices == ("シート「書き方の控え」は読みません。",)


def test_headings_below_the_thirtieth_line_are_not_found():
    rows = [["前書き"]] * 30
    assert "はじめの30行" in refusal(book_of(("台帳", [*rows, ["番号"]])))
    assert grid_of(book_of(("台帳", [*rows[1:], ["番号"]]))).heading_line == 30


def test_a_known_heading_over_two_columns_is_refused_with_both():
    rows = [["番号", "x", "備考", "x", "番\n 号"], [1, 2, 3, 4, 5]]
    assert "見出し「番号」が、A列とE列にあります。" in refusal(book_of(("台帳", rows)))


# What cells hold


def test_numbers_and_yes_and_no_are_values():
    rows = [["番号"], [3], [-2], [1.5], [True], [False], [10**15]]
    assert values(book_of(("台帳", rows))) == [3, -2, 1.5, True, False, 10**15]
    written = headed(
        "".join(f"<row><c/><c><v>{text}</v></c></row>" for text in ("1E3", "2.0", "NaN"))
    )
    assert values(written) == [1000, 2, "NaN"]


def test_texts_are_not_converted():
    texts = ["ｶﾅ", "㈱神㋿", "１２", " 前後 ", "一\n二", "=1+1", "#N/A", "1_0"]
    cells = "".join(f"<row><c/>{inline(text)}</row>" for text in texts)
    assert values(headed(cells)) == texts


def test_dates_and_times_of_day_come_as_such():
    days = [date(2021, 4, 20), datetime(2021, 4, 20, 9, 30), time(9, 30)]
    assert values(book_of(("台帳", [["届出日"], *([day] for day in days)]))) == days


@pytest.mark.parametrize("key", [14, 27, 31, 36, 50, 57, 58])
def test_the_dates_of_japanese_excel_are_dates(key):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{key}"/></cellXfs>'
    assert values(headed('<row><c/><c s="1"><v>44306</v></c></row>', styles=styles)) == [
        date(2021, 4, 20)
    ]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", date(2021, 4, 20)),
        (r"[$-1030411]ggge\年m\月d\日", date(2021, 4, 20)),
        ("[$-411]ge", date(2021, 4, 20)),
        ("yyyy&quot;年度&quot;", date(2021, 4, 20)),
        ("General", 44306),
        ("G/標準", 44306),
        ("#,##0&quot;days&quot;", 44306),
        (r"0\d;[Red]-0", 44306),
        ("0.00E+00", 44306),
        ("[h]:mm", 44306),
    ],
)
def test_a_format_says_whether_a_number_is_a_date(code, value):
    styles = (
        f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    )
    assert values(headed('<row><c/><c s="1"><v>44306</v></c></row>', styles=styles)) == [value]


def test_dates_count_from_1904_where_the_workbook_says_so():
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active.append(["届出日"])
    book.active.append([date(2021, 4, 20)])
    made = BytesIO()
    book.save(made)
    assert values(made.getvalue()) == [date(2021, 4, 20)]
    raw_1904 = headed(
        '<row><c/><c s="0"><v>42844</v></c></row>',
        properties='<workbookPr date1904="true"/>',
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>',
    )
    assert values(raw_1904) == [date(2021, 4, 20)]


def test_a_number_that_is_no_day_is_wrong():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    for number in ("99999999999", "-5", "1e300"):
        cell = f'<row><c/><c s="0"><v>{number}</v></c></row>'
        assert isinstance(values(headed(cell, styles=styles))[0], Wrong)


def test_white_space_that_is_shown_as_a_date_is_no_value():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    cells = '<row><c><v>1</v></c><c s="0"><v> </v></c></row>'
    assert values(headed(cells, styles=styles)) == [None]


def test_formulas_have_their_stored_value():
    cells = (
        "<row><c/><c><f>1+1</f><v>2</v></c></row>"
        '<row><c/><c t="str"><f>A1</f><v>文</v></c></row>'
        '<row><c>1</c><c t="str"><f>IF(1,"")</f><v></v></c></row>'
        '<row><c><v>5</v></c><c t="str"><f>IF(1,"")</f><v></v></c></row>'
        "<row><c/><c><f>1+1</f><v/></c></row>"
        '<row><c/><c t="shared"><f>1+1</f></c></row>'
    )
    assert values(headed(cells)) == [2, "文", None, NO_STORED_VALUE, NO_STORED_VALUE]


def test_formulas_that_no_program_has_computed_are_wrong():
    assert values(book_of(("台帳", [["番号"], ["=1+1"]]))) == [NO_STORED_VALUE]


def test_errors_are_wrong_and_say_which():
    found = values(headed('<row><c/><c t="e"><v>#N/A</v></c></row>'))
    assert found == [error_value("#N/A")]
    assert found[0].sentence == "エラー値（#N/A）が入っています。正しい値を入れ直してください。"


# What other programs write


def test_texts_that_cells_share_are_read_without_their_furigana():
    shared = (
        "<si><t>番号</t></si><si><r><rPr><b/></rPr><t>久留</t></r><r><t>米</t></r>"
        '<rPh sb="0" eb="2"><t>クル</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>一_x000D_\n二_x005F_x000D_</t></si><si/>"
    )
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in (0, 1, 2, 3))
    assert values(raw(cells, shared=shared)) == ["久留米", "一\n二_x000D_"]


def test_many_texts_that_cells_share_are_read():
    texts = [f"{number}番目の文{'長' * 100}" for number in range(30_000)]  # beyond the memory kept
    shared = "".join(f"<si><t>{text}</t></si>" for text in ["番号", *texts])
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in (0, 30_000, 1, 2))
    assert values(raw(cells, shared=shared)) == [texts[-1], texts[0], texts[1]]


def test_rows_and_cells_are_placed_by_order_or_by_reference():
    cells = (
        f'<row r="3">{inline("番号", "B3")}{inline("備考")}</row>'
        f"<row>{inline('x', 'C4')}</row>"
        f'<row r="1000000"><c r="B1000000"><v>1</v></c></row>'
    )
    assert read(raw(cells)) == [(4, None, "x"), (1_000_000, 1, None)]


def test_the_strict_form_is_read():
    days = ("2021-04-20", "2021-04-20T09:30:00Z", "R3.4.20")
    cells = "".join(f'<row><c/><c t="d"><v>{day}</v></c></row>' for day in days)
    content = headed(cells, main=STRICT_MAIN, related=STRICT_RELATED)
    assert values(content) == [date(2021, 4, 20), datetime(2021, 4, 20, 9, 30), NO_DATE]


def test_parts_are_found_by_full_address_in_any_case_and_with_prefixed_names():
    parts, refers = parts_of(), "xl/_rels/workbook.xml.rels"
    parts[refers] = parts[refers].replace("worksheets/sheet1.xml", "/xl/Worksheets/Sheet1.xml")
    parts["xl/worksheets/sheet1.xml"] = (
        '<x:worksheet xmlns:x="m"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>番号</x:t></x:is></x:c></x:row>'
        "<x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read(packed(parts)) == [(2, 7)]


def test_what_libreoffice_saves_is_read():
    grid = grid_of(saved("libreoffice.xlsx"))
    assert (grid.sheet, grid.heading_line) == ("台帳", 3)
    assert grid.notices == ("シート「控え」は読みません。",)
    assert [(line.number, *line.cells) for line in grid.lines()] == [
        (4, 1, date(2021, 4, 20), "隠れた列", 3, 6, "一行目\n二行目"),
        (5, 2, date(2021, 5, 31), None, 1.5, error_value("#DIV/0!"), None),
        (6, "=1+1", None, None, None, None, None),
    ]


def test_what_libreoffice_makes_of_a_csv_file_is_read():
    assert read(saved("libreoffice_from_csv.xlsx"))[0][:2] == (2, 1)


# CSV

CSV = '番号,届出日,内容\r\n1,R3.4.20,"一,\r\n二"\r\n\r\n　,,\r\n2,,"言""う"\r\n'
CSV_LINES = [(2, "1", "R3.4.20", "一,\n二"), (6, "2", None, '言"う')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_is_read_in_the_usual_encodings(encoding):
    assert read(CSV.encode(encoding), "台帳.csv") == CSV_LINES


def test_the_sheet_of_a_csv_file_has_no_name():
    grid = grid_of(CSV.encode(), "台帳.CSV")
    assert (grid.sheet, grid.heading_line, grid.notices) == ("", 1, ())


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_tabs_separate_too(encoding):
    text = '題,名\n番号\t"内\n容"\n1\t"a,b"\n2\tc,d\n'
    assert read(text.encode(encoding), "台帳.txt") == [(4, "1", "a,b"), (5, "2", "c,d")]


@pytest.mark.parametrize("text", ["=1+1", "-5", "@x", "＋1", "\tx", "'=1", "''＠"])
def test_one_sign_before_a_formula_is_taken_off(text):
    assert values(f'番号\n"\'{text}"\n'.encode(), "a.csv") == [text]


@pytest.mark.parametrize("text", ["=1+1", "'文", "''", "-5", "x'=1"])
def test_other_signs_stay(text):
    assert values(f"番号\n{text}\n".encode(), "a.csv") == [text]


def test_an_open_quotation_is_refused_with_its_line():
    assert "3行目から先" in refusal('番号\n1\n"2\n3\n4\n'.encode(), "a.csv")


def test_letters_that_nobody_can_read_are_refused():
    for content in (b"\x81\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"\xff\xfea", b"a\0b"):
        assert "文字コード" in refusal(content, "a.csv")
