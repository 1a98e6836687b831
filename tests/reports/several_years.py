"""Four years, and the steps with each of them: in whatever order a test takes them."""

from datetime import UTC, date, datetime

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.models import Edition, Step, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from reports.publishing.standing import standings
from tests import factories

YEARS = (2021, 2022, 2023, 2024)
NOW = datetime(2026, 5, 10, 3, tzinfo=UTC)
WAY = (StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH)


def enter(office, years=YEARS):
    """Enter two notices in each of these years; the years before were published elsewhere."""
    factories.public_notice(years[0] - 1, number=77)
    for year in years:
        for number in (1, 2):
            factories.business_notice(number=number, notified_on=FiscalYear(year).first_day)


def take(act, year, people, **more):
    """Take a step with a year, its warnings explained before it is asked for."""
    office, approver = people
    if act == StepKind.ASK:
        for warning in Draft.of(FiscalYear(year), NOW.date()).unexplained:
            publish.explain(FiscalYear(year), warning.check, "確かめました。", office, NOW)
    stated = {"notice_number": number_of(year), "published_on": date(year + 1, 7, 1)}
    options = {
        StepKind.PUBLISH: stated,
        StepKind.SEND_BACK: {"reason": "直すため"},
        StepKind.REOPEN: {"reason": "前の年度の告示を載せるため"},
    }
    user = office if act in publish.OFFICE_TAKES else approver
    return getattr(publish, act.value)(
        FiscalYear(year), user, now=NOW, **options.get(act, {}) | more
    )


def number_of(year):
    """Return the number of the 告示 of a year's report."""
    return year % 100 + 100


def go(year, people, *acts):
    for act in acts or WAY:
        take(act, year, people)


def told_of(year):
    """Return what the current edition of a year says of how the year before was published."""
    report = Edition.objects.current().get(year=year).report
    (section,) = (one for one in report.sections if one.key == "publication")
    return "".join(map(str, section.blocks[0].content))


def differing():
    """Return the years whose draft differs from their edition, with what is right now."""
    return {
        int(one.year): [erratum.right for erratum in one.errata]
        for one in standings()
        if one.errata
    }


def stage(year):
    return Step.stage(FiscalYear(year))
