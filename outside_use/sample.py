"""Use notices of a sample file, over the year."""

from council.models import Consultation
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.records.sample import (
    divisions_by_name,
    enter,
    one_by_one,
    rows_of,
    value_of,
    weekdays,
)
from outside_use.forms import UseNoticeForm
from outside_use.models import UseNotice


def enter_use_notices(groups: list[dict], year: FiscalYear) -> int:
    """Enter the notices of out-of-purpose use and external provision over the year."""
    divisions, rows = divisions_by_name(), rows_of(year)
    described = ("using_business", "used_business", "items")
    entries = one_by_one(groups)
    entered = 0
    for number, (entry, day) in enumerate(
        zip(entries, weekdays(year, len(entries)), strict=True), start=1
    ):
        _, new = enter(
            UseNoticeForm,
            {"number": number, "notified_on": day},
            kind=value_of(UseNotice.Kind, entry["kind"]),
            division=divisions[entry["division"]],
            ground=rows.get(("ground", entry.get("ground"))),
            consultation=_consultation(entry, year),
            **{field: entry.get(field, "") for field in described},
        )
        entered += new
    return entered


def _consultation(entry: dict, year: FiscalYear) -> Consultation | None:
    """Return the consultation named as session-number: 1-6."""
    if "consultation" not in entry:
        return None
    session, number = entry["consultation"].split("-")
    return Consultation.objects.get(session__year=int(year), session__number=session, order=number)
