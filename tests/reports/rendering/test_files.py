"""The files of an edition: all of them, each what it says it is, the same on every day."""

import json
import re
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from kurume_privacy.document.plain import as_data
from reports.edition.errata import Erratum
from reports.rendering import render
from reports.rendering.files import Facts, File, files_of
from tests.reports import documents, readback

FACTS = Facts(1, date(2022, 7, 29), 390)
ALWAYS = {
    "report.html": "text/html; charset=utf-8",
    "article.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "report.json": "application/json",
    "schema.json": "application/schema+json",
    "dictionary.csv": "text/csv; charset=utf-8",
    "long.csv": "text/csv; charset=utf-8",
}


CORRECTED = ("個人情報業務の登録状況", "業務の届出件数", "市長", "登録", "9", "10", "=入力漏れ")


@pytest.fixture(scope="module")
def files(reiwa3) -> dict[str, File]:
    return files_of(reiwa3, FACTS)


def test_an_edition_has_these_files(files, reiwa3):
    keys = [table.key for table in readback.tables_in(reiwa3)]
    per_table = {f"tables/{key}{form}" for key in keys for form in (".csv", ".long.csv")}
    assert set(files) == {*ALWAYS, *per_table}
    assert {path: files[path].media_type for path in ALWAYS} == ALWAYS
    assert {files[path].media_type for path in per_table} == {"text/csv; charset=utf-8"}


def test_their_names_are_safe_everywhere(files):
    assert all(re.fullmatch(r"(tables/)?[a-z0-9._]+", path) for path in files)


def test_the_same_report_gives_the_same_bytes(files, reiwa3):
    render.pdf.cache_clear()
    assert files_of(reiwa3, FACTS) == files


def test_the_page_is_complete_in_itself_and_says_which_edition_it_is(files):
    page = files["report.html"].content.decode()
    assert page.startswith("<!doctype html>")
    assert not any(word in page for word in ("<link", "<script", "<img", "url("))
    assert "第１版　令和４年７月２９日公表（久留米市告示第３９０号）" in page


def test_the_article_is_the_report_without_a_frame(files):
    article = files["article.html"].content.decode()
    assert "<h1>" in article
    assert not any(word in article for word in ("<html", "<body", "<main", "<style"))


def test_the_data_is_the_document_and_keeps_to_its_schema(files, reiwa3):
    data = json.loads(files["report.json"].content)
    assert data == as_data(reiwa3)
    Draft202012Validator(json.loads(files["schema.json"].content)).validate(data)


def test_the_dictionary_explains_every_column(files):
    head, *rows = readback.rows_of(files["dictionary.csv"].content)
    assert head == ["ファイル", "列", "意味", "型", "単位", "例"]
    explained = [row[1] for row in rows if row[0].startswith("long.csv")]
    assert explained == readback.rows_of(files["long.csv"].content)[0]
    assert all(all((row[1], row[2], row[3])) for row in rows)


@pytest.fixture(scope="module")
def corrected() -> dict[str, File]:
    facts = Facts(2, date(2022, 9, 1), 420, (Erratum(*CORRECTED),))
    return files_of(documents.report_of(documents.table_of_groups(1, 1)), facts)


class TestACorrectedEdition:
    def test_says_what_it_corrects(self, corrected):
        head, row = readback.rows_of(corrected["corrections.csv"].content)
        found = dict(zip(head, row, strict=True))
        assert found["版"] == "2"
        assert found["公表日"] == "2022-09-01"
        assert (found["行"], found["列"], found["誤"], found["正"]) == ("市長", "登録", "9", "10")
        assert found["理由"] == "'=入力漏れ"

    def test_explains_those_columns_too(self, corrected):
        head, _ = readback.rows_of(corrected["corrections.csv"].content)
        rows = readback.rows_of(corrected["dictionary.csv"].content)
        assert [row[1] for row in rows if row[0] == "corrections.csv"] == head
