"""Notices about businesses of a sample file, and the businesses they are about."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.records.sample import divisions_by_name, enter, value_of
from registrations.forms import BusinessForm, BusinessNoticeForm
from registrations.models import BusinessNotice


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
