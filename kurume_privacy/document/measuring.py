"""What a report says of a measure, by identity. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from kurume_privacy.document.identity import Identity
from kurume_privacy.document.structure import Listing, Report, Section, every_number


@dataclass(frozen=True)
class Compared:
    """What a section has compared over the years, under a title that fits every law.

    ``measures`` are {measure: the dimensions that a figure is narrowed to, besides the law}; a
    dimension may have one key, as origin=received. The ``charted`` figure is drawn, the one of the
    lowest ``place`` first.
    """

    title: str
    measures: dict[str, tuple[str, ...]]
    charted: Identity | None = None
    place: int = 0


def first(part: Report | Section, identity: Identity) -> int | None:
    """Return the number of this identity; none where the part has none."""
    found = (one.value for one in every_number(part) if one.identity == identity)
    return next(found, None)


def total(part: Report | Section, identity: Identity) -> int | None:
    """Return the number of this identity, else the sum of the parts with fewest dimensions.

    None where the part has neither.
    """
    found: dict[frozenset[str], dict[Identity, int]] = defaultdict(dict)
    for one in every_number(part):
        if one.measure == identity.measure and set(identity.by) <= set(one.by):
            found[one.identity.dimensions][one.identity] = one.value
    fewest = min(found, key=lambda narrowed: (len(narrowed), sorted(narrowed)), default=None)
    return None if fewest is None else sum(found[fewest].values())


def by_key(part: Report | Section, measure: str, dimension: str) -> dict[str, int]:
    """Return the numbers narrowed to one dimension alone, by its keys."""
    return {
        key: one.value
        for one in every_number(part)
        if one.measure == measure and one.identity.dimensions == {dimension}
        for _, key in one.by
    }


def length(section: Section, key: str) -> int:
    """Return how many lines the section's list of this key has; none where it has no list."""
    listings = (block for block in section.blocks if isinstance(block, Listing))
    return sum(len(listing.lines) for listing in listings if listing.key == key)
