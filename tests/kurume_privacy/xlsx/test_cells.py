import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.xlsx.cells import escaped, folded, text_or_blank, unescaped


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("届出日", "届出日"),
        ("届出日", " 届　出\n日\r\n"),
        ("業務ID", "業務ｉｄ"),
        ("サービス", "ｻｰﾋﾞｽ"),
        ("(1)", "（１）"),
    ],
)
def test_texts_that_differ_only_in_width_space_or_case_are_the_same(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("届出日", "届出人"), ("", "日"), ("はん", "ばん")])
def test_other_texts_are_not(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["", " ", "　\n\t", "\r\n"])
def test_white_space_alone_is_blank(text):
    assert text_or_blank(text) is None


def test_a_text_stays_as_it_stands_but_for_the_manner_of_line_breaks():
    assert text_or_blank(" ｶﾅ㈱神\r\n二行目\r三行目\n ") == " ｶﾅ㈱神\n二行目\n三行目\n "


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("一_x000D_\n二", "一\r\n二"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0041", "_x0041"),
        ("_xD83D__xDE00_", "_xD83D__xDE00_"),
    ],
)
def test_escapes_of_a_workbooks_xml_are_read(held, shown):
    assert unescaped(held) == shown


@given(st.text())
def test_any_text_comes_back_from_a_workbooks_xml(text):
    assert unescaped(escaped(text)) == text
    assert all(sign in "\t\n" or ord(sign) >= 32 for sign in escaped(text))
