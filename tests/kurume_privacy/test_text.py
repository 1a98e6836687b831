import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.text import (
    circled,
    code_of,
    full_digits,
    half_digits,
    half_width,
    is_control,
    is_invisible,
    is_unassigned,
    is_unprintable,
    tidied,
    whole_number,
    without_invisible,
)


@pytest.mark.parametrize(
    ("sent", "number"), [("12", 12), ("0", 0), ("１２", 12), ("9" * 9, 10**9 - 1)]
)
def test_a_number_is_read_from_digits(sent, number):
    assert whole_number(sent) == number


@pytest.mark.parametrize("sent", ["", "-1", "1.0", "²", "①", "x", "9" * 10, "9" * 5000])
def test_anything_else_that_was_sent_is_no_number(sent):
    assert whole_number(sent) is None


@pytest.mark.parametrize(
    "code", [0, 0x7F, 0xD800, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x2FFFF, 0x10FFFF]
)
def test_controls_and_what_is_no_letter_in_any_plane_cannot_be_printed(code):
    assert is_control(chr(code))
    assert is_unprintable(chr(code))


@pytest.mark.parametrize(
    "code", [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
def test_what_orders_the_letters_around_it_or_is_not_seen_is_not_printed_either(code):
    assert is_unprintable(chr(code))
    assert not is_control(chr(code))


@pytest.mark.parametrize("char", "\xad\u200b\u200c\u200d\u200e\u2060\ufeff\U000e0041")
def test_what_nobody_sees_is_left_out(char):
    assert is_invisible(char)
    assert without_invisible(f"氏{char}名") == "氏名"


@pytest.mark.parametrize(
    "char", "\u200f\u061c\u202a\u202e\u2066\u2069\ufff9\u0600\ufe00\U000e0100\u3099\x00\n　"
)
def test_what_changes_the_text_is_not(char):
    assert not is_invisible(char)
    assert without_invisible(f"氏{char}名") == f"氏{char}名"


@pytest.mark.parametrize("char", "\ue000\uf8ff\U000f0000\U0010fffd\u0378\u2fe0")
def test_what_unicode_leaves_open_is_another_letter_on_another_machine(char):
    assert is_unassigned(char)
    assert not is_unprintable(char)


def test_a_letter_is_looked_up_by_its_code():
    assert [code_of(char) for char in "a\ue000𠮷"] == ["U+0061", "U+E000", "U+20BB7"]


@pytest.mark.parametrize("char", "字神😀\ufdcf\ufdf0\ufffd\U000200b9\ue000")
def test_every_letter_can_be_printed(char):
    assert not is_unprintable(char)
    assert not is_control(char)


def test_prose_has_full_width_digits():
    assert full_digits("令和3年度の件数は、登録が9件") == "令和３年度の件数は、登録が９件"


def test_tables_have_half_width_digits():
    assert half_digits("令和３年度の件数は、登録が９件") == "令和3年度の件数は、登録が9件"


def test_setting_digits_leaves_everything_else_alone():
    for text in ("ABC-(1)", "ＡＢＣ－（①）", "㈱神㋿ｶﾅ", ""):
        assert half_digits(full_digits(text)) == half_digits(text)
        assert full_digits("(A)ｶ") == "(A)ｶ"
        assert half_digits("（Ａ）ｶ") == "（Ａ）ｶ"


def test_typed_numbers_become_half_width():
    assert half_width("Ｒ３．４．２０") == "R3.4.20"
    assert half_width("２０２１／０４－２０（）") == "2021/04-20()"


def test_what_was_typed_for_a_date_comes_without_white_space_and_what_nobody_sees():
    assert tidied(" Ｒ３ー４\u200b‐２０\ufeff\u3000") == "R3-4-20"


def test_names_are_never_normalised():
    name = "神㈱㋿ｶﾅ①　髙﨑"
    assert half_width(name) == full_digits(name) == half_digits(name) == name


@given(st.text())
def test_widths_go_there_and_back(text):
    assert half_digits(full_digits(text)) == half_digits(text)
    assert full_digits(half_digits(text)) == full_digits(text)
    assert half_width(half_width(text)) == half_width(text)
    assert len(half_width(text)) == len(full_digits(text)) == len(text)


def test_points_are_marked_with_a_number_in_a_circle():
    assert [circled(number) for number in (1, 2, 20, 21, 35, 36, 50)] == list("①②⑳㉑㉟㊱㊿")


def test_where_no_such_sign_is_left_the_number_stands_in_brackets():
    assert (circled(51), circled(0)) == ("(51)", "(0)")
