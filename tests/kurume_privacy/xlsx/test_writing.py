"""A ledger as Excel and CSV: what stands in the cells, and that nothing becomes a formula."""

import subprocess
from datetime import date
from io import BytesIO
from shutil import which

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from kurume_privacy.xlsx.own_sheets import ABOUT
from kurume_privacy.xlsx.reading import open_grid
from kurume_privacy.xlsx.texts import printable
from kurume_privacy.xlsx.writing import LedgerFile, write_csv, write_workbook
from tests.examples import examples
from tests.kurume_privacy.workbook.written import (
    book_of,
    csv_bytes,
    csv_rows,
    formulas,
    part,
    values,
    xlsx_bytes,
)

HEADINGS = ("番号", "受付日", "内容", "公表")
DAY = date(2021, 4, 20)
FORMULAS = [
    "=1+1",
    "+81",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "=cmd|' /C x'!A0",
]
GUARDED = ["'=1+1", "''=1", "'-", "'＝1"]


def read_back(content, name):
    """Return the cells of the one line below the header, as an import reads them."""
    grid = open_grid(content, name, lambda text: text == "内容")
    return [line.cells for line in grid.lines()]


class TestCsv:
    def test_it_is_what_excel_opens_rightly(self):
        content = csv_bytes(HEADINGS, [1, DAY, "住民票", True])
        assert content == (
            "\ufeff番号,受付日,内容,公表\r\n1,令和3年4月20日,住民票,true\r\n".encode()
        )

    def test_machines_read_western_dates(self):
        content = csv_bytes(("received_on",), [DAY], machine=True)
        assert csv_rows(content) == [["received_on"], ["2021-04-20"]]

    def test_the_first_year_of_an_era_is_its_first(self):
        content = csv_bytes(("受付日",), [date(2019, 5, 1)], [date(2019, 4, 30)])
        assert csv_rows(content)[1:] == [["令和元年5月1日"], ["平成31年4月30日"]]

    def test_what_is_not_known_is_blank(self):
        assert csv_rows(csv_bytes(HEADINGS, [1, None, "", None]))[1] == ["1", "", "", ""]

    def test_commas_quotes_and_line_breaks_stay_in_their_cell(self):
        text = 'あ,い"う"\r\nえ\rお\nか'
        assert csv_rows(csv_bytes(("内容",), [text]))[1] == ['あ,い"う"\nえ\nお\nか']

    @pytest.mark.parametrize("text", FORMULAS)
    def test_no_cell_begins_as_a_formula_does(self, text):
        assert csv_rows(csv_bytes(("内容",), [text]))[1] == [f"'{text}"]

    @pytest.mark.parametrize("text", GUARDED)
    def test_a_mark_that_was_typed_is_kept_by_another(self, text):
        assert csv_rows(csv_bytes(("内容",), [text]))[1] == [f"'{text}"]

    @pytest.mark.parametrize("text", ["'引用'", "a=1", " =1", "住民票-1", "〒", "'"])
    def test_other_texts_stand_as_they_are(self, text):
        assert csv_rows(csv_bytes(("内容",), [text]))[1] == [text]

    def test_a_heading_is_guarded_too(self):
        assert csv_rows(csv_bytes(("=1",))) == [["'=1"]]

    def test_negative_numbers_are_numbers(self):
        assert csv_rows(csv_bytes(("額",), [-5]))[1] == ["-5"]

    def test_the_file_stays_open_for_who_sends_it(self):
        file = BytesIO()
        write_csv(file, LedgerFile("台帳", ("内容",), ()))
        assert not file.closed

    def test_lines_are_written_as_they_come(self):
        """Each is let go before the next is made."""
        assert most_alive(write_csv) <= 3


class Line(list):
    """A line that counts how many of its kind there are at once."""

    alive = most = 0

    def __init__(self, *values):
        super().__init__(values)
        Line.alive += 1
        Line.most = max(Line.most, Line.alive)

    def __del__(self):
        Line.alive -= 1


