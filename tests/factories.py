"""Records for the tests: each function checks, saves and returns one, plain unless told otherwise.

The ten agencies and both regimes come from the migration and are only looked up here.
"""

from datetime import date
from itertools import count

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    ReviewRequest,
    ThirdParty,
    fitting_clauses,
)
from kurume_privacy.models import (
    Agency,
    CessationGround,
    ClosedDay,
    DecisionDeadline,
    Department,
    DisclosureMethod,
    Division,
    ExemptionClause,
    Outcome,
    Regime,
    Reorganisation,
    RequestKind,
    Role,
    UseGround,
    User,
)
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from reports.models import PublicNotice, Training, Wording

ORDINANCE = "久留米市個人情報保護条例"
ACT = "個人情報の保護に関する法律"
LAST_DAY_OF_ORDINANCE = date(2023, 3, 31)
ASSEMBLY = "久留米市議会の個人情報の保護に関する条例"
FIRST_DAY_OF_ACT = date(2023, 4, 1)
DAY = date(2021, 4, 20)
EARLIER = date(2019, 6, 3)  # in a year of which nothing else is made

_numbers = count(1)


def saved(record):
    """Check the record as a form would, save it and return it."""
    record.full_clean()
    record.save()
    return record


def refused(record, sentence, at=NON_FIELD_ERRORS):
    """Assert that checking the record says this sentence at this field, and nothing else."""
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    said = refusal.value.message_dict
    assert said == {at: [sentence]}, said


def refused_by_database(record, constraint):
    """Assert that the database itself refuses the record, by this constraint."""
    assert constraint in {known.name for known in record._meta.constraints}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        record.save()
    # SQLite names the columns of a broken uniqueness, not the constraint.
    assert constraint in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


# The organisation and its people


def agency(name="市長"):
    return Agency.objects.get(name=name)


def department(name="総務部", agency_name="市長", **dates):
    """Return the department of this name, made when asked for the first time."""
    known = {"name": name, "agency": agency(agency_name), **dates}
    return Department.objects.filter(**known).first() or saved(Department(**known))


def division(name="総務課", department_name="総務部", agency_name="市長", **dates):
    """Return the division of this name, made when asked for the first time."""
    known = {"name": name, "department": department(department_name, agency_name), **dates}
    return Division.objects.filter(**known).first() or saved(Division(**known))


def taken_over(former, later, last_day):
    """End a division, and let another keep its records from the day after."""
    former.valid_until, former.successor = last_day, later
    return saved(former)


def user(username="clerk", role=Role.CLERK, **fields):
    """Make a user; a clerk unless told otherwise, and whatever the role, one of 総務課."""
    if "division" not in fields:
        fields["division"] = division()
    person = User(username=username, role=role, **fields)
    person.set_unusable_password()
    return saved(person)


def reorganisation(**fields):
    """Make an act that changes nothing yet."""
    return saved(Reorganisation(**({"on": DAY, "title": "令和３年度の組織改編"} | fields)))


# The rows of the law


def regime(name=ORDINANCE):
    return Regime.objects.get(name=name)


def regime_on(day):
    """Return the name of the regime that the day falls under, as the migration loads them."""
    return ACT if day >= FIRST_DAY_OF_ACT else ORDINANCE


def deadline(regime_name=ORDINANCE, kind_name="開示"):
    """Return how the decision on a kind of request is due, as the migration loads it."""
    return DecisionDeadline.objects.get(regime__name=regime_name, kind__name=kind_name)


def kind(name="開示", regime_name=ORDINANCE):
    return RequestKind.objects.get(regime__name=regime_name, name=name)


def cessation_ground(name="利用の停止", regime_name=ACT):
    return CessationGround.objects.get(regime__name=regime_name, name=name)


def method(name="閲覧", regime_name=ORDINANCE):
    return DisclosureMethod.objects.get(regime__name=regime_name, name=name)


def outcome(name="承諾", regime_name=ORDINANCE):
    return Outcome.objects.get(regime__name=regime_name, name=name)


def clause(number=1, regime_name=ORDINANCE):
    return ExemptionClause.objects.get(regime__name=regime_name, number=number, letter="")


def ground(name="法令", regime_name=ORDINANCE):
    return UseGround.objects.get(regime__name=regime_name, name=name)


def closed_day(**fields):
    """Make a day on which this city alone is closed, a Tuesday."""
    return saved(ClosedDay(**({"day": date(2026, 6, 2), "name": "市の休日"} | fields)))


# The records of the sections


def business(name="住民基本台帳業務", **fields):
    return saved(Business(**({"division": division(), "name": name} | fields)))


def business_notice(**fields):
    """Make a notice that a business of its own starts."""
    about = fields.get("business") or business(f"業務その{next(_numbers)}")
    defaults = {
        "number": next(_numbers),
        "notified_on": DAY,
        "kind": BusinessNotice.Kind.START,
        "business": about,
        "name": about.name,
        "division": about.division,
    }
    return saved(BusinessNotice(**(defaults | fields)))


