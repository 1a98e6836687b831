"""Two invented years, and the way of the later one through every state that a year can be in.

The earlier is the last under the ordinance and is published; the later is the first under the
Act. Whatever has a name says that it is invented.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, Role, User
from outside_use.models import UseNotice
from reports.models import Edition, Stage, Step, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.factories import ACT, ORDINANCE

EARLIER, YEAR = FiscalYear(2022), FiscalYear(2023)
# In the order in which a year comes to them, a step each.
STATES = ("drafted", "asked", "approved", "published", "reopened")
STAGES = (Stage.DRAFTING, Stage.ASKED, Stage.APPROVED, Stage.PUBLISHED, Stage.DRAFTING)
NEXT = {
    Stage.DRAFTING: StepKind.ASK,
    Stage.ASKED: StepKind.APPROVE,
    Stage.APPROVED: StepKind.PUBLISH,
    Stage.PUBLISHED: StepKind.REOPEN,
}
INVENTED = "（架空）"
REASON = f"確かめました{INVENTED}。"


class Words(NamedTuple):
    """What a law calls what happens in these years."""

    granted: str
    partly: str
    grounds: tuple[str, str]
    of_provision: tuple[str, str]
    sentence: str  # the office's own, with a number in it


WORDS = {
    ORDINANCE: Words(
        "承諾",
        "一部承諾",
        ("生命等の保護", "法令"),
        ("生命等の保護", "法令"),
        "法令が{法令}件でした",
    ),
    ACT: Words(
        "全部開示",
        "部分開示",
        ("法令", "内部での利用"),
        ("法令", "他の行政機関等への提供"),
        "内部での利用は{内部での利用}件",
    ),
}


# The steps


def lead_to(state: str) -> None:
    """Enter both years, publish the earlier and take the later to its state."""
    enter()
    publish_next(EARLIER, summer_after(EARLIER))
    explain(YEAR, summer_after(YEAR))
    for _ in range(STATES.index(state)):
        take_next_step(YEAR, summer_after(YEAR))


def publish_next(year: FiscalYear, now: datetime) -> Edition:
    """Take every step from where a year stands to its next edition."""
    before = Edition.objects.count()
    explain(year, now)
    while Edition.objects.count() == before:
        take_next_step(year, now)
    return Edition.objects.of_year(year).last()


def explain(year: FiscalYear, now: datetime) -> None:
    """Give a reason for each warning of a draft."""
    draft = Draft.of(year, now.date())
    for warning in draft.unexplained if draft.stage == Stage.DRAFTING else ():
        publish.explain(year, warning.check, REASON, person(StepKind.ASK), now)


def take_next_step(year: FiscalYear, now: datetime) -> None:
    """Take the step that a year waits for, as the person whose step it is."""
    act = NEXT[Step.stage(year)]
    stated = {
        StepKind.PUBLISH: {"notice_number": 100 + year.start % 100, "published_on": now.date()},
        StepKind.REOPEN: {"reason": REASON},
    }
    getattr(publish, act.value)(year, person(act), now=now, **stated.get(act, {}))


def person(act: StepKind) -> User:
    return User.objects.get(username="office" if act == StepKind.ASK else "approver")


def summer_after(year: FiscalYear) -> datetime:
    """Return when the report of a year is asked about and published."""
    return datetime(year.start + 1, 7, 30, 3, tzinfo=UTC)


# The records: two owners, and each year two of everything that has a number


def enter() -> None:
    """Enter the people, the organisation and both years."""
    owners = (
        factories.division("総務課", "総務部"),
        factories.division("学校教育課", "教育部", "教育委員会"),
    )
    factories.user("clerk", division=owners[0])
    factories.user("office", Role.OFFICE)
    factories.user("approver", Role.APPROVER)
    factories.public_notice(EARLIER.start - 1, number=90)
    for year, law in ((EARLIER, ORDINANCE), (YEAR, ACT)):
        for number, owner in enumerate(owners, 1):
            enter_notices(year, law, number, owner)
            answer(enter_request(year, law, number, owner), law)
        enter_waiting(year, law, 3, owners[0])
        enter_meeting(year)
        factories.training(
            month=date(year.start, 6, 1), content=f"新任の職員の研修{INVENTED}", order=1
        )
        factories.wording(
            year=year.start,
            paragraph="outside_use.grounds",
            text=f"{WORDS[law].sentence}{INVENTED}。",
        )


def enter_notices(year: FiscalYear, law: str, number: int, owner: Division) -> None:
    """Enter a notice of a business, and one of its use beyond the purpose or provision."""
    day = day_of(year, number)
    business = factories.business(f"{year}に始まる業務その{number}{INVENTED}", division=owner)
    factories.business_notice(number=number, notified_on=day, business=business, division=owner)
    use, provision = UseNotice.Kind.OUT_OF_PURPOSE_USE, UseNotice.Kind.EXTERNAL_PROVISION
    destination = {use: "using_business", provision: "recipient"}
    grounds = {use: WORDS[law].grounds, provision: WORDS[law].of_provision}
    for place, kind in enumerate((use, provision)):
        factories.use_notice(
            number=2 * number - 1 + place,
            notified_on=day,
            kind=kind,
            division=owner,
            ground=factories.ground(grounds[kind][number - 1], law),
            used_business=str(business),
            items="氏名、住所",
            **{destination[kind]: f"別の業務その{number}{INVENTED}"},
        )


def enter_request(
    year: FiscalYear, law: str, number: int, owner: Division, kind: str = "開示"
) -> DisclosureRequest:
    return factories.disclosure_request(
        number=number,
        received_on=day_of(year, number),
        kind=factories.kind(kind, law),
        division=owner,
    )


def answer(request: DisclosureRequest, law: str) -> None:
    """Grant the first request wholly, and the second partly, which is appealed against.

    The appeal is ruled on in the year after: at the end of its own it is pending.
    """
    day, wholly = request.received_on, request.number == 1
    outcome = factories.outcome(WORDS[law].granted if wholly else WORDS[law].partly, law)
    decision = factories.disposition(
        clauses=[] if wholly else [factories.clause(number, law) for number in (2, 6)],
        request=request,
        outcome=outcome,
        decided_on=day + timedelta(days=14),
        carried_out_on=day + timedelta(days=20),
        sheets=3,
    )
    if not wholly:
        factories.review_request(
            number=1,
            disposition=decision,
            received_on=day + timedelta(days=40),
            referred_on=day + timedelta(days=60),
            ruled_on=date(day.year + 1, 6, 3),
            ruling=ReviewRequest.Ruling.DISMISSED,
        )


def enter_waiting(year: FiscalYear, law: str, number: int, owner: Division) -> None:
    """Enter a request that nobody has answered; what it lacked was asked for and sent."""
    request = enter_request(year, law, number, owner, "訂正")
    factories.correction(request=request, completed_on=request.received_on + timedelta(days=9))


def enter_meeting(year: FiscalYear) -> None:
    """Enter a session with a meeting, a matter in two points, and what was told."""
    session = factories.council_session(year.start, number=1)
    factories.meeting(session=session, held_on=date(year.start, 10, 20), place="３０１会議室")
    consultation = factories.consultation(
        session=session, matter=f"別の業務での利用について{INVENTED}", conclusion="approved"
    )
    for label in "①②":
        factories.consultation_point(
            consultation=consultation, label=label, matter=f"利用{label}{INVENTED}"
        )
    factories.council_briefing(session=session, matter=f"前の年度の運用状況{INVENTED}")


def day_of(year: FiscalYear, number: int) -> date:
    """Return the day on which what has this number was received."""
    return year.first_day + timedelta(weeks=8 * number)
