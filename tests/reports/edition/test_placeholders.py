import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.document.structure import Number
from reports.edition.placeholders import fill, well_formed

CONSENT = Number(12, "本人同意")
STATUTE = Number(0, "法令")
NUMBERS = {"本人同意": CONSENT, "法令": STATUTE}


def test_a_name_in_braces_stands_for_a_number():
    assert fill("本人同意が{本人同意}件です。", NUMBERS) == ("本人同意が", CONSENT, "件です。")


def test_a_number_may_stand_anywhere_and_often():
    assert fill("{法令}", NUMBERS) == (STATUTE,)
    assert fill("{法令}{本人同意}", NUMBERS) == (STATUTE, CONSENT)
    assert fill("{法令}件と{法令}件", NUMBERS) == (STATUTE, "件と", STATUTE, "件")


def test_text_without_names_stays_as_it_is():
    assert fill("ありませんでした。", NUMBERS) == ("ありませんでした。",)
    assert fill("", NUMBERS) == ()


def test_a_name_that_no_number_bears_stays_for_all_to_see():
    assert fill("{法律}件", NUMBERS) == ("{法律}", "件")


@pytest.mark.parametrize("text", ["", "なし", "{法令}", "{法令}件と{本人 同意}件"])
def test_braces_that_pair_are_well_formed(text):
    assert well_formed(text)


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "}{", "{法令", "法令}", "{{法令}}", "{法{令}}", "{法令}}", "{法令}{"]
)
def test_braces_that_do_not_pair_are_not(text):
    assert not well_formed(text)


words = st.text(st.characters(exclude_characters="{}"), min_size=1, max_size=5)
pieces = st.lists(words | words.map("{{{}}}".format), max_size=8)


@given(pieces)
def test_without_numbers_a_text_says_what_was_typed(texts):
    text = "".join(texts)
    assert well_formed(text)
    assert "".join(map(str, fill(text, {}))) == text


@given(pieces)
def test_every_name_that_is_called_is_filled(texts):
    text = "".join(texts)
    called = [piece[1:-1] for piece in texts if piece.startswith("{")]
    filled = fill(text, {name: Number(1, name) for name in called})
    assert [part.name for part in filled if isinstance(part, Number)] == called
    assert "{" not in "".join(map(str, filled))
