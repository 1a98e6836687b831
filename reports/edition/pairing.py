"""What stands for the same in two editions: by key, else by what is alike around it. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

Part = TypeVar("Part")
Pairs = Iterator[tuple[Part | None, Part | None]]  # nothing on one side of what has no partner


def by_key(
    before: Iterable[tuple[str, Part]], after: Iterable[tuple[str, Part]]
) -> tuple[list[tuple[Part, Part]], list[Part], list[Part]]:
    """Return the pairs of the same key, in the order of the later, then what is left of either.

    Where a key stands several times, its first is the first of the other. What has no key, an
    empty text, has no partner by it.
    """
    old, new = dict(_numbered(before)), dict(_numbered(after))
    both = {place: None for place in new if place in old and place[0]}
    left, added = ([parts[one] for one in parts if one not in both] for parts in (old, new))
    return [(old[place], new[place]) for place in both], left, added


def _numbered(parts: Iterable[tuple[str, Part]]) -> Iterator[tuple[tuple[str, int], Part]]:
    """Yield each part under its key and how often that came before."""
    times: Counter[str] = Counter()
    for key, part in parts:
        yield (key, times[key]), part
        times[key] += 1


def aligned(before: Sequence[Part], after: Sequence[Part]) -> Pairs[Part]:
    """Yield pairs in their order: what is alike at both ends, then as many, then what is alike."""
    first, last = alike_at_ends(before, after)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    yield from zip(before[:first], after[:first], strict=True)
    yield from zip_longest(old, new) if len(old) == len(new) else _matched(old, new)
    yield from zip(before[len(before) - last :], after[len(after) - last :], strict=True)


def alike_at_ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """Return how many parts both begin with, and with how many of the rest both end."""
    first = _alike(before, after)
    return first, _alike(before[first:][::-1], after[first:][::-1])


def _alike(before: Sequence[object], after: Sequence[object]) -> int:
    """Return how many parts both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    differing = next((place for place, (was, now) in pairs if was != now), None)
    return min(len(before), len(after)) if differing is None else differing


def _matched(old: Sequence[Part], new: Sequence[Part]) -> Pairs[Part]:
    was, now = ([str(part) for part in parts] for parts in (old, new))
    for _, start, end, place, stop in SequenceMatcher(None, was, now, False).get_opcodes():
        yield from zip_longest(old[start:end], new[place:stop])
