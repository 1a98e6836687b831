"""What a report says of a measure, by identity. Pure."""

from collections import defaultdict

from kurume_privacy.document.identity import Identity
from kurume_privacy.document.structure import Report, Section, every_number


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
