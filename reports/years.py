"""The years that the ledgers hold records of."""

from collections.abc import Iterable

from django.db.models import QuerySet, Subquery

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User, years_recorded
from reports.sections import SECTIONS

COUNTED = [
    (section, ledger.model)
    for section in SECTIONS
    for ledger in section.kept
    if ledger.makes_years and ledger.model.is_counted()
]


def years_with_records() -> list[FiscalYear]:
    """Return the years in which anything was recorded, the latest first."""
    return [FiscalYear(year) for year in years_recorded(*(model for _, model in COUNTED))]


def latest_year(user: User) -> FiscalYear | None:
    """Return the latest year of which the front page shows this user any record."""
    shown: Iterable[QuerySet] = (
        model.objects.visible_to(user) for section, model in COUNTED if section.so_far
    )
    latest = [Subquery(records.order_by("-year").values("year")[:1]) for records in shown]
    years = User.objects.filter(pk=user.pk).values_list(*latest).get()  # one query for all
    known = [year for year in years if year is not None]
    return FiscalYear(max(known)) if known else None
