import json
from dataclasses import FrozenInstanceError, replace

import pytest

from kurume_privacy.document.identity import by_of
from kurume_privacy.document.plain import as_data, from_data
from kurume_privacy.document.structure import (
    Cell,
    Coverage,
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    every_number,
    header_cell,
    lines,
    number_cell,
    text_cell,
)
from tests.reports.documents import count_cell

PARAGRAPH = Paragraph(
    "requests.total", ("請求は", Number(152, "made.requests", label="合計"), "件です。")
)
TABLE = Table(
    key="requests.table",
    title="請求の件数",
    head=(Row((header_cell("区分", "col"), header_cell("件数", "col"))),),
    groups=(
        (Row((header_cell("開示", "row"), count_cell(151))),),
        (Row((header_cell("合計", "row"), count_cell(152)), total=True),),
    ),
    caption=("（単位 件）",),
)
LISTING = Listing("requests.legend", ("凡例",), (Line(("個人に関する情報",), "第1号", level=1),))
SECTION = Section("requests", "請求の状況", (PARAGRAPH, TABLE, Heading(("内訳",)), LISTING))
REPORT = Report(2021, "令和3年度運用状況", "令和3年4月1日～令和4年3月31日", (SECTION,))


def test_equal_documents_are_equal():
    assert Paragraph("a", ("請求は", Number(1))) == Paragraph("a", ("請求は", Number(1)))
    assert len({REPORT, REPORT}) == 1


@pytest.mark.parametrize("node", [REPORT, SECTION, PARAGRAPH, TABLE, Number(1), count_cell(1)])
def test_a_document_is_frozen(node):
    field = next(iter(node.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(node, field, None)


def test_a_number_prints_its_value():
    assert str(Number(48, "made.answers", label="一部承諾")) == "48"


def test_numbers_of_one_measure_narrowed_alike_are_the_same_whatever_they_are_called():
    by = by_of(kind="disclosure", method=None)
    one, other = Number(1, "made.requests", by, "開示"), Number(2, "made.requests", by, "閲覧")
    assert one.identity == other.identity == ("made.requests", by)
    assert one.identity != Number(1, "made.requests", by_of(kind="disclosure")).identity


def test_every_number_of_a_part_is_found_the_desks_own_included():
    covered = Coverage("請求", Number(3), Number(2), (("別の法令", Number(1)),))
    table = replace(TABLE, caption=(Number(9), "件"), coverage=covered)
    assert [one.value for one in every_number(table)] == [151, 152, 9, 3, 2, 1]
    assert [one.value for one in every_number(PARAGRAPH)] == [152]


def test_a_cell_of_one_number_has_its_value():
    assert count_cell(0).value == 0
    assert count_cell(48).value == 48


@pytest.mark.parametrize(
    "cell",
    [
        text_cell("48"),
        text_cell(),
        Cell((Line((Number(48), "件")),)),
        Cell((Line((Number(1),)), Line((Number(2),)))),
    ],
)
def test_any_other_cell_has_no_value(cell):
    assert cell.value is None


def test_cells_are_made_line_by_line():
    assert lines("一", "二") == (Line(("一",)), Line(("二",)))
    assert text_cell("一", "二", rowspan=2) == Cell((Line(("一",)), Line(("二",))), rowspan=2)
    assert number_cell(Number(3), colspan=2) == Cell((Line((Number(3),)),), colspan=2)
    assert header_cell("合計", "row", colspan=2) == Cell(lines("合計"), "row", colspan=2)
    assert text_cell("一").scope == ""


def test_a_document_becomes_plain_data():
    data = as_data(REPORT)
    assert json.loads(json.dumps(data)) == data
    assert (data["schema"], data["year"]) == (2, 2021)
    assert from_data(data) == REPORT
    assert [block["type"] for block in data["sections"][0]["blocks"]] == [
        "paragraph",
        "table",
        "heading",
        "listing",
    ]


def test_plain_data_keeps_the_fields_and_says_what_a_block_is():
    assert as_data(PARAGRAPH) == {
        "type": "paragraph",
        "key": "requests.total",
        "content": [
            "請求は",
            {"type": "number", "value": 152, "measure": "made.requests", "by": {}, "label": "合計"},
            "件です。",
        ],
        "named": [],
    }
    assert as_data(Row((text_cell("一"),))) == {
        "cells": [
            {
                "lines": [{"content": ["一"], "marker": "", "level": 0, "key": ""}],
                "scope": "",
                "colspan": 1,
                "rowspan": 1,
                "key": "",
            }
        ],
        "total": False,
        "key": "",
    }


def test_a_number_and_a_header_keep_what_they_are_about():
    number = Number(4, "made.requests", by_of(method="copy", kind="disclosure"), "写しの交付")
    head = Row((header_cell("件数", "col", "kind=disclosure"),), key="head")
    table = Table("t", "表", (head,), ((Row((number_cell(number),), key="kind=disclosure"),),))
    report = replace(REPORT, sections=(Section("s", "節", (table, Heading(("見出し",), key="h"))),))
    data = json.loads(json.dumps(as_data(report)))
    assert data["sections"][0]["blocks"][0]["groups"][0][0]["cells"][0]["lines"][0]["content"] == [
        {
            "type": "number",
            "value": 4,
            "measure": "made.requests",
            "by": {"kind": "disclosure", "method": "copy"},
            "label": "写しの交付",
        }
    ]
    assert from_data(data) == report
