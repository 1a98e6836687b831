"""The office's own wording: a name stands for the number that it was typed for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.document.identity import by_of
from kurume_privacy.document.structure import Number, Paragraph
from reports.edition.placeholders import (
    as_typed,
    bound,
    called,
    fill,
    found,
    names_of,
    well_formed,
)

CONSENT = Number(12, "made.uses", by_of(ground="consent"), "本人同意")
STATUTE = Number(0, "made.uses", by_of(ground="law"), "法令")
PARAGRAPH = Paragraph("made", ("本人同意が", CONSENT, "件です。"), (CONSENT, STATUTE))


def filled(text, paragraph=PARAGRAPH, kept=None):
    return fill(text, paragraph, kept or {})


def test_a_name_in_braces_stands_for_a_number():
    assert filled("本人同意が{本人同意}件です。") == ("本人同意が", CONSENT, "件です。")


def test_a_number_may_stand_anywhere_and_often():
    assert filled("{法令}") == (STATUTE,)
    assert filled("{法令}{本人同意}") == (STATUTE, CONSENT)
    assert filled("{法令}件と{法令}件") == (STATUTE, "件と", STATUTE, "件")


def test_text_without_names_stays_as_it_is():
    assert filled("ありませんでした。") == ("ありませんでした。",)
    assert filled("") == ()


def test_a_name_that_no_number_bears_stays_for_all_to_see():
    assert filled("{法律}件") == ("{法律}", "件")


def test_the_sentence_is_typed_with_a_name_for_each_number():
    assert as_typed(PARAGRAPH.content, PARAGRAPH) == "本人同意が{本人同意}件です。"


class TestNumbersOfOneLabel:
    """Whatever the order of the law's rows, each name is one number's and no other's."""

    METHOD = Number(40, "requests", by_of(regime="act", method="inspection"), "閲覧")
    KIND = Number(7, "requests", by_of(regime="act", kind="inspection"), "閲覧")

    def names(self, *numbers, content=()):
        return names_of(Paragraph("made", content, numbers))

    def test_get_names_by_what_they_are_narrowed_to(self):
        expected = {"閲覧（開示の方法）": self.METHOD, "閲覧（種類）": self.KIND}
        assert self.names(self.METHOD, self.KIND) == expected
        assert self.names(self.KIND, self.METHOD) == expected

    def test_of_one_dimension_get_names_by_their_keys(self):
        other = Number(3, "requests", by_of(regime="act", method="viewing"), "閲覧")
        assert self.names(self.METHOD, other) == {
            "閲覧（開示の方法 inspection）": self.METHOD,
            "閲覧（開示の方法 viewing）": other,
        }

    def test_of_two_measures_get_names_by_all_that_they_are(self):
        other = Number(3, "pending", self.METHOD.by, "閲覧")
        assert self.names(self.METHOD, other) == {
            "閲覧（requests;method=inspection;regime=act）": self.METHOD,
            "閲覧（pending;method=inspection;regime=act）": other,
        }

    def test_what_the_paragraph_names_keeps_its_name_before_what_it_prints(self):
        names = self.names(self.METHOD, content=(self.KIND,))
        assert names["閲覧"] == self.METHOD
        assert names["閲覧（種類）"] == self.KIND

    def test_a_total_is_called_so(self):
        whole = Number(9, "requests", by_of(regime="act"), "閲覧")
        assert self.names(whole, self.METHOD) == {
            "閲覧（全体）": whole,
            "閲覧（開示の方法）": self.METHOD,
        }

    def test_one_number_of_two_labels_has_two_names(self):
        other = Number(40, self.METHOD.measure, self.METHOD.by, "縦覧")
        assert self.names(self.METHOD, other) == {"閲覧": self.METHOD, "縦覧": other}

    def test_a_brace_in_a_word_of_the_law_is_none_in_a_name(self):
        assert [*self.names(Number(1, "m", (), "{甲}"))] == ["｛甲｝"]


