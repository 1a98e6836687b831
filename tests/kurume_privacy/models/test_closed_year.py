"""While a year is closed, nothing that its report shows is entered, changed or deleted."""

from datetime import date, timedelta

import pytest
from django.db import models, transaction

from disclosure import due
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    DispositionClause,
    ReviewRequest,
    ThirdParty,
)
from kurume_privacy.models import BulkRefused, Closing, Record, RequestKind, YearClosed
from kurume_privacy.records import history
from registrations.models import Business, BusinessNotice
from tests import factories
from tests.factories import FIRST_DAY_OF_ACT
from tests.kurume_privacy.closing import NEXT, SENTENCE, close, open_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("earlier_year")]


def heard():
    """Return a request of the ordinance, under which somebody was heard all the same."""
    models.QuerySet(RequestKind).update(hears_third_parties=True)
    return factories.disclosure_request()


# Everything that is counted in 令和3年度, by how it is made.
COUNTED = {
    "business notice": lambda: factories.business_notice(),
    "request": lambda: factories.disclosure_request(),
    "disposition": lambda: factories.disposition(),
    "correction": lambda: factories.correction(request=factories.disclosure_request()),
    "third party": lambda: factories.third_party(request=heard()),
    "appeal": lambda: factories.review_request(),
    "use notice": lambda: factories.use_notice(),
    "session": lambda: factories.council_session(),
    "meeting": lambda: factories.meeting(),
    "consultation": lambda: factories.consultation(),
    "point": lambda: factories.consultation_point(),
    "briefing": lambda: factories.council_briefing(),
    "training": lambda: factories.training(),
    "wording": lambda: factories.wording(),
    "public notice of the year before": lambda: factories.public_notice(2020),
}
# What a report does not count: the law, the organisation, and the register itself.
UNCOUNTED = {
    "agency",
    "department",
    "division",
    "regime",
    "governance",
    "requestkind",
    "disclosuremethod",
    "outcome",
    "exemptionclause",
    "useground",
    "cessationground",
    "decisiondeadline",
    "countingway",
    "closedday",
    "reorganisation",
    "posting",
    "business",
}
counted = pytest.mark.parametrize("make", COUNTED.values(), ids=COUNTED)


def every_kind(of=Record):
    for kind in of.__subclasses__():
        if not kind._meta.abstract:
            yield kind
        yield from every_kind(kind)


def test_every_kind_of_record_is_counted_or_known_not_to_be():
    made = {type(make())._meta.model_name for make in COUNTED.values()}
    kinds = {kind._meta.model_name for kind in every_kind()}
    assert kinds == made | UNCOUNTED
    assert {k._meta.model_name for k in every_kind() if not k.is_counted()} == UNCOUNTED


@counted
def test_a_record_of_a_closed_year_is_not_saved(make):
    record = make()
    close()
    with pytest.raises(YearClosed) as refusal:
        touch(record).save()
    assert refusal.value.messages == [SENTENCE]
    open_again()
    record.save()


def touch(record):
    """Change what the report shows, where nothing but that is held."""
    if isinstance(record, ReviewRequest | DisclosureRequest):
        record.number += 1
    elif isinstance(record, Disposition):
        record.decided_on += timedelta(days=1)
    elif isinstance(record, Correction):
        record.completed_on = record.requested_on
    elif isinstance(record, ThirdParty):
        record.answered_on = record.asked_on
    return record


@counted
def test_a_record_of_a_closed_year_is_not_deleted(make):
    record = make()
    close()
    for delete in (record.delete, lambda: history.delete(record, "誤り"), every(record).delete):
        with pytest.raises(YearClosed):
            delete()
    assert type(record).objects.filter(pk=record.pk).exists()
    open_again()
    record.delete()


def every(record):
    return type(record).objects.all()


@counted
def test_none_is_entered_into_a_closed_year(make):
    close()
    with pytest.raises(YearClosed):
        make()


@counted
def test_other_years_stay_open(make):
    close(2018, 2019)
    record = make()
    record.save()
    record.delete()


@counted
def test_of_several_closed_years_those_that_show_it_are_named(make):
    record = make()
    close(2019, 2021)
    assert Closing.of(record).years == [2021]


def test_what_no_report_counts_is_open_whatever_is_closed():
    business = factories.business()
    close()
    assert Closing.of(business) == ([], False, {})
    assert str(Closing.of(business)) == ""
    Business.objects.filter(pk=business.pk).delete()
    assert not Business.objects.filter(pk=business.pk).exists()


DATED = {
    "notified_on": factories.business_notice,
    "received_on": factories.disclosure_request,
    "month": factories.training,
    "year": factories.wording,
}


def moved(name, day):
    return {name: day.year - (day.month < 4) if name == "year" else day}


