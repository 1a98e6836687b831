"""The ledgers of a sample file: notices, requests with their dispositions, use notices."""

from datetime import timedelta

from council.models import Consultation
from disclosure.forms import DisclosureRequestForm, DispositionForm
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Regime
from outside_use.forms import UseNoticeForm
from outside_use.models import UseNotice
from registrations.forms import BusinessForm, BusinessNoticeForm
from registrations.models import BusinessNotice
from reports.sample.entry import divisions_by_name, enter, one_by_one, value_of, weekdays

DECIDED_AFTER = timedelta(days=14)


def enter_notices(notices: list[dict], year: FiscalYear) -> int:
    """Enter the notices about businesses, and the businesses they are about."""
    divisions = divisions_by_name()
    entered = 0
    for notice in notices:
        named = {"name": notice["name"], "division": divisions[notice["division"]]}
        business, _ = enter(BusinessForm, named)
        _, new = enter(
            BusinessNoticeForm,
            {"number": notice["number"], "notified_on": notice["notified_on"]},
            kind=value_of(BusinessNotice.Kind, notice["kind"]),
            business=business,
            **named,
        )
        entered += new
    return entered


def enter_requests(groups: list[dict], year: FiscalYear) -> int:
    """Enter the requests, one a weekday or so, each with its disposition a fortnight later."""
    divisions, rows = divisions_by_name(), _rows_of(year)
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


def _rows_of(year: FiscalYear) -> dict:
    """Return the rows of the regime in force, by list and Japanese name."""
    regime = next(r for r in Regime.objects.all() if r.in_force_on(year.first_day))
    return {
        **{("kind", row.name): row for row in regime.requestkind_set.all()},
        **{("method", row.name): row for row in regime.disclosuremethod_set.all()},
        **{("outcome", row.name): row for row in regime.outcome_set.all()},
        **{("clause", row.number): row for row in regime.exemptionclause_set.all()},
        **{("ground", row.name): row for row in regime.useground_set.all()},
    }


def enter_use_notices(groups: list[dict], year: FiscalYear) -> int:
    """Enter the notices of out-of-purpose use and external provision over the year."""
    divisions, rows = divisions_by_name(), _rows_of(year)
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
