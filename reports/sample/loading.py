"""The sample put through the forms that clerks use, part by part.

The records are reconstructed from the city's published counts; the file says so.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.section import SamplePart, SectionDeclaration
from reports.desk.ledgers import LEDGERS
from reports.sample import frame
from reports.sections import SECTIONS

REIWA3 = Path(__file__).parent / "reiwa3.toml"
ORGANISATION = SamplePart("departments", frame.enter_departments)
WORDINGS = SamplePart("wordings", frame.enter_wordings)


def parts() -> list[SamplePart]:
    """Return what the file holds, in the order in which one part needs another."""
    sections = sorted((section for section in SECTIONS if section.sample), key=_builds_on)
    return [ORGANISATION, *(section.sample for section in sections if section.sample), WORDINGS]


def _builds_on(section: SectionDeclaration) -> int:
    return min(ledger.number for ledger in section.kept)


def is_empty() -> bool:
    """Say whether no ledger holds a record yet."""
    return not any(ledger.model.objects.exists() for ledger in LEDGERS)


def is_untouched() -> bool:
    """Say whether the sample is there as it was loaded, and nobody entered or changed a record."""
    histories = (ledger.model.history for ledger in LEDGERS)
    entries = (found.exclude(history_user=None, history_type="+") for found in histories)
    return not (is_empty() or any(found.exists() for found in entries))


def load(path: Path = REIWA3, *, organisation_only: bool = False) -> dict[str, int]:
    """Enter every record of the file that is not there yet, all or none.

    With ``organisation_only``, enter the departments and their divisions alone.

    Returns how many were entered, by part of the file. Raises `SampleError` for an entry that
    its form refuses.
    """
    sample = tomllib.loads(path.read_text(encoding="utf-8"))
    year = FiscalYear(sample["fiscal_year"])
    with transaction.atomic():
        return enter(sample, year, [ORGANISATION] if organisation_only else parts())


def enter(
    sample: Mapping[str, Any], year: FiscalYear, wanted: Iterable[SamplePart] = ()
) -> dict[str, int]:
    """Enter these parts of a sample, or all; return how many records were entered, by part."""
    return {part.name: part.enter(sample[part.name], year) for part in wanted or parts()}
