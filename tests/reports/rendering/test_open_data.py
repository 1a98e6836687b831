"""The open data: one datum a cell, each row understood alone, and nothing a spreadsheet runs."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator, ValidationError
from openpyxl import load_workbook

from kurume_privacy.document.links import Link
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import (
    Number,
    Report,
    Row,
    Table,
    header_cell,
    number_cell,
    text_cell,
)
from reports.edition.facts import Facts
from reports.rendering.open_data import tables
from reports.rendering.open_data.dictionary import MEANINGS
from reports.rendering.open_data.plain import FORMULA, csv_of, guarded
from reports.rendering.open_data.schema import DIALECT, SCHEMA
from reports.rendering.open_data.tidy import COLUMNS
from reports.rendering.open_data.workbook import LONGEST_NAME, workbook_of
from tests.reports import documents, readback
from tests.reports.documents import count_cell

FACTS = Facts(1, date(2022, 7, 29), 390)
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1", "#REF!", "=HYPERLINK(A1)")


def table(*cells, key: str = "made.one", title: str = "作った表", **about) -> Table:
    """Return a table of one row under 課 and columns without an end."""
    head = Row(
        tuple(header_cell(name, "col") for name in ("課", *"甲乙丙丁戊己庚辛"[: len(cells)]))
    )
    row = Row((header_cell("総務課", "row"), *cells))
    return Table(key, title, (head,), ((row,),), **about)


def long_of(report: Report) -> list[dict[str, str]]:
    head, *rows = readback.rows_of(tables.long(report))
    return [dict(zip(head, row, strict=True)) for row in rows]


def sheets_of(report: Report):
    return load_workbook(BytesIO(workbook_of(report, FACTS)))


class TestARowOfTheTidyForm:
    def test_says_all_that_one_must_know(self, reiwa3):
        row = next(one for one in long_of(reiwa3) if one["列見出し2"] == "一部承諾")
        assert row == {
            "全国地方公共団体コード": "402036",
            "地方公共団体名": "久留米市",
            "年度（西暦）": "2021",
            "年度": "令和3年度",
            "期間の初日": "2021-04-01",
            "期間の末日": "2022-03-31",
            "節番号": "2",
            "節": "自己情報の開示等請求の状況",
            "表ID": "disclosure.requests",
            "表題": "開示等請求の件数と処理の内訳（久留米市個人情報保護条例）",
            "行番号": "1",
            "列番号": "5",
            "実施機関": "全実施機関",
            "行見出し1": "開示",
            "行見出し2": "閲覧",
            "列見出し1": "処理の内訳",
            "列見出し2": "一部承諾",
            "合計行": "0",
            "数値": "3",
            "単位": "件",
            "文字": "",
            "指標ID": "disclosure.dispositions",
            "区分ID": "kind=disclosure;method=inspection;outcome=partly_granted;regime=ordinance",
            "合計値": "0",
        }

    def test_names_the_agency_that_stands_in_its_row(self, reiwa3):
        rows = [one for one in long_of(reiwa3) if one["表ID"] == "registrations.notices"]
        assert [one["実施機関"] for one in rows[:6:3]] == ["市長", "企業管理者"]
        totals = [one for one in rows if one["合計行"] == "1"]
        assert {one["実施機関"] for one in totals} == {"全実施機関"}
        assert [one["数値"] for one in totals] == ["9", "1", "0"]

    def test_names_the_agency_that_the_whole_table_is_about(self):
        (row,) = long_of(documents.report_of(table(count_cell(1), agency="市長")))
        assert row["実施機関"] == "市長"

    def test_has_either_a_number_with_its_unit_or_a_text(self, reiwa3):
        for row in long_of(reiwa3):
            assert bool(row["数値"]) == (row["単位"] == "件")
            assert not (row["数値"] and row["文字"])

    def test_is_one_line(self, reiwa3):
        assert not any("\n" in value for row in long_of(reiwa3) for value in row.values())

    def test_joins_headers_that_lie_deeper_than_its_columns(self):
        head = tuple(Row((text_cell(""), header_cell(name, "col"))) for name in "上中下")
        body = ((Row((header_cell("行", "row"), count_cell(1))),),)
        (row,) = long_of(documents.report_of(Table("made.deep", "深い表", head, body)))
        assert (row["列見出し1"], row["列見出し2"]) == ("上", "中／下")

    def test_has_the_columns_that_the_dictionary_explains(self):
        assert tuple(MEANINGS) == COLUMNS


class TestACsvFile:
    def test_is_what_excel_opens_rightly(self, reiwa3):
        content = tables.long(reiwa3)
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")

    def test_has_the_printed_form_with_its_head_first(self, reiwa3):
        content = tables.files_of(reiwa3)["tables/disclosure.requests.csv"]
        rows = readback.rows_of(content)
        assert rows[0] == ["区分", "", "請求件数", "処理の内訳", "", "", "", ""]
        assert rows[1] == ["", "", "", "承諾", "一部承諾", "不存在", "拒否", "取下げ"]
        assert rows[2] == ["開示", "閲覧", "39", "36", "3", "0", "0", "0"]

    @pytest.mark.parametrize("text", [text for text in DANGEROUS if text != "#REF!"])
    def test_makes_a_text_of_what_would_be_a_formula(self, text):
        assert guarded(text) == "'" + text
        content = csv_of([[text]]).decode("utf-8-sig")
        assert not content.lstrip('"').lstrip().startswith(FORMULA)

    @pytest.mark.parametrize("value", [0, -1, 12, "総務課", "1=1", "", None])
    def test_leaves_everything_else_alone(self, value):
        assert guarded(value) == value

    def test_of_a_report_guards_every_cell(self):
        report = documents.report_of(table(*map(text_cell, DANGEROUS)))
        for content in (tables.long(report), *tables.files_of(report).values()):
            for row in readback.rows_of(content):
                assert not any(value.lstrip().startswith(FORMULA) for value in row)

    def test_of_a_report_has_the_digits_of_its_tables(self):
        report = documents.report_of(table(text_cell("第１０条")))
        for content in (tables.long(report), *tables.files_of(report).values()):
            assert any("第10条" in row for row in readback.rows_of(content))


class TestTheWorkbook:
    def test_has_an_index_and_two_sheets_a_table(self, reiwa3):
        book = sheets_of(reiwa3)
        count = len(readback.tables_in(reiwa3))
        assert len(book.sheetnames) == 1 + 2 * count
        assert book.sheetnames[:2] == ["目次", "表1 業務の届出件数"]
        assert book.sheetnames[1 + count] == "データ1 業務の届出件数"
        index = [row[0] for row in book["目次"].values]
        assert index[:3] == [reiwa3.title, reiwa3.period, str(FACTS)]

    def test_leads_from_the_index_to_the_sheets(self, reiwa3):
        book = sheets_of(reiwa3)
        links = [cell for row in book["目次"] for cell in row if cell.hyperlink]
        assert [link.hyperlink.location for link in links if link.column == 6] == [
            f"'{name}'!A1" for name in book.sheetnames if name.startswith("表")
        ]

    def test_merges_the_headers_and_keeps_them_in_sight(self, reiwa3):
        sheet = sheets_of(reiwa3).worksheets[3]
        merged = set(map(str, sheet.merged_cells.ranges))
        assert {"A1:B2", "C1:C2", "D1:H1", "A3:A6"} <= merged
        assert sheet.freeze_panes == "C3"
        assert sheet["C3"].value == 39
        assert sheet["C3"].data_type == "n"

    def test_holds_no_formula_whatever_a_text_begins_with(self):
        report = documents.report_of(table(*map(text_cell, DANGEROUS), title="=1+1"))
        book = sheets_of(report)
        for sheet in book:
            for row in sheet:
                assert not any(cell.data_type in ("f", "e") for cell in row)
        texts = [cell.value for cell in book.worksheets[1][2]][1:]
        assert texts == list(DANGEROUS)

    def test_has_the_digits_of_the_tables(self):
        report = documents.report_of(table(text_cell("第１０条")))
        assert sheets_of(report).worksheets[1]["B2"].value == "第10条"

    def test_can_hold_what_a_clerk_pasted(self):
        report = documents.report_of(table(text_cell("前\x0b後\x00\ufffe\U0001ffff")))
        assert sheets_of(report).worksheets[1]["B2"].value == "前後"

    def test_has_nothing_that_reorders_its_letters_and_every_letter_of_a_name(self):
        report = documents.report_of(table(text_cell("12\u202e件\u200b葛\U000e0100か\u309a\ue000")))
        cell = sheets_of(report).worksheets[1]["B2"]
        assert cell.value == "12件葛\U000e0100か\u309a\ue000"
        assert "12件葛" in tables.long(report).decode("utf-8-sig")

    def test_gives_every_sheet_a_name_that_excel_allows(self):
        titles = ("長い" * 30, "長い" * 30, "a[b]:c*?/\\'d", "", "𠮷" * 30)
        made = [
            table(count_cell(1), key=f"made.{place}", title=title)
            for place, title in enumerate(titles)
        ]
        names = sheets_of(documents.report_of(*made)).sheetnames
        assert len(set(map(str.casefold, names))) == len(names) == 11
        assert all(len(name.encode("utf-16-le")) <= LONGEST_NAME * 2 for name in names)
        assert not any(set(name) & set("[]:*?/\\'") for name in names)

    def test_is_the_same_bytes_on_every_day(self, reiwa3):
        content = workbook_of(reiwa3, FACTS)
        assert workbook_of(reiwa3, FACTS) == content
        dates = {entry.date_time for entry in ZipFile(BytesIO(content)).infolist()}
        assert dates == {(1980, 1, 1, 0, 0, 0)}
        about = load_workbook(BytesIO(content)).properties
        assert about.created.date() == about.modified.date() == FACTS.published_on


class TestTheSchema:
    def test_is_a_schema_of_its_dialect(self):
        Draft202012Validator.check_schema(SCHEMA)
        assert SCHEMA["$schema"] == DIALECT

    def test_describes_the_report(self, reiwa3):
        Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(as_data(reiwa3))))

    def test_has_no_place_for_what_is_the_desks(self):
        linked = documents.report_of(table(number_cell(Number(1, link=Link("desk:list")))))
        data = json.loads(json.dumps(as_data(linked)))
        Draft202012Validator(SCHEMA).validate(data)
        rows = data["sections"][0]["blocks"][0]["groups"][0]
        rows[0]["cells"][1]["lines"][0]["content"][0]["link"] = {"page": "desk:list"}
        with pytest.raises(ValidationError):
            Draft202012Validator(SCHEMA).validate(data)

    def test_refuses_a_number_that_was_made_a_text(self, reiwa3):
        data = as_data(replace(reiwa3, year="2021"))
        with pytest.raises(ValidationError):
            Draft202012Validator(SCHEMA).validate(data)
