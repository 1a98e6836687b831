"""Numbers of a fiscal year as people write them, and as pages print them."""

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.calendar.numbering import NumberTyped, read_number, read_reference

REIWA8 = FiscalYear(2026)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", NumberTyped(12)),
        ("１２", NumberTyped(12)),
        ("第12号", NumberTyped(12, unit="号")),
        ("第 １２ 号", NumberTyped(12, unit="号")),
        ("12号", NumberTyped(12, unit="号")),
        ("令和8年度第1号", NumberTyped(1, REIWA8, "号")),
        ("令和８年度　第１号", NumberTyped(1, REIWA8, "号")),
        ("令和8年度1号", NumberTyped(1, REIWA8, "号")),
        ("2026年度第1号", NumberTyped(1, REIWA8, "号")),
        ("R8-1", NumberTyped(1, REIWA8)),
        ("Ｒ８－１", NumberTyped(1, REIWA8)),
        ("r8ー1", NumberTyped(1, REIWA8)),
        ("令8-1", NumberTyped(1, REIWA8)),
        ("2026-1", NumberTyped(1, REIWA8)),
        ("令和元年度第3号", NumberTyped(3, FiscalYear(2019), "号")),
        ("開示請求第12号", NumberTyped(12, unit="号", called=("開示請求",))),
        ("令和8年度開示請求第1号", NumberTyped(1, REIWA8, "号", ("開示請求",))),
        ("令和8年度 開示請求 第1号", NumberTyped(1, REIWA8, "号", ("開示請求",))),
        ("開示請求第1号（令和8年度）", NumberTyped(1, REIWA8, "号", ("開示請求",))),
        ("令和8年度第1号（開示請求）", NumberTyped(1, REIWA8, "号", ("開示請求",))),
        ("「令和8年度第1号」", NumberTyped(1, REIWA8, "号")),
        ("令和8年度第1号-2", NumberTyped(1, REIWA8, "号")),
        ("第2回", NumberTyped(2, unit="回")),
        ("令和8年度第2回審議会", NumberTyped(2, REIWA8, "回", ("審議会",))),
    ],
)
def test_a_number_is_read_as_it_is_typed_and_printed(typed, read):
    assert read_number(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        *("", "²", "①", "第", "号", "第10条", "10-1", "R8.4.1", "令和8年度", "R8-4-1", "2026-4-1"),
        *("X8-1", "1900-1", "X8年度第1号", "第12345678号", "9" * 10, "請求の第1号と第2号"),
    ],
)
def test_anything_else_names_no_number(typed):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("令和3年度第12号", (2021, 12, None)),
        ("R3-12", (2021, 12, None)),
        ("R3-12-2", (2021, 12, 2)),
        ("令和3年度第12号②", (2021, 12, 2)),
        ("令和3年度第12号の2番目", (2021, 12, 2)),
    ],
)
def test_a_reference_names_its_year_and_may_name_a_place(typed, read):
    year, number, place = read_reference(typed)
    assert (int(year), number, place) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("第12号", "「第12号」は、年度と番号として読めません。例：令和3年度第12号、R3-12"),
        ("X3-12", "元号「X」は分かりません。"),
    ],
)
def test_what_is_no_reference_is_refused_in_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        read_reference(typed)