@pytest.mark.parametrize("name", DATED)
def test_no_record_is_moved_out_of_a_closed_year_or_into_it(name):
    record = DATED[name](**moved(name, NEXT))
    close()
    setattr(record, name, moved(name, date(2022, 3, 1))[name])
    with pytest.raises(YearClosed):
        record.save()
    record.refresh_from_db()
    open_again()
    close(2022)
    setattr(record, name, moved(name, date(2022, 3, 1))[name])
    with pytest.raises(YearClosed, match="令和4年度は締め切られています"):
        record.save()


def test_a_row_is_not_moved_to_the_owner_of_a_closed_year():
    answer = factories.disposition(request=factories.disclosure_request(received_on=NEXT))
    closed = factories.disclosure_request()
    close()
    answer.request = closed
    with pytest.raises(YearClosed):
        answer.save()


def test_an_owner_at_hand_that_says_otherwise_is_not_believed():
    request = factories.disclosure_request()
    close()
    request.received_on = NEXT
    with pytest.raises(YearClosed):
        Disposition(request=request, outcome=factories.outcome(), decided_on=NEXT).save()


def test_what_was_deleted_before_does_not_come_back_into_a_closed_year():
    notice = factories.business_notice()
    history.delete(notice, "誤り")
    close()
    with pytest.raises(YearClosed):
        history.restore(history.deleted(BusinessNotice).get())


def test_nothing_is_written_around_it_in_bulk():
    factories.disposition()
    close()
    for write in (DisclosureRequest.objects.update, Disposition.objects.bulk_create):
        with pytest.raises(BulkRefused):
            write([])
    with pytest.raises(YearClosed):
        Disposition.objects.all().delete()


def test_where_no_year_is_closed_many_are_deleted_at_once():
    factories.business_notice()
    BusinessNotice.objects.all().delete()
    assert not BusinessNotice.objects.exists()


def test_of_many_not_even_the_open_ones_are_deleted():
    factories.business_notice()
    factories.business_notice(notified_on=NEXT)
    close()
    with pytest.raises(YearClosed):
        BusinessNotice.objects.all().delete()
    assert BusinessNotice.objects.count() == 3
    BusinessNotice.objects.filter(year=2022).delete()


# Clauses


def limited():
    outcome = factories.outcome("一部承諾")
    return factories.disposition([factories.clause(1)], outcome=outcome)


CLAUSE_WRITES = {
    "set": lambda answer: answer.clauses.set([factories.clause(2)]),
    "add": lambda answer: answer.clauses.add(factories.clause(2)),
    "remove": lambda answer: answer.clauses.remove(factories.clause(1)),
    "clear": lambda answer: answer.clauses.clear(),
    "from the other side": lambda answer: factories.clause(2).disposition_set.add(answer),
    "row": lambda answer: answer.dispositionclause_set.create(clause=factories.clause(2)),
    "save": lambda answer: answer.dispositionclause_set.get().save(),
    "delete": lambda answer: answer.dispositionclause_set.get().delete(),
    "many": lambda answer: answer.dispositionclause_set.all().delete(),
}


@pytest.mark.parametrize("write", CLAUSE_WRITES.values(), ids=CLAUSE_WRITES)
def test_the_clauses_of_a_closed_year_stay(write):
    answer = limited()
    close()
    with pytest.raises(YearClosed), transaction.atomic():
        write(answer)
    assert list(answer.clauses.all()) == [factories.clause(1)]
    open_again()
    write(answer)


@pytest.mark.parametrize("write", CLAUSE_WRITES.values(), ids=CLAUSE_WRITES)
def test_those_of_another_year_do_not(write):
    answer = limited()
    close(2019)
    write(answer)


def test_a_clause_is_not_moved_away_from_an_answer_of_a_closed_year():
    named = limited().dispositionclause_set.get()
    close()
    named.disposition = factories.disposition(
        request=factories.disclosure_request(received_on=NEXT)
    )
    with pytest.raises(YearClosed):
        named.save()


def test_clauses_are_not_updated_in_bulk():
    limited()
    with pytest.raises(BulkRefused):
        DispositionClause.objects.update(clause=factories.clause(2))


# Deadlines


def test_no_due_date_of_an_answer_moves_that_a_closed_year_counts():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    late = {"extended_on": date(2023, 5, 4), "extension_days": 30, "extension_reason": "調査"}
    answered = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT, **late)
    models.QuerySet(DisclosureRequest).update(due_on=date(2023, 4, 2))
    factories.disposition(request=answered, decided_on=date(2023, 5, 5))
    assert {move.request for move in due.would_move()} == {request, answered}
    close(2023)
    assert [move.request for move in due.would_move()] == [request]


# What it costs


def test_the_guard_costs_one_query(django_assert_num_queries):
    notice = factories.business_notice()
    with django_assert_num_queries(6):  # savepoint, closed years, notice, history, release, year
        notice.save()
    business = notice.business
    with django_assert_num_queries(4):  # a business is counted nowhere
        business.save()
