"""A small year on its way to publication, for the tests in which nothing rolls back."""

from datetime import UTC, date, datetime

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Report
from kurume_privacy.models import ClosedYear, Role, User
from reports.compiling.checks import CHECKS
from reports.compiling.checks.empty import EMPTY
from reports.edition.canonical import structure_of
from reports.edition.facts import File
from reports.models import Edition, Explanation, Step, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories

YEAR = FiscalYear(2021)
NOW = datetime(2022, 7, 30, 9, tzinfo=UTC)
NOTICE = {"notice_number": 412, "published_on": date(2022, 7, 29)}
OTHERS = (2019, 2024)


def few_files(report, facts):
    """Return two files that are quickly made."""
    return {
        "report.json": File(str(as_data(report)).encode(), "application/json"),
        "facts.txt": File(repr(facts).encode(), "text/plain"),
    }


def besides_empty(findings):
    """Leave out what is found of sections without a record: a small year has hardly any."""
    empty = {check.name for check in EMPTY.values()}
    return [finding for finding in findings if finding.check not in empty]


def people():
    """Return the office and the approver."""
    return factories.user("office", Role.OFFICE), factories.user("approver", Role.APPROVER)


def publish_others(approver: User) -> None:
    """Leave an earlier and a later year published and closed: nothing done to this one is theirs.

    Only the rows; the way there is this year's to go.
    """
    for year in OTHERS:
        ClosedYear.objects.create(year=year)
        for act in (StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH):
            Step.objects.create(year=year, act=act, user=approver, at=NOW, digest="0" * 64)
        reason = {"found": "0" * 64, "reason": "別の年度の理由", "user": approver, "at": NOW}
        Explanation.objects.bulk_create(
            Explanation(year=year, check_name=check, **reason) for check in CHECKS
        )
        edition(year, approver).store({})


def edition(year: int, approver: User) -> Edition:
    """Return an edition of another year, not stored yet."""
    report = Report(year, "別の年度の運用状況", "", ())
    return Edition(
        year=year,
        number=3,
        title=report.title,
        published_at=NOW,
        published_by=approver,
        published_on=date(year + 1, 6, 30),
        notice_number=77,
        structure=structure_of(report),
        checks="[]",
        steps="[]",
        rules_version="1",
    )


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