class TestWhatANameStoodForIsKept:
    def test_it_prints_its_own_number_when_the_words_change_places(self):
        kept = bound("{本人同意}", PARAGRAPH)
        renamed = (
            Number(12, CONSENT.measure, CONSENT.by, "法令"),
            Number(0, STATUTE.measure, STATUTE.by, "本人同意"),
        )
        paragraph = Paragraph("made", (), renamed)
        (number,) = fill("{本人同意}", paragraph, kept)
        assert number.identity == CONSENT.identity
        assert as_typed((number,), paragraph) == "{法令}"

    def test_what_is_counted_no_more_stays_for_all_to_see(self):
        kept = bound("{本人同意}", PARAGRAPH)
        less = Paragraph("made", (), (STATUTE,))
        assert fill("{本人同意}", less, kept) == ("{本人同意}",)
        assert found("本人同意", less, kept) is None

    def test_a_name_of_old_still_stands_for_it_and_one_of_today_for_todays(self):
        kept = bound("{本人同意}{法令}", PARAGRAPH)
        renamed = Paragraph("made", (), (Number(1, CONSENT.measure, CONSENT.by, "同意"), STATUTE))
        again = bound("{本人同意}{法令}{法律}", renamed, kept)
        assert again == kept
        assert fill("{本人同意}", renamed, again) == (renamed.named[0],)

    def test_a_name_of_today_is_todays_whatever_it_stood_for(self):
        kept = bound("{本人同意}", PARAGRAPH)
        other = Paragraph("made", (), (Number(0, STATUTE.measure, STATUTE.by, "本人同意"),))
        assert bound("{本人同意}", other, kept) == bound("{本人同意}", other)

    def test_a_name_that_was_never_kept_is_read_as_it_stands(self):
        assert fill("{法令}", PARAGRAPH, bound("{本人同意}", PARAGRAPH)) == (STATUTE,)


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
    assert "".join(map(str, filled(text, Paragraph("made", ())))) == text


@given(pieces)
def test_every_name_that_is_called_is_filled(texts):
    text = "".join(texts)
    names = [piece[1:-1] for piece in texts if piece.startswith("{")]
    numbers = (Number(1, "made", by_of(name=name), name) for name in dict.fromkeys(names))
    printed = filled(text, Paragraph("made", (), tuple(numbers)))
    assert [part.label for part in printed if isinstance(part, Number)] == names == called(text)
    assert "{" not in "".join(map(str, printed))


keys = st.sampled_from(["a", "b", "c"])
dimensions = st.dictionaries(st.sampled_from(["kind", "method", "outcome"]), keys)
identities = st.tuples(st.sampled_from(["requests", "answers"]), dimensions)
labels = st.sampled_from(["閲覧", "開示", "承諾（種類）", "承諾", "全体"])
laws = st.lists(st.tuples(identities, labels), max_size=8)


@given(laws, st.permutations(range(8)), st.data())
def test_every_name_of_any_law_is_one_numbers_own_in_any_order_and_under_any_words(
    law, order, data
):
    numbers = {
        (measure, by_of(**by)): Number(place, measure, by_of(**by), label)
        for place, ((measure, by), label) in enumerate(law)
    }
    paragraph = Paragraph("made", (), tuple(numbers.values()))
    names = names_of(paragraph)
    assert {number.identity for number in names.values()} == numbers.keys()
    assert len(names) == len(numbers)
    shuffled = [[*numbers.values()][place] for place in order if place < len(numbers)]
    assert names_of(Paragraph("made", (), tuple(shuffled))) == names
    text = "".join(f"{{{name}}}" for name in names)
    kept = bound(text, paragraph)
    renamed = tuple(Number(one.value, one.measure, one.by, data.draw(labels)) for one in shuffled)
    printed = fill(text, Paragraph("made", (), renamed), kept)
    assert [part.value for part in printed] == [number.value for number in names.values()]
