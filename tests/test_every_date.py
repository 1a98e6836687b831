"""Every date of every ledger: what happened is no later than today, typed, taken in or stored."""

import csv
from datetime import timedelta
from functools import reduce
from io import StringIO

import pytest
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import EventDateField, MonthField, Record, Role, event_dates
from kurume_privacy.workbook.importing import check
from kurume_privacy.workbook.outcomes import Status
from reports.compiling.checks.ledgers import TO_COME, findings
from reports.desk.ledgers import LEDGERS
from reports.sections import SECTIONS
from tests import factories
from tests.access import record_of
from tests.desk import errors, filled, log_in_as
from tests.factories import ACT

pytestmark = pytest.mark.django_db

SENTENCE = "今日より後の日付です。年を確かめてください。"
# What may lie ahead: a meeting is called before it is held; the rest is counted by the house.
AHEAD = {
    *("meeting.held_on", "meeting.ends_on"),
    *("disclosurerequest.special_part_on", "disclosurerequest.special_rest_on"),
    "thirdparty.answer_by",
}
COUNTED = {"disclosurerequest.due_on", "disclosurerequest.original_due_on"}


def kinds(model: type[Record]):
    """Yield a model, and what belongs to it, each with the way from its whole."""
    yield model, ()
    for name in model.parts:
        part = model._meta.get_field(name).related_model
        for each, way in kinds(part):
            yield each, (name, *way)


EVENTS = [
    pytest.param(ledger, way, field, id=f"{model._meta.model_name}.{field.name}")
    for ledger in LEDGERS
    for model, way in kinds(ledger.model)
    for field in event_dates(model)
]
COUNTED_BY_SECTIONS = {ledger.route for section in SECTIONS for ledger in section.kept}


def test_every_date_says_whether_it_may_lie_ahead():
    plain = {
        f"{model._meta.model_name}.{field.name}"
        for ledger in LEDGERS
        for model, _ in kinds(ledger.model)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField)
        and not isinstance(field, models.DateTimeField | EventDateField | MonthField)
    }
    assert plain == AHEAD | COUNTED
    assert len(EVENTS) == 26


def whole_of(ledger, city):
    """Return a record of this ledger with one of each kind of row, all of it under the Act."""
    if ledger.route == "disclosure:disclosurerequest":
        request = factories.disclosure_request(
            received_on=factories.FIRST_DAY_OF_ACT,
            kind=factories.kind("開示", ACT),
            method=factories.method("閲覧", ACT),
            division=city.general_affairs,
            extended_on=factories.FIRST_DAY_OF_ACT,
            extension_days=10,
            extension_reason="文書が多いため",
        )
        factories.correction(request=request)
        factories.third_party(request=request)
        factories.disposition(request=request, outcome=factories.outcome("全部開示", ACT))
        return request
    record = record_of(city.general_affairs, ledger.model._meta.model_name)
    if ledger.route == "disclosure:reviewrequest":
        record.referred_on = record.received_on
        record.save()
    return record


def to_come(field):
    """Return a day, or a month, to come."""
    today = timezone.localdate()
    return (today.replace(day=1) if isinstance(field, MonthField) else today) + timedelta(days=40)


@pytest.mark.parametrize(("ledger", "way", "field"), EVENTS)
class TestADayToCome:
    def test_is_refused_beside_its_field(self, city, ledger, way, field):
        record, office = whole_of(ledger, city), log_in_as()
        address = ledger.url("update", record.pk)
        name = "-0-".join((*way, field.name))
        typed = filled(office.get(address), **{name: to_come(field).isoformat()[:10]})
        answer = office.post(address, typed)
        assert answer.status_code == 422
        said = {control: sentence for control, _, sentence in answer.context["errors"]}
        assert said[f"id_{name}"] == SENTENCE

    def test_is_refused_in_a_file(self, city, ledger, way, field):
        record = whole_of(ledger, city)
        headings = ledger.sheet.headings(machine=True)
        lines = [list(line) for line in ledger.sheet.lines(record, machine=True)]
        place = headings.index(".".join((*way, field.name)))
        lines[0][place] = to_come(field).isoformat()
        if "year" in headings and not way:  # it would contradict another day
            lines[0][headings.index("year")] = None
        file = StringIO()
        csv.writer(file).writerows([headings, *lines])
        office = factories.user("office", Role.OFFICE)
        result = check(ledger.sheet, file.getvalue().encode(), "台帳.csv", office)
        assert result.counts[Status.REFUSED] == 1
        assert SENTENCE in {problem.sentence for problem in result.problems}

    def test_is_found_where_it_is_stored(self, city, ledger, way, field):
        if ledger.route not in COUNTED_BY_SECTIONS:
            pytest.skip("the office's own wording has no date")
        dating = field.name == ledger.model.dated_by
        plain = lambda: record_of(city.general_affairs, ledger.model._meta.model_name)  # noqa: E731
        record = plain() if dating else whole_of(ledger, city)
        part = reduce(lambda whole, name: getattr(whole, name).get(), way, record)
        day = to_come(field)
        with_it = {"ruling": "dismissed"} if field.name == "ruled_on" else {}
        QuerySet(type(part)).filter(pk=part.pk).update(**{field.name: day} | with_it)
        record = ledger.model.objects.get(pk=record.pk)
        found = [
            one
            for one in findings(FiscalYear(record.year), timezone.localdate())
            if one.check == TO_COME.name
        ]
        assert len(found) == 1
        assert f"（{field.verbose_name}：{era_date(day)}）" in found[0].subjects[0]
        assert record.pk in (found[0].link.key, record.pk)


def test_today_is_not_to_come(city):
    today = timezone.localdate()
    request = factories.disclosure_request(
        received_on=factories.FIRST_DAY_OF_ACT,
        kind=factories.kind("開示", ACT),
        method=factories.method("閲覧", ACT),
    )
    office, address = log_in_as(), f"{request.get_absolute_url()}edit/"
    typed = filled(
        office.get(address),
        extended_on=today.isoformat(),
        extension_days="5",
        extension_reason="文書が多いため",
    )
    assert office.post(address, typed).status_code == 302
    assert errors(office.post(address, filled(office.get(address), received_on="x")))
