"""Requests of a sample file with their dispositions."""

from datetime import timedelta

from disclosure.forms import DisclosureRequestForm, DispositionForm
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.records.sample import (
    divisions_by_name,
    enter,
    one_by_one,
    rows_of,
    weekdays,
)

DECIDED_AFTER = timedelta(days=14)


def enter_requests(groups: list[dict], year: FiscalYear) -> int:
    """Enter the requests, one a weekday or so, each with its disposition a fortnight later."""
    divisions, rows = divisions_by_name(), rows_of(year)
    entries = one_by_one(groups)
    entered = 0
    for number, (entry, day) in enumerate(
        zip(entries, weekdays(year, len(entries)), strict=True), start=1
    ):
        request, new = enter(
            DisclosureRequestForm,
            {"number": number, "received_on": day},
            kind=rows["kind", entry["kind"]],
            method=rows.get(("method", entry.get("method"))),
            division=divisions[entry["division"]],
        )
        if new:
            _enter_disposition(request, entry, rows, day + DECIDED_AFTER)
        entered += new
    return entered


def _enter_disposition(request, entry, rows, day) -> None:
    clauses = [rows["clause", number] for number in entry.get("clauses", [])]
    outcome = rows["outcome", entry["outcome"]]
    key = {"request": request, "outcome": outcome, "decided_on": day}
    enter(DispositionForm, key, clauses=clauses)
