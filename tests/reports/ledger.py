"""Plain descriptions entered as records: one by one, each by its own rules."""

from datetime import date, timedelta

from django.db import models

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from disclosure.models import (
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    fitting_clauses,
)
from kurume_privacy.models import (
    Agency,
    Department,
    Division,
    Record,
)
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from reports.models import PublicNotice, Training
from tests.reports import plain
from tests.reports.entered_law import Rows, change_the_law, dates, enter_laws, saved

__all__ = ["change_the_law", "countable", "enter", "remove"]


def enter(city: plain.City) -> None:
    """Enter a whole city, in the order in which one part needs another."""
    law = enter_laws(city.laws)
    divisions = _enter_organisation(city)
    for notice in city.notices:
        _enter_notice(notice, divisions)
    dispositions, requests = {}, {}
    for request in city.requests:
        record = requests[request] = _enter_request(request, law, divisions)
        for place, disposition in enumerate(request.dispositions):
            dispositions[request, place] = _enter_disposition(record, disposition, request, law)
    for appeal in city.appeals:
        answer = dispositions.get((appeal.request, appeal.against))
        _enter_appeal(appeal, requests[appeal.request], answer)
    for use in city.uses:
        _enter_use(use, law, divisions)
    for session in city.sessions:
        _enter_session(session)
    _enter_what_only_the_report_needs(city)


def value_of(choices: type[models.TextChoices], label: str) -> str:
    """Return the value of the choice with this Japanese label; no word, no value."""
    return choices.values[choices.labels.index(label)] if label else ""


# The organisation


def _enter_organisation(city: plain.City) -> dict[plain.Division, Division]:
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    for one in city.agencies:
        if one.first_day or one.last_day:
            record = agencies[one.name]
            record.valid_from, record.valid_until = one.first_day, one.last_day
            saved(record)
    departments = {}
    for one in city.departments:
        agency = agencies[one.agency.name]
        known = {"agency": agency, "name": one.name, "order": one.order}
        departments[one] = saved(Department(**known, **dates(one)))
    return {
        one: saved(Division(department=departments[one.department], name=one.name, **dates(one)))
        for one in city.divisions
    }


# The records


def _enter_notice(notice: plain.BusinessNotice, divisions: dict) -> None:
    """The register has the business under a name and division of today, not of the notice."""
    registered = divisions[notice.registered_by]
    business = saved(Business(name=f"登録{notice.number}", division=registered))
    saved(
        BusinessNotice(
            number=notice.number,
            notified_on=notice.day,
            kind=value_of(BusinessNotice.Kind, notice.kind),
            business=business,
            name=notice.name,
            division=divisions[notice.division],
        )
    )


def _enter_request(request: plain.Request, law: Rows, divisions: dict) -> DisclosureRequest:
    of, day = law.of(request.law), request.day
    kind = of("kinds", request.kind, day)
    record = DisclosureRequest(
        number=request.number,
        received_on=day,
        kind=kind,
        method=of("methods", request.method, day),
        division=divisions[request.division],
        earlier_reason="不明" if kind.earlier_within_days else "",
        **(SENT_HERE | {"first_received_on": day} if request.transferred_in else {}),
        **(special_period(day) if request.special else {}),
    )
    if kind.has_method and not record.method:
        record.save()  # refused by today's form; a ledger taken over may hold it
        return record
    return saved(record)


SENT_HERE = {"transferred_from": "別の市"}


def special_period(day: date) -> dict:
    """Return a special period from a day on: a part within the 60 days, and the rest (法84条)."""
    part_on, rest_on = day + timedelta(days=30), day + timedelta(days=400)
    return {
        "special_notified_on": day,
        "special_reason": "大量のため",
        "special_part_on": part_on,
        "special_rest_on": rest_on,
    }


def _enter_disposition(
    record: DisclosureRequest,
    disposition: plain.Disposition,
    request: plain.Request,
    law: Rows,
) -> Disposition:
    of, day = law.of(request.law), disposition.day
    outcome = of("outcomes", disposition.outcome, day)
    clauses = [of("clauses", key, day) for key in disposition.clauses]
    fitting_clauses(record.kind, outcome, clauses, day)
    made = saved(
        Disposition(
            request=record,
            outcome=outcome,
            decided_on=day,
            part_only=disposition.part,
            transferred_to="別の市" if outcome.is_transfer else "",
        )
    )
    made.clauses.set(clauses)
    return made


def _enter_appeal(
    appeal: plain.Appeal, request: DisclosureRequest, answer: Disposition | None
) -> None:
    against = ReviewRequest.Against
    saved(
        ReviewRequest(
            number=appeal.number,
            against=against.DISPOSITION if answer else against.NO_ANSWER,
            request=request,
            disposition=answer,
            by_third_party=appeal.by_third_party,
            received_on=appeal.day,
            referred_on=appeal.referred_on,
            opinion_on=appeal.opinion_on,
            opinion=value_of(ReviewRequest.Ruling, appeal.opinion),
            ruled_on=appeal.ruled_on,
            ruling=value_of(ReviewRequest.Ruling, appeal.ruling),
        )
    )


def _enter_use(use: plain.UseNotice, law: Rows, divisions: dict) -> None:
    saved(
        UseNotice(
            number=use.number,
            notified_on=use.day,
            kind=value_of(UseNotice.Kind, use.kind),
            division=divisions[use.division],
            ground=law.of(use.law)("grounds", use.ground, use.day),
            using_business=use.using_business,
            used_business=use.used_business,
            items=use.items,
        )
    )


def _enter_session(session: plain.Session) -> None:
    record = saved(CouncilSession(year=session.year, number=session.number))
    for meeting in session.meetings:
        held = {"held_on": meeting.day, "ends_on": meeting.last_day, "place": meeting.place}
        manner = value_of(Meeting.Manner, meeting.manner)
        saved(Meeting(session=record, order=meeting.order, manner=manner, **held))
    for consultation in session.consultations:
        _enter_consultation(record, consultation)
    for briefing in session.briefings:
        saved(CouncilBriefing(session=record, order=briefing.order, matter=briefing.matter))


def _enter_consultation(session: CouncilSession, consultation: plain.Consultation) -> None:
    record = saved(
        Consultation(
            session=session,
            order=consultation.order,
            matter=consultation.matter,
            conclusion=value_of(Consultation.Conclusion, consultation.conclusion),
        )
    )
    for point in consultation.points:
        said = {"label": point.label, "matter": point.matter}
        saved(ConsultationPoint(consultation=record, order=point.order, **said))


def _enter_what_only_the_report_needs(city: plain.City) -> None:
    for notice in city.publications:
        published = {"published_on": notice.day, "on_website": notice.on_website}
        saved(PublicNotice(year=notice.year, number=notice.number, **published))
    for training in city.trainings:
        held = {"content": training.content, "note": training.note}
        saved(Training(month=training.day, order=training.order, **held))


# Taken away again


def countable(year: int) -> list[Record]:
    """Return the records of a year that may be taken away: nothing else refers to them."""
    referred_to = models.Q(appeals__isnull=False) | models.Q(later_requests__isnull=False)
    requests = DisclosureRequest.objects.filter(year=int(year)).exclude(referred_to)
    return [
        *BusinessNotice.objects.filter(year=int(year)),
        *UseNotice.objects.filter(year=int(year)),
        *requests,
    ]


def remove(record: Record) -> None:
    """Take a record away, with what belongs to it."""
    type(record).objects.filter(pk=record.pk).delete()
