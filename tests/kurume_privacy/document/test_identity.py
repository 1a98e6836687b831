"""What a number measures, and what a report says of a measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.document.identity import NONE, Identity, by_of, lasting_key, read, written
from kurume_privacy.document.measuring import by_key, first, length, total
from kurume_privacy.document.structure import Line, Listing, Number, Paragraph, Section

keys = st.dictionaries(st.sampled_from(["kind", "method", "outcome"]), st.sampled_from(["a", "b"]))


def test_dimensions_stand_in_the_order_of_their_names_and_nothing_is_none():
    assert by_of(method=None, kind="disclosure") == (("kind", "disclosure"), ("method", NONE))


@given(keys)
def test_dimensions_are_written_as_a_key_and_read_again(named):
    assert read(written(by_of(**named))) == by_of(**named)


@pytest.mark.parametrize("key", ["", "total", "name", "disclosure.requests"])
def test_a_key_of_another_kind_has_no_dimensions(key):
    assert read(key) == ()


@given(keys)
def test_a_total_drops_dimensions(named):
    identity = Identity("made", by_of(**named))
    assert identity.dimensions == named.keys()
    assert identity.without(*named) == ("made", ())
    assert identity.without("kind").dimensions == named.keys() - {"kind"}


def test_a_key_follows_from_a_name_alone_and_is_ascii():
    assert lasting_key("開示") == lasting_key("開示") != lasting_key("訂正")
    assert lasting_key("開示").isascii()


def section(*numbers: Number) -> Section:
    lines = (Line(("一",)), Line(("二",)))
    return Section("s", "節", (Paragraph("p", numbers), Listing("l", (), lines)))


def test_a_measure_is_the_number_of_its_identity():
    whole, part = Number(5, "made"), Number(2, "made", by_of(kind="a"))
    found = section(part, whole)
    assert first(found, whole.identity) == total(found, whole.identity) == 5
    assert first(found, Identity("other", ())) is None
    assert total(found, Identity("other", ())) is None


def test_where_no_total_is_printed_it_is_the_sum_of_the_parts_with_fewest_dimensions():
    parts = [Number(n, "made", by_of(kind=key)) for n, key in ((2, "a"), (3, "b"))]
    narrower = Number(9, "made", by_of(kind="a", method="x"))
    found = section(narrower, *parts, parts[0])
    assert total(found, Identity("made", ())) == 5
    assert total(found, parts[0].identity) == 2
    assert total(section(narrower), parts[0].identity) == 9


def test_what_is_narrowed_to_one_dimension_alone_is_found_by_its_keys():
    parts = [Number(n, "made", by_of(kind=key)) for n, key in ((2, "a"), (3, "b"))]
    narrower = Number(9, "made", by_of(kind="a", method="x"))
    found = section(Number(5, "made"), narrower, *parts, Number(7, "other", by_of(kind="c")))
    assert by_key(found, "made", "kind") == {"a": 2, "b": 3}
    assert by_key(section(narrower), "made", "kind") == {}


def test_a_list_is_as_long_as_its_lines():
    assert length(section(), "l") == 2
    assert length(section(), "other") == 0
