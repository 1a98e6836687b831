"""The 令和３年度 sample in a database of its own, whole or shortened."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from kurume_privacy.records.sample import one_by_one
from reports.sample.loading import enter
from tests.bench.data import LAST_YEAR, SAMPLE
from tests.bench.database import copied

LONG = ("requests", "use_notices")  # the ledgers whose entries stand for several records


@contextmanager
def sampled(entries: int) -> Iterator[int]:
    """Enter the sample, at most so many of each long ledger; yield how many these have."""
    with copied("sample"):
        told = SAMPLE | {part: _first(entries, SAMPLE[part]) for part in LONG}
        with transaction.atomic():
            entered = enter(told, LAST_YEAR)
        yield sum(entered[part] for part in LONG)


def _first(entries: int, groups: list[dict]) -> list[dict]:
    return [{**entry, "count": 1} for entry in one_by_one(groups)[:entries]]
