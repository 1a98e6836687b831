import json
from dataclasses import FrozenInstanceError

import pytest

from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import (
    Cell,
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    lines,
    number_cell,
    text_cell,
)

PARAGRAPH = Paragraph("requests.total", ("請求は", Number(152, "合計"), "件です。"))
TABLE = Table(
    key="requests.table",
    title="請求の件数",
    head=(Row((header_cell("区分", "col"), header_cell("件数", "col"))),),
    groups=(
        (Row((header_cell("開示", "row"), number_cell(151))),),
        (Row((header_cell("合計", "row"), number_cell(152)), total=True),),
    ),
    caption=("（単位 件）",),
)
LISTING = Listing("requests.legend", ("凡例",), (Line(("個人に関する情報",), "第1号", level=1),))
SECTION = Section("requests", "請求の状況", (PARAGRAPH, TABLE, Heading(("内訳",)), LISTING))
REPORT = Report(2021, "令和3年度運用状況", "令和3年4月1日～令和4年3月31日", (SECTION,))


def test_equal_documents_are_equal():
    assert Paragraph("a", ("請求は", Number(1))) == Paragraph("a", ("請求は", Number(1)))
    assert len({REPORT, REPORT}) == 1


@pytest.mark.parametrize("node", [REPORT, SECTION, PARAGRAPH, TABLE, Number(1), number_cell(1)])
def test_a_document_is_frozen(node):
    field = next(iter(node.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(node, field, None)


def test_a_number_prints_its_value():
    assert str(Number(48, "一部承諾")) == "48"


def test_a_paragraph_knows_the_numbers_that_bear_a_name():
    paragraph = Paragraph("a", (Number(1, "開示"), "と", Number(2), "と", Number(0, "訂正")))
    assert paragraph.numbers == {"開示": Number(1, "開示"), "訂正": Number(0, "訂正")}
    assert Paragraph("a", ("ありませんでした。",)).numbers == {}


def test_a_cell_of_one_number_has_its_value():
    assert number_cell(0).value == 0
    assert number_cell(48).value == 48


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
    assert number_cell(3, colspan=2) == Cell((Line((Number(3),)),), colspan=2)
    assert header_cell("合計", "row", colspan=2) == Cell(lines("合計"), "row", colspan=2)
    assert text_cell("一").scope == ""


def test_a_document_becomes_plain_data():
    data = as_data(REPORT)
    assert json.loads(json.dumps(data)) == data
    assert data["year"] == 2021
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
        "content": ["請求は", {"type": "number", "value": 152, "name": "合計"}, "件です。"],
        "named": [],
    }
    assert as_data(Row((text_cell("一"),))) == {
        "cells": [
            {
                "lines": [{"content": ["一"], "marker": "", "level": 0}],
                "scope": "",
                "colspan": 1,
                "rowspan": 1,
            }
        ],
        "total": False,
    }
