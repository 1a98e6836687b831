"""What a check finds: its subjects, its digest, the page it leads to, gaps in numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.document.findings import (
    SHOWN,
    Check,
    Finding,
    Severity,
    link_to,
    missing_numbers,
)
from kurume_privacy.document.links import Link

CHECK = Check("made", Severity.WARNING, "見本")


def test_a_check_finds():
    link = Link("reports:wording_list")
    finding = CHECK.found("直してください。", ["第1号", "第2号"], link)
    assert finding == Finding(
        "made", Severity.WARNING, "直してください。", link, ("第1号", "第2号")
    )


def test_the_digest_is_the_same_while_the_same_is_found():
    assert CHECK.found("直す。", ["第1号"]).digest == CHECK.found("直す。", ["第1号"]).digest
    assert len(CHECK.found("直す。").digest) == 64


@pytest.mark.parametrize(
    "other",
    [{"check": "another"}, {"sentence": "直せ。"}, {"subjects": ("第1号", "第3号")}],
    ids=lambda other: next(iter(other)),
)
def test_the_digest_changes_with_what_is_found(other):
    finding = CHECK.found("直す。", ["第1号", "第2号"])
    assert replace(finding, **other).digest != finding.digest


def test_the_page_that_shows_it_changes_no_digest():
    assert CHECK.found("直す。", link=Link("a:b")).digest == CHECK.found("直す。").digest


def test_of_many_the_first_are_named_and_how_many_more():
    finding = CHECK.found("直す。", [f"第{number}号" for number in range(1, SHOWN + 6)])
    assert len(finding.subjects) == SHOWN + 1
    assert finding.subjects[-2:] == (f"第{SHOWN}号", "ほか5件")


@pytest.mark.parametrize("count", [0, 1, SHOWN - 1, SHOWN, SHOWN + 1])
def test_never_is_one_alone_left_unnamed(count):
    numbers = [f"第{number}号" for number in range(count)]
    assert CHECK.found("直す。", numbers).subjects == tuple(numbers)


@given(st.integers(0, 3 * SHOWN))
def test_named_and_left_out_are_together_all(count):
    finding = CHECK.found("直す。", [f"第{number}号" for number in range(count)])
    assert len(finding.subjects) - bool(finding.more) + finding.more == count
    assert finding.more != 1


@pytest.mark.parametrize("count", [3, SHOWN + 1, SHOWN + 2, 100])
def test_every_subject_is_named_where_each_has_to_be_judged(count):
    numbers = [f"第{number}号" for number in range(count)]
    finding = CHECK.found("直す。", numbers, every=True)
    assert finding.subjects == tuple(numbers)
    assert finding.digest == CHECK.found("直す。", numbers).digest


def test_a_reason_that_was_written_while_fewer_were_named_holds():
    numbers = [f"第{number}号" for number in range(SHOWN + 1)]
    for every in (False, True):
        assert CHECK.found("直す。", numbers, every=every).digest[:8] == "92a89b11"


def test_the_digest_covers_what_is_not_named():
    numbers = [f"第{number}号" for number in range(SHOWN + 5)]
    one, other = CHECK.found("直す。", numbers), CHECK.found("直す。", [*numbers[:-1], "別の号"])
    assert one.subjects == other.subjects
    assert one.digest != other.digest


def test_one_record_is_its_own_page_and_several_are_a_list():
    assert link_to("disclosure:disclosurerequest", [7], ("year", 2021)) == Link(
        "disclosure:disclosurerequest_detail", 7
    )
    assert link_to("disclosure:disclosurerequest", [7, 8], ("year", 2021)) == Link(
        "disclosure:disclosurerequest_list", query=(("year", 2021),)
    )


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        ([], []),
        ([1, 2, 3], []),
        ([3, 1, 2], []),
        ([1, 3], [(2, 2)]),
        ([2], [(1, 1)]),
        ([4, 9], [(1, 3), (5, 8)]),
    ],
)
def test_gaps_are_counted_from_one(numbers, gaps):
    assert missing_numbers(numbers) == gaps


@given(st.sets(st.integers(1, 60)))
def test_numbers_and_gaps_are_together_all(numbers):
    missing = {
        number for first, last in missing_numbers(numbers) for number in range(first, last + 1)
    }
    assert not missing & numbers
    assert missing | numbers == set(range(1, max(numbers, default=0) + 1))
