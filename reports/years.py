"""The years that the ledgers hold records of."""

from council.models import CouncilSession
from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User
from outside_use.models import UseNotice
from registrations.models import BusinessNotice

LEDGERS = (BusinessNotice, DisclosureRequest, UseNotice, ReviewRequest, CouncilSession)


def years_with_records() -> list[FiscalYear]:
    """Return the years in which anything was recorded, the latest first."""
    first, *others = (
        ledger.objects.order_by().values_list("year", flat=True) for ledger in LEDGERS
    )
    return [FiscalYear(year) for year in sorted(first.union(*others), reverse=True)]


def latest_year(user: User) -> FiscalYear | None:
    """Return the latest year of which this user sees any record."""
    first, *others = (
        ledger.objects.visible_to(user).order_by().values_list("year", flat=True)
        for ledger in LEDGERS
    )
    years = first.union(*others)
    return FiscalYear(max(years)) if years else None
