"""The years that the ledgers hold records of."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import RecordQuerySet, User
from reports.sections import SECTIONS

COUNTED = [
    (section, ledger.model)
    for section in SECTIONS
    for ledger in section.kept
    if ledger.makes_years and ledger.model.is_counted()
]


def years_with_records() -> list[FiscalYear]:
    """Return the years in which anything was recorded, the latest first."""
    years = _years([model.objects.all() for _, model in COUNTED])
    return [FiscalYear(year) for year in sorted(years, reverse=True)]


def latest_year(user: User) -> FiscalYear | None:
    """Return the latest year of which the front page shows this user any record."""
    shown = [model.objects.visible_to(user) for section, model in COUNTED if section.so_far]
    years = _years(shown)
    return FiscalYear(max(years)) if years else None


def _years(ledgers: list[RecordQuerySet]) -> list[int]:
    first, *others = (records.order_by().values_list("year", flat=True) for records in ledgers)
    return list(first.union(*others))
