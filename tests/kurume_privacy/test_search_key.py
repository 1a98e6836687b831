"""The key of a text: the same for whatever people read as the same, and for nothing else."""

import re
import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.search_key import DASHES, VARIANTS, search_key
from tests.examples import examples

SHAPES = VARIANTS.split()
# What makes trouble: marks and what they stand on, joiners, kana of every kind, half widths.
TROUBLE = st.text(
    st.sampled_from(
        "かカｶゝﾞﾟ゛゜\u3099\u309aわハﾊーｰ-\u200b\u200d\u034f\ufe00\U000e0100 　\nıİßǅΐ\u0345\u1160"
    )
    | st.characters(exclude_categories=("Cs",))
)


@pytest.mark.parametrize(
    "written",
    [
        ["ＡＩ", "AI", "ai", "Ａｉ", "A\u200bI", "A I", "𝐀𝐈"],
        ["第１０条", "第10条", "第 10 条", "第１0条", "第⑩条"],
        ["ワクチン", "わくちん", "ﾜｸﾁﾝ", "ワク\u00adチン", "ワ\u2060ク\ufeffチン"],
        ["データベース", "ﾃﾞｰﾀﾍﾞｰｽ", "デ－タベ－ス", "デ―タベ―ス", "データベース", "て゛ーたべーす"],
        ["がん検診", normalize("NFD", "がん検診"), "ｶﾞん検診", "か゛ん検診", "か\u3099ん検診"],
        ["3ヵ月", "3か月", "3カ月", "３カ\u3000月"],
        ["霞ヶ丘", "霞ケ丘", "霞ヶ\u200b丘"],
        ["髙﨑", "高崎", "高嵜"],
        ["渡邊", "渡邉", "渡辺", "渡辺\U000e0101"],
        ["葛\U000e0100城", "葛城", "葛\ufe00城"],
        ["神", "\ufa19"],
        ["令和8年度", "㋿８年度", "令和 8 年度"],
        ["A-B", "A‐B", "Aー B", "A–B", "A−B", "A─B", "A〜B", "A～B", "A~B"],
        ["株式会社", "㍿"],
        ["Straße", "STRASSE"],
        ["한국", normalize("NFD", "한국")],
    ],
)
def test_what_is_read_as_the_same_has_one_key(written):
    assert {search_key(text) for text in written} == {search_key(written[0])}


@pytest.mark.parametrize(
    "pair",
    [
        ("は", "ば"),
        ("斎藤", "斉藤"),
        ("サーバ", "サーバー"),
        ("キャノン", "キヤノン"),
        ("一", "ー"),
        ("カ", "力"),
        ("é", "e"),
        ("ヴ", "ウ"),
        ("第1号", "第11号"),
        ("𠮷", "𠮸"),
    ],
)
def test_what_is_not_the_same_has_another(pair):
    one, other = map(search_key, pair)
    assert one != other


@pytest.mark.parametrize("text", ["", " 　\n", "\u200b", "\ufeff\u2060", "\U000e0100", "\u3164"])
def test_what_nobody_sees_has_none(text):
    assert search_key(text) == ""


def test_every_dash_is_one_and_every_shape_of_a_letter():
    assert {search_key(dash) for dash in DASHES} == {"-"}
    for usual, *others in SHAPES:
        assert {search_key(other) for other in others} == {usual}


def test_a_letter_stands_in_one_group_and_only_where_unicode_needs_help():
    letters = "".join(SHAPES)
    assert len(letters) == len({*letters})
    assert normalize("NFKC", letters) == letters


def test_the_key_of_every_letter_is_its_own_key():
    once = [search_key(chr(code)) for code in range(sys.maxunicode + 1) if code not in PRIVATE]
    assert [key for key in {*once} if search_key(key) != key] == []


PRIVATE = {*range(0xE000, 0xF900), *range(0x323B0, 0xE0000), *range(0xF0000, 0x110000)}


@examples(400)
@given(TROUBLE)
def test_the_key_of_a_key_is_itself(text):
    key = search_key(text)
    assert search_key(key) == key
    assert not re.search(r"\s", key)


@examples(400)
@given(TROUBLE)
def test_however_a_text_is_composed_it_has_the_same_key(text):
    forms = {search_key(normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {search_key(text)}
