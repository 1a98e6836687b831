"""Marked words: what was taken out and put in, a number never by its digits."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.edition.marking import MOST, Piece, marked, words


def shown(before, after):
    """Return both texts with what is marked in brackets."""
    return tuple(
        "".join(f"［{one.text}］" if one.changed else one.text for one in side)
        for side in marked(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "wrong", "right"),
    [
        (
            "閲覧38件、写しの交付92件でした。",
            "閲覧39件、写しの交付91件でした。",
            "閲覧［38］件、写しの交付［92］件でした。",
            "閲覧［39］件、写しの交付［91］件でした。",
        ),
        ("1,234件", "1,235件", "［1,234］件", "［1,235］件"),
        ("１２．５％", "１２．６％", "［１２．５］％", "［１２．６］％"),
        ("38", "138", "［38］", "［138］"),
        (
            "固定資産評価委員会",
            "固定資産評価審査委員会",
            "固定資産評価委員会",
            "固定資産評価［審査］委員会",
        ),
        ("システムの利用", "シスターの利用", "［システム］の利用", "［シスター］の利用"),
        ("ＡＩの利用", "IT の利用", "［ＡＩ］の利用", "［IT ］の利用"),
        (
            "届出がありました。",
            "届出はありませんでした。",
            "届出［がありました］。",
            "届出［はありませんでした］。",
        ),
        ("①甲\n②乙", "①甲\n②丙", "①甲\n②［乙］", "①甲\n②［丙］"),
        ("", "届出", "", "［届出］"),
        ("届出", "", "［届出］", ""),
        ("同じ文です。", "同じ文です。", "同じ文です。", "同じ文です。"),
    ],
)
def test_the_words_that_differ_are_marked(before, after, wrong, right):
    assert shown(before, after) == (wrong, right)


def test_a_sentence_that_was_rewritten_is_one_change():
    """A 、 or の that both happen to have leaves nobody a word to read by."""
    before = "令和6年度の運用状況の公表の記録は、ありません。"
    after = "令和6年度の運用状況は、令和7年6月30日に久留米市告示第287号で公表しました。"
    assert shown(before, after) == (
        "令和6年度の運用状況［の公表の記録は、ありません］。",
        "令和6年度の運用状況［は、令和7年6月30日に久留米市告示第287号で公表しました］。",
    )


def test_numbers_close_to_each_other_stay_apart():
    assert shown("35件、41件、7件", "36件、40件、7件") == (
        "［35］件、［41］件、7件",
        "［36］件、［40］件、7件",
    )


def test_what_belongs_to_a_character_is_never_parted_from_it():
    variants = ("葛\U000e0100城", "葛\U000e0101城")
    assert shown(*variants) == ("［葛\U000e0100］城", "［葛\U000e0101］城")
    accents = ("が", "か\u3099")  # composed and decomposed
    assert shown(*accents) == ("［が］", "［か\u3099］")
    assert words("ﾃﾞｰﾀ𠮷野家") == ["ﾃﾞｰﾀ", "𠮷", "野", "家"]


@pytest.mark.parametrize(
    ("before", "after", "wrong", "right"),
    [
        # As much as changed on the smaller side is enough to read by.
        ("春は夏", "秋は冬", "［春］は［夏］", "［秋］は［冬］"),
        (
            "1甲乙丙春夏秋冬",
            "2甲乙丙東西南北",
            "［1］甲乙丙［春夏秋冬］",
            "［2］甲乙丙［東西南北］",
        ),
        # What was taken together counts as one with what comes next.
        (
            "一二三甲乙四五六七丙丁戊己春夏秋冬朝夕",
            "壱弐参甲乙肆伍陸漆丙丁戊己東西南北上下",
            "［一二三甲乙四五六七丙丁戊己春夏秋冬朝夕］",
            "［壱弐参甲乙肆伍陸漆丙丁戊己東西南北上下］",
        ),
    ],
)
def test_how_much_is_left_to_read_by(before, after, wrong, right):
    assert shown(before, after) == (wrong, right)


def long(length, first=0x4E00):
    """Return as many kanji, each another one than the next."""
    return "".join(chr(first + place % 3000) for place in range(length))


@pytest.mark.parametrize("more", [0, 1])
def test_of_texts_too_long_to_compare_all_between_the_ends_is_marked(more):
    """Two texts of as many words as are compared just so, and of one more."""
    same = long(int(MOST**0.5) - 2)
    before, after = f"始甲{same}乙{'丙' * more}終", f"始丁{same}戊終"
    if more:
        assert shown(before, after) == (f"始［甲{same}乙丙］終", f"始［丁{same}戊］終")
    else:
        assert shown(before, after) == (f"始［甲］{same}［乙］終", f"始［丁］{same}［戊］終")


def test_of_a_long_text_one_word_is_marked():
    same = long(5000)
    assert shown(f"{same}甲{same}", f"{same}乙{same}") == (
        f"{same}［甲］{same}",
        f"{same}［乙］{same}",
    )


texts = st.text(st.sampled_from("あいはのカタ甲乙丙12３,、。 A\n\u3099\U000e0100"), max_size=30)


edited = st.tuples(texts, texts, texts, texts).map(
    lambda parts: ("".join(parts[:3]), parts[0] + parts[3] + parts[2])
)


@given(edited)
@example(("甲乙", "甲丙乙"))
def test_the_pieces_are_the_texts_and_what_is_not_marked_is_in_both(edit):
    before, after = edit
    wrong, right = marked(before, after)
    for text, side in ((before, wrong), (after, right)):
        assert "".join(piece.text for piece in side) == text
        assert all(piece.text for piece in side)
        assert not any(a.changed == b.changed for a, b in pairwise(side))
    assert kept(wrong) == kept(right)
    assert (before == after) == (not any(piece.changed for piece in (*wrong, *right)))


def kept(side):
    return "".join(piece.text for piece in side if not piece.changed)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_number_is_marked_whole(before, after):
    wrong, right = marked(f"計{before:,}件", f"計{after:,}件")
    differ = before != after
    assert Piece(f"{before:,}", True) in wrong or not differ
    assert Piece(f"{after:,}", True) in right or not differ


@given(texts)
def test_words_are_the_text(text):
    assert "".join(words(text)) == text
