"""A small year on its way to publication, for the tests in which nothing rolls back."""

from datetime import UTC, date, datetime

from kurume_privacy.document import as_data
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import Role
from reports import publish
from reports.draft import Draft
from reports.facts import File
from tests import factories

YEAR = FiscalYear(2021)
NOW = datetime(2022, 7, 30, 9, tzinfo=UTC)
NOTICE = {"notice_number": 412, "published_on": date(2022, 7, 29)}


def few_files(report, facts):
    """Return two files that are quickly made."""
    return {
        "report.json": File(str(as_data(report)).encode(), "application/json"),
        "facts.txt": File(repr(facts).encode(), "text/plain"),
    }


def people():
    """Return the office and the approver."""
    return factories.user("office", Role.OFFICE), factories.user("approver", Role.APPROVER)


def enter(office):
    """Enter a year that can be asked about."""
    factories.business_notice(number=1)
    factories.public_notice(2020)
    for warning in Draft.of(YEAR, NOW.date()).unexplained:
        publish.explain(YEAR, warning.check, "確かめました。", office, NOW)


def approve(office, approver):
    """Take it as far as the approval."""
    publish.ask(YEAR, office, NOW)
    publish.approve(YEAR, approver, NOW)