def disclosure_request(**fields):
    """Make a request for disclosure by inspection, under the regime of its day."""
    received_on = fields.get("received_on", DAY)
    asked = fields.get("kind") or kind(regime_name=regime_on(received_on))
    defaults = {
        "number": next(_numbers),
        "received_on": received_on,
        "kind": asked,
        "method": method(regime_name=asked.regime.name) if asked.has_method else None,
        "division": fields.get("division") or division(),
        # A request that follows a disclosure says why it is taken without one in time.
        "earlier_reason": "不明" if asked.earlier_within_days else "",
    }
    return saved(DisclosureRequest(**(defaults | fields)))


def disposition(clauses=(), **fields):
    """Make a disposition that grants a request of its own; with clauses, as many as given."""
    request = fields.get("request") or disclosure_request()
    day = fields.get("decided_on", request.received_on)
    granted = next(row for row in request.kind.outcomes.all() if row.in_force_on(day))
    defaults = {"request": request, "outcome": granted, "decided_on": request.received_on}
    record = Disposition(**(defaults | fields))
    if record.outcome.is_transfer and "transferred_to" not in fields:
        record.transferred_to = "福岡県"
    clauses = fitting_clauses(request.kind, record.outcome, clauses, record.decided_on)
    saved(record).clauses.set(clauses)
    return record


def correction(**fields):
    """Make a correction, still open, asked for on the day its request was received."""
    request = fields.get("request") or disclosure_request(received_on=FIRST_DAY_OF_ACT)
    defaults = {"request": request, "requested_on": request.received_on}
    return saved(Correction(**(defaults | fields)))


def third_party(**fields):
    """Make a third party, asked on the day its request was received, and not heard yet."""
    request = fields.get("request") or disclosure_request(received_on=FIRST_DAY_OF_ACT)
    defaults = {"request": request, "asked_on": request.received_on}
    return saved(ThirdParty(**(defaults | fields)))


def review_request(**fields):
    """Make an appeal, still pending, against a disposition of its own, or against no answer."""
    received_on = fields.get("received_on", DAY)
    defaults = {"number": next(_numbers), "received_on": received_on}
    if fields.get("against") == ReviewRequest.Against.NO_ANSWER:
        defaults["request"] = fields.get("request") or disclosure_request(received_on=received_on)
    else:
        answer = fields.get("disposition") or _decided_by(received_on)
        defaults |= {"disposition": answer, "request": answer.request}
    return saved(ReviewRequest(**(defaults | fields)))


def _decided_by(day):
    return disposition(request=disclosure_request(received_on=min(day, DAY)))


def council_session(year=2021, **fields):
    return saved(CouncilSession(**({"year": year, "number": next(_numbers)} | fields)))


def _session_row(model, defaults, fields):
    session = fields.get("session") or council_session()
    order = model.objects.filter(session=session).count() + 1
    return saved(model(**({"session": session, "order": order} | defaults | fields)))


def meeting(**fields):
    """Make a meeting in person."""
    return _session_row(Meeting, {"held_on": DAY, "place": "市庁舎３階３０１会議室"}, fields)


def consultation(**fields):
    """Make a consultation that the council has not concluded."""
    return _session_row(Consultation, {"matter": "個人情報の目的外利用について"}, fields)


def consultation_point(**fields):
    about = fields.get("consultation") or consultation()
    defaults = {
        "consultation": about,
        "order": about.points.count() + 1,
        "label": "①",
        "matter": "個人情報の目的外利用",
    }
    return saved(ConsultationPoint(**(defaults | fields)))


def council_briefing(**fields):
    return _session_row(CouncilBriefing, {"matter": "令和２年度の運用状況について"}, fields)


def use_notice(**fields):
    """Make a notice of out-of-purpose use that a statute allows."""
    notified_on = fields.get("notified_on", DAY)
    defaults = {
        "number": next(_numbers),
        "notified_on": notified_on,
        "kind": UseNotice.Kind.OUT_OF_PURPOSE_USE,
        "division": fields.get("division") or division(),
        "ground": ground(regime_name=regime_on(notified_on)),
    }
    return saved(UseNotice(**(defaults | fields)))


def public_notice(year=2020, **fields):
    """Make the notice that published the report of the year, in the summer after it."""
    defaults = {"published_on": date(year + 1, 6, 30), "number": next(_numbers)}
    return saved(PublicNotice(year=year, **(defaults | fields)))


def training(**fields):
    return saved(Training(**({"month": date(2021, 4, 1), "content": "新規採用職員研修"} | fields)))


def wording(**fields):
    defaults = {"year": 2021, "paragraph": "outside_use.grounds", "text": "本人同意{本人同意}件"}
    return saved(Wording(**(defaults | fields)))


# Another of everything


def earlier_year():
    """Make one of everything in 令和元年度: the first of its table, whatever is made later.

    Where there is but one of each, the first of a table is always the right one; where this
    stands before it, whoever takes the first instead of the right one is found out.
    """
    business_notice(notified_on=EARLIER)
    request = disclosure_request(received_on=EARLIER)
    correction(request=request, completed_on=EARLIER)
    answer = disposition([clause(3)], request=request, outcome=outcome("一部承諾"))
    review_request(disposition=answer, received_on=EARLIER)
    use_notice(notified_on=EARLIER)
    session = council_session(2019)
    meeting(session=session, held_on=EARLIER)
    consultation_point(consultation=consultation(session=session))
    council_briefing(session=session)
    training(month=EARLIER.replace(day=1))
    wording(year=2019)
    public_notice(2018)