def most_alive(write):
    """Return how many of two thousand lines there are at once while a file is written."""
    Line.most = Line.alive
    lines = (Line(number, "内容") for number in range(2_000))
    write(BytesIO(), LedgerFile("台帳", ("番号", "内容"), lines))
    return Line.most


class TestExcel:
    def test_numbers_dates_and_texts_are_what_they_are(self):
        sheet = book_of(xlsx_bytes(HEADINGS, [1, DAY, "住民票", True])).active
        number, received, content, public = sheet[2]
        assert [cell.value for cell in sheet[1]] == list(HEADINGS)
        assert (number.value, content.value, public.value) == (1, "住民票", True)
        assert received.is_date
        assert received.value.date() == DAY

    def test_machines_read_western_dates(self):
        content = xlsx_bytes(("received_on",), [DAY], machine=True)
        assert book_of(content).active["A2"].number_format == "yyyy-mm-dd"

    def test_what_is_not_known_is_blank(self):
        assert (
            values(book_of(xlsx_bytes(HEADINGS, [1, None, "", None])).active)[1][1:] == [None] * 3
        )

    @pytest.mark.parametrize("text", [*FORMULAS, *GUARDED])
    def test_no_cell_is_a_formula_nor_becomes_one_when_it_is_edited(self, text):
        content = xlsx_bytes(("内容",), [text])
        cell = book_of(content).active["A2"]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
        assert formulas(content) == []

    @pytest.mark.parametrize("text", ["#N/A", "#REF!", "0012", "3-1", "TRUE"])
    def test_what_looks_like_something_else_is_a_text(self, text):
        cell = book_of(xlsx_bytes(("内容",), [text])).active["A2"]
        assert (cell.value, cell.data_type) == (text, "s")

    def test_what_no_workbook_can_hold_is_left_out(self):
        text = "あ\x00い\x0bう\ud800え\uffffお\ufdd0か\x1f\x85き"
        assert values(book_of(xlsx_bytes(("内容",), [text])).active)[1] == ["あいうえおかき"]

    def test_what_reorders_letters_or_is_not_seen_is_left_out_and_no_letter_of_a_name(self):
        text, held = (
            "12\u202e件\u200b\ufeff葛\U000e0100か\u309a\ue000",
            "12件葛\U000e0100か\u309a\ue000",
        )
        assert values(book_of(xlsx_bytes(("内容",), [text])).active)[1] == [held]

    def test_lines_are_broken_as_excel_breaks_them(self):
        sheet = book_of(xlsx_bytes(("内容",), ["一行目\r\n二行目\r三行目"])).active
        assert sheet["A2"].value == "一行目\n二行目\n三行目"
        assert sheet["A2"].alignment.wrap_text

    def test_a_text_that_looks_like_an_escape_is_read_as_it_is(self):
        """Excel reads _x0041_ as A; as it is written here, it reads _x0041_."""
        content = xlsx_bytes(("内容",), ["_x0041_"])
        assert "_x005F_x0041_" in part(content, "xl/worksheets/sheet1.xml")

    def test_a_day_that_excel_does_not_know_is_told_in_words(self):
        assert values(book_of(xlsx_bytes(("日",), [date(1899, 12, 31)])).active)[1] == [
            "明治32年12月31日"
        ]

    def test_an_empty_ledger_has_its_header(self):
        sheet = book_of(xlsx_bytes(HEADINGS)).active
        assert values(sheet) == [list(HEADINGS)]
        assert sheet.auto_filter.ref == "A1:D1"

    def test_lines_are_written_as_they_come(self):
        """But for the first, by which the columns are made wide."""
        assert most_alive(write_workbook) <= 203


