"""The 令和３年度 sample: a readable file of records, put through the forms that clerks use.

The records are reconstructed from the city's published counts; the file says so.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.sample import frame, ledgers
from reports.years import LEDGERS

REIWA3 = Path(__file__).parent / "reiwa3.toml"

# What the file holds, in the order in which one part needs another.
PARTS: dict[str, Callable[..., int]] = {
    "departments": frame.enter_departments,
    "notices": ledgers.enter_notices,
    "requests": ledgers.enter_requests,
    "sessions": frame.enter_sessions,
    "use_notices": ledgers.enter_use_notices,
    "public_notice": frame.enter_public_notice,
    "trainings": frame.enter_trainings,
    "wordings": frame.enter_wordings,
}
ORGANISATION = ("departments",)


def is_empty() -> bool:
    """Say whether no ledger holds a record yet."""
    return not any(ledger.objects.exists() for ledger in LEDGERS)


def is_untouched() -> bool:
    """Say whether the sample is there as it was loaded, and nobody entered or changed a record."""
    entries = (ledger.history.exclude(history_user=None, history_type="+") for ledger in LEDGERS)
    return not (is_empty() or any(found.exists() for found in entries))


def load(path: Path = REIWA3, *, organisation_only: bool = False) -> dict[str, int]:
    """Enter every record of the file that is not there yet, all or none.

    With ``organisation_only``, enter the departments and their divisions alone.

    Returns how many were entered, by part of the file. Raises `SampleError` for an entry that
    its form refuses.
    """
    sample = tomllib.loads(path.read_text(encoding="utf-8"))
    year = FiscalYear(sample["fiscal_year"])
    parts = ORGANISATION if organisation_only else PARTS
    with transaction.atomic():
        return {part: PARTS[part](sample[part], year) for part in parts}
