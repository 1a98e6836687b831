"""What a report shows of a record can be read: nothing, a part with its values, or the whole."""

from kurume_privacy.models.shown import NOTHING, WHOLE, Shown


def test_nothing_is_false_and_all_else_is_true():
    assert not NOTHING
    assert Shown.part(1)
    assert Shown.part(None)
    assert WHOLE


def test_parts_are_the_same_when_their_values_are():
    assert Shown.part(1, "開示") == Shown.part(1, "開示") != Shown.part(2, "開示")
    assert Shown.part(None) != NOTHING


def test_a_part_is_not_the_whole():
    assert (WHOLE.whole, Shown.part(1).whole, NOTHING.whole) == (True, False, False)