class TestHowItLooks:
    @pytest.fixture
    def sheet(self):
        lines = [[number, DAY, "長い内容です。" * 20, None] for number in range(300)]
        return book_of(xlsx_bytes(HEADINGS, *lines, title="開示等請求")).active

    def test_it_is_named_and_its_header_stays(self, sheet):
        assert sheet.title == "開示等請求"
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet["A1"].fill.fgColor.rgb.endswith("F2F2F2")

    def test_it_can_be_filtered(self, sheet):
        assert sheet.auto_filter.ref == "A1:D301"

    def test_it_prints_across_with_its_header_on_every_page(self, sheet):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToHeight) == 0
        assert sheet.print_title_rows == "$1:$1"
        assert int(sheet.page_setup.fitToWidth or 1) == 1
        assert sheet.print_title_cols is None

    def test_one_too_wide_to_be_read_prints_on_several_each_with_the_first_column(self):
        wide = book_of(
            xlsx_bytes([f"見出し{n}" for n in range(24)], ["長い内容です。"] * 24)
        ).active
        assert int(wide.page_setup.fitToWidth) > 1
        assert wide.print_title_cols == "$A:$A"

    def test_columns_are_as_wide_as_they_need_within_reason(self, sheet):
        widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, 5)]
        assert widths == [8, 16, 48, 8]

    def test_a_row_is_as_high_as_its_text(self, sheet):
        assert sheet.row_dimensions[2].height == 6 * 15
        assert sheet.row_dimensions[1].height is None

    def test_a_title_that_excel_forbids_is_shortened(self):
        assert book_of(xlsx_bytes(("a",), title="[1/2]" + "長" * 40)).sheetnames == [
            "12" + "長" * 29
        ]


class TestAboutTheList:
    def test_a_second_sheet_says_what_the_first_shows(self):
        content = xlsx_bytes(("番号",), [1], about=lambda: [("件数", "1件"), ("条件", "=なし")])
        book = book_of(content)
        assert book.sheetnames == ["台帳", ABOUT]
        assert values(book[ABOUT]) == [["件数", "1件"], ["条件", "=なし"]]
        assert formulas(content) == []

    def test_it_is_asked_after_the_last_line(self, tmp_path):
        told = []
        lines = (told.append(number) or [number] for number in range(5))
        with (tmp_path / "台帳.xlsx").open("wb") as file:
            write_workbook(
                file, LedgerFile("台帳", ("番号",), lines), lambda: [("件数", str(len(told)))]
            )
        assert values(book_of((tmp_path / "台帳.xlsx").read_bytes())[ABOUT]) == [["件数", "5"]]


class TestWhatGoesOutComesInAgain:
    TEXTS = st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("'=+-@＝\n\t,\"")
    )

    @given(TEXTS.map(printable).filter(lambda text: text.strip()))
    @example("'=1")
    @example("_x0041_")
    @example("<r>=1</r>")
    @example("#N/A")
    @examples(30)
    def test_every_text(self, text):
        for content, name in (
            (csv_bytes(("内容", "番"), [text, 1]), "台帳.csv"),
            (xlsx_bytes(("内容", "番"), [text, 1]), "台帳.xlsx"),
        ):
            assert [cells[0] for cells in read_back(content, name)] == [text], name

    def test_dates_and_numbers_of_a_workbook(self):
        content = xlsx_bytes(("内容", "日"), [-5, date(2019, 5, 1)], [0, date(1947, 4, 1)])
        assert read_back(content, "a.xlsx") == [(-5, date(2019, 5, 1)), (0, date(1947, 4, 1))]


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_another_program_shows_dates_in_their_era(tmp_path):
    days = [date(2019, 4, 30), date(2019, 5, 1), date(2019, 12, 31), date(2020, 1, 1), DAY]
    (tmp_path / "台帳.xlsx").write_bytes(
        xlsx_bytes(("受付日", "内容"), *([day, "=1"] for day in days))
    )
    subprocess.run(  # noqa: S603
        [
            *(which("soffice"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1041,false,true"),
            *("--outdir", str(tmp_path), str(tmp_path / "台帳.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = csv_rows((tmp_path / "台帳.csv").read_bytes())
    assert shown[1:] == [
        ["平成31年4月30日", "=1"],
        ["令和元年5月1日", "=1"],
        ["令和元年12月31日", "=1"],
        ["令和2年1月1日", "=1"],
        ["令和3年4月20日", "=1"],
    ]
