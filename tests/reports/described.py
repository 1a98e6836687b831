"""Records read back as plain descriptions, one by one; nothing is counted here."""

from council.models import Consultation, CouncilSession
from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.models import (
    Agency,
    CountingWay,
    Department,
    Division,
    ExemptionClause,
    Outcome,
    Regime,
    RegimeRow,
    RequestKind,
    UseGround,
)
from outside_use.models import UseNotice
from registrations.models import BusinessNotice
from reports.models import PublicNotice, Training
from tests.reports import plain


def laws() -> tuple[plain.Law, ...]:
    """Return every regime with every version of its rows, in their order."""
    return tuple(_law(regime) for regime in Regime.objects.all())


def _law(regime: Regime) -> plain.Law:
    texts = {field.name: getattr(regime, field.name) for field in regime._meta.fields}
    return plain.Law(
        regime.name,
        words={name: text for name, text in texts.items() if isinstance(text, str)},
        governs=tuple(
            plain.Governance(governed.agency.name, **_dates(governed))
            for governed in regime.governances.select_related("agency")
        ),
        kinds=tuple(_kind(kind) for kind in regime.requestkind_set.all()),
        methods=tuple(plain.Method(**_row(each)) for each in regime.disclosuremethod_set.all()),
        outcomes=tuple(_outcome(outcome) for outcome in regime.outcome_set.all()),
        clauses=tuple(_clause(clause) for clause in regime.exemptionclause_set.all()),
        grounds=tuple(_ground(ground) for ground in regime.useground_set.all()),
        ways=tuple(_way(way) for way in regime.countingway_set.all()),
        **_dates(regime),
    )


def _row(row: RegimeRow) -> dict:
    return {"key": row.key, "name": row.name, **_dates(row)}


def _kind(kind: RequestKind) -> plain.Kind:
    in_parts = kind.special_part_days is not None
    return plain.Kind(
        **_row(kind), has_method=kind.has_method, has_clauses=kind.has_clauses, in_parts=in_parts
    )


def _outcome(outcome: Outcome) -> plain.Outcome:
    ends = "withdrawn" if outcome.is_withdrawal else "decided"
    return plain.Outcome(
        **_row(outcome),
        in_prose=outcome.prose_name,
        clauses=outcome.clause_use,
        breakdown=outcome.breakdown,
        kinds=tuple(dict.fromkeys(kind.key for kind in outcome.kinds.all())),
        parent=outcome.parent and outcome.parent.key,
        ends="transferred" if outcome.is_transfer else ends,
    )


def _clause(row: ExemptionClause) -> plain.Clause:
    return plain.Clause(**_row(row), paragraph=row.paragraph, number=row.number, letter=row.letter)


def _ground(ground: UseGround) -> plain.Ground:
    return plain.Ground(
        **_row(ground),
        citation=ground.citation,
        listed=ground.listed_in_report,
        for_use=ground.for_use,
        for_provision=ground.for_provision,
    )


def _way(way: CountingWay) -> plain.Way:
    return plain.Way(
        **_row(way),
        answers=way.dispositions,
        parts=way.outcomes,
        states_course=way.states_course,
    )


def _dates(known) -> dict:
    return {"first_day": known.valid_from, "last_day": known.valid_until}


def agencies() -> tuple[plain.Agency, ...]:
    """Return the bodies bound by the law, in its order."""
    return tuple(plain.Agency(agency.name, **_dates(agency)) for agency in Agency.objects.all())


def city() -> plain.City:
    """Return everything that the ledgers hold."""
    departments = {one.pk: _department(one) for one in Department.objects.order_by("pk")}
    divisions = {
        one.pk: plain.Division(one.name, departments[one.department_id], **_dates(one))
        for one in Division.objects.order_by("pk")
    }
    requests = {
        one.pk: _request(one, divisions)
        for one in DisclosureRequest.objects.select_related("kind__regime", "method")
    }
    return plain.City(
        laws(),
        agencies(),
        tuple(departments.values()),
        tuple(divisions.values()),
        notices=tuple(_notice(one, divisions) for one in BusinessNotice.objects.all()),
        requests=tuple(requests.values()),
        appeals=tuple(_appeal(one, requests) for one in ReviewRequest.objects.all()),
        uses=tuple(
            _use(one, divisions) for one in UseNotice.objects.select_related("ground__regime")
        ),
        sessions=tuple(_session(one) for one in CouncilSession.objects.all()),
        publications=tuple(_publication(one) for one in PublicNotice.objects.all()),
        trainings=tuple(_training(one) for one in Training.objects.all()),
    )


def _department(one: Department) -> plain.Department:
    agency = plain.Agency(one.agency.name, **_dates(one.agency))
    return plain.Department(one.name, agency, one.order, **_dates(one))


def _notice(one: BusinessNotice, divisions: dict) -> plain.BusinessNotice:
    return plain.BusinessNotice(
        one.number,
        one.notified_on,
        one.get_kind_display(),
        one.name,
        divisions[one.division_id],
        divisions[one.business.division_id],
    )


def _request(one: DisclosureRequest, divisions: dict) -> plain.Request:
    dispositions = (
        plain.Disposition(
            answer.outcome.key,
            answer.decided_on,
            frozenset(clause.key for clause in answer.clauses.all()),
            answer.part_only,
        )
        for answer in one.dispositions.select_related("outcome")
    )
    return plain.Request(
        one.number,
        one.received_on,
        one.kind.regime.name,
        one.kind.key,
        one.method and one.method.key,
        divisions[one.division_id],
        tuple(dispositions),
        bool(one.transferred_from),
        one.special_notified_on is not None,
    )


def _appeal(one: ReviewRequest, requests: dict) -> plain.Appeal:
    siblings = list(one.request.dispositions.all())
    return plain.Appeal(
        one.number,
        one.received_on,
        requests[one.request_id],
        siblings.index(one.disposition) if one.disposition else None,
        one.by_third_party,
        one.referred_on,
        one.opinion_on,
        one.get_opinion_display(),
        one.ruled_on,
        one.get_ruling_display(),
    )


def _use(one: UseNotice, divisions: dict) -> plain.UseNotice:
    return plain.UseNotice(
        one.number,
        one.notified_on,
        one.get_kind_display(),
        divisions[one.division_id],
        one.ground.regime.name if one.ground else "",
        one.ground and one.ground.key,
        one.using_business,
        one.used_business,
        one.items,
    )


def _session(one: CouncilSession) -> plain.Session:
    meetings = (
        plain.Meeting(
            meeting.order,
            meeting.get_manner_display(),
            meeting.held_on,
            meeting.ends_on,
            meeting.place,
        )
        for meeting in one.meetings.all()
    )
    briefings = (plain.Briefing(part.order, part.matter) for part in one.briefings.all())
    consultations = (_consultation(part) for part in one.consultations.all())
    return plain.Session(
        one.year, one.number, tuple(meetings), tuple(consultations), tuple(briefings)
    )


def _consultation(one: Consultation) -> plain.Consultation:
    points = (plain.Point(point.order, point.label, point.matter) for point in one.points.all())
    return plain.Consultation(one.order, one.matter, one.get_conclusion_display(), tuple(points))


def _publication(one: PublicNotice) -> plain.Publication:
    return plain.Publication(one.year, one.published_on, one.number, one.on_website)


def _training(one: Training) -> plain.Training:
    return plain.Training(one.month, one.order, one.content, one.note)
