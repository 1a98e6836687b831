"""How many examples a property is tried with: few in every check, many in ``make test-long``."""

import os

from hypothesis import settings

MANY = 20  # times as many
LONG = bool(os.environ.get("TEST_LONG"))


def examples(few: int, **options: object) -> settings:
    """Return the settings of a property: ``few`` examples, or ``MANY`` times as many."""
    return settings(max_examples=few * MANY if LONG else few, **options)
