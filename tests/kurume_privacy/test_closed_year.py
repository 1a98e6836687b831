"""While a year is closed, nothing that its report shows is entered, changed or deleted."""

from datetime import date

import pytest
from django.db import models, transaction

from council.models import CouncilSession
from disclosure import due
from disclosure.models import DisclosureRequest, Disposition, DispositionClause, ReviewRequest
from kurume_privacy import history
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import BulkRefused, ClosedYear, Record, Role, YearClosed
from registrations.models import BusinessNotice
from reports.compile import compile_report
from tests import factories
from tests.desk import address, filled
from tests.factories import FIRST_DAY_OF_ACT

pytestmark = pytest.mark.django_db

SENTENCE = (
    "令和3年度は締め切られています。報告書に載る記録は、登録・変更・削除できません。"
    "直すときは、承認者に再開（確認依頼中のときは差戻し）を依頼してください。"
)
NEXT = date(2022, 4, 1)


def close(*years):
    for year in years or (2021,):
        ClosedYear.objects.create(year=year)


def open_again(year=2021):
    ClosedYear.objects.filter(year=year).delete()


# Everything that is counted in 令和3年度, by how it is made.
COUNTED = {
    "business notice": lambda: factories.business_notice(),
    "request": lambda: factories.disclosure_request(),
    "disposition": lambda: factories.disposition(),
    "correction": lambda: factories.correction(request=factories.disclosure_request()),
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
    "requestkind",
    "disclosuremethod",
    "outcome",
    "exemptionclause",
    "useground",
    "closedday",
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
    if isinstance(record, ReviewRequest):
        record.number += 1
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
    factories.business_notice()
    BusinessNotice.objects.all().delete()
    assert not BusinessNotice.objects.exists()


def test_of_many_not_even_the_open_ones_are_deleted():
    factories.business_notice()
    factories.business_notice(notified_on=NEXT)
    close()
    with pytest.raises(YearClosed):
        BusinessNotice.objects.all().delete()
    assert BusinessNotice.objects.count() == 2
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
    "save": lambda answer: DispositionClause.objects.get().save(),
    "delete": lambda answer: DispositionClause.objects.get().delete(),
    "many": lambda answer: DispositionClause.objects.all().delete(),
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


def test_clauses_are_not_updated_in_bulk():
    limited()
    with pytest.raises(BulkRefused):
        DispositionClause.objects.update(clause=factories.clause(2))


# Appeals: counted in every year until ruled


def appeal(**fields):
    """Make an appeal of 令和2年度 against an answer of that year."""
    made = factories.disclosure_request(received_on=date(2020, 6, 1))
    answer = factories.disposition(request=made)
    received = {"received_on": date(2020, 7, 1), "disposition": answer}
    return factories.review_request(**received | fields)


LATER = {"referred_on": date(2022, 4, 1), "opinion_on": date(2022, 5, 1)}
RULED = {"ruled_on": date(2022, 6, 1), "ruling": ReviewRequest.Ruling.DISMISSED}


def change(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()


def test_what_happens_to_an_appeal_after_the_closed_year_can_be_entered():
    pending = appeal()
    close(2020, 2021)
    before = [compile_report(FiscalYear(year)) for year in (2020, 2021)]
    change(pending, **LATER)
    change(pending, **RULED)
    assert before == [compile_report(FiscalYear(year)) for year in (2020, 2021)]


@pytest.mark.parametrize(
    "fields",
    [
        {"referred_on": date(2022, 3, 31)},
        {"referred_on": date(2021, 5, 1), "ruled_on": date(2022, 3, 31), "ruling": "granted"},
        {"number": 9001},
        {"received_on": date(2021, 4, 1)},
        {"ruled_on": date(2021, 3, 31), "ruling": "granted"},
    ],
)
def test_what_a_closed_year_prints_of_an_appeal_stays(fields):
    pending = appeal()
    close()
    with pytest.raises(YearClosed):
        change(pending, **fields)


def test_an_appeal_entered_late_does_not_slip_into_a_closed_year():
    close()
    with pytest.raises(YearClosed):
        appeal()


def test_an_appeal_ruled_before_the_closed_year_is_free():
    ruled = appeal(ruled_on=date(2021, 3, 31), ruling="granted")
    close()
    change(ruled, ruling="dismissed")
    ruled.delete()


def test_what_an_appeal_shown_in_a_closed_year_is_about_stays():
    answer = appeal().disposition
    close()
    with pytest.raises(YearClosed):
        change(answer, outcome=factories.outcome("拒否"), decided_on=date(2020, 6, 2))
    answer.refresh_from_db()
    change(answer, carried_out_on=date(2020, 8, 1))
    with pytest.raises(YearClosed):
        change(answer.request, division=factories.division("市民課", "市民文化部"))
    request = DisclosureRequest.objects.get()
    change(request, subject="個人情報")


# Deadlines


def test_no_due_date_of_a_closed_year_moves():
    request = factories.disclosure_request(received_on=FIRST_DAY_OF_ACT)
    models.QuerySet(DisclosureRequest).update(due_on=date(2023, 4, 2))
    assert [move.request for move in due.would_move()] == [request]
    close(2023)
    assert due.would_move() == []


# What it costs


def test_the_guard_costs_one_query(django_assert_num_queries):
    notice = factories.business_notice()
    with django_assert_num_queries(6):  # savepoint, closed years, notice, history, release, year
        notice.save()
    business = notice.business
    with django_assert_num_queries(4):  # a business is counted nowhere
        business.save()


# The desk


@pytest.fixture
def office(client):
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def clerk(client):
    client.force_login(factories.user("clerk"))
    return client


PAGES = {
    "registrations:businessnotice": factories.business_notice,
    "disclosure:disclosurerequest": factories.disclosure_request,
    "outside_use:usenotice": factories.use_notice,
    "council:councilsession": factories.council_session,
    "reports:training": factories.training,
    "reports:wording": factories.wording,
}
pages = pytest.mark.parametrize("desk", PAGES)


@pages
def test_the_page_of_a_record_says_that_its_year_is_closed(office, desk):
    record = PAGES[desk]()
    update, delete = (address(f"{desk}_{page}", record.pk) for page in ("update", "delete"))
    shown = office.get(record.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (False, True, True)
    close()
    shown = office.get(record.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (True, False, False)


@pages
@pytest.mark.parametrize("page", ["update", "delete"])
def test_the_pages_that_change_it_explain(office, desk, page):
    record = PAGES[desk]()
    close()
    answer = office.get(address(f"{desk}_{page}", record.pk))
    assert answer.status_code == 403
    assert SENTENCE in answer.content.decode()


@pages
def test_what_is_sent_all_the_same_is_refused_with_what_was_typed(office, desk):
    record = PAGES[desk]()
    page = address(f"{desk}_update", record.pk)
    data = filled(office.get(page))
    close()
    answer = office.post(page, data)
    assert answer.status_code == 422
    assert [sentence for _, _, sentence in answer.context["errors"]] == [SENTENCE]
    answer = office.post(address(f"{desk}_delete", record.pk), {"reason": "誤り"})
    assert answer.status_code == 403
    assert type(record).objects.filter(pk=record.pk).exists()


def test_the_sentence_stands_beside_the_date(clerk):
    business = factories.business()
    close()
    typed = {"notified_on": "R3.4.20", "kind": "start", "business": business.pk, "name": "一"}
    data = typed | {"division": business.division_id}
    answer = clerk.post(address("registrations:businessnotice_create"), data)
    assert answer.context["errors"] == [("id_notified_on", "届出日", SENTENCE)]
    assert not BusinessNotice.objects.exists()


def test_a_record_is_not_moved_into_a_closed_year_by_its_form(clerk):
    notice = factories.business_notice(notified_on=NEXT)
    page = address("registrations:businessnotice_update", notice.pk)
    close()
    answer = clerk.post(page, filled(clerk.get(page), notified_on="R4.3.31"))
    assert answer.context["errors"] == [("id_notified_on", "届出日", SENTENCE)]


def test_a_row_that_a_closed_year_shows_is_refused_on_the_page_of_its_owner(office):
    answer = appeal().disposition
    page = address("disclosure:disclosurerequest_update", answer.request_id)
    data = filled(office.get(page))
    close()
    data["dispositions-0-outcome"] = str(factories.outcome("不存在").pk)
    refused = office.post(page, data)
    assert refused.status_code == 422
    assert SENTENCE in {sentence for _, _, sentence in refused.context["errors"]}


def test_a_pending_appeal_of_a_closed_year_can_be_ruled_on_but_not_deleted(office):
    pending = appeal()
    update = address("disclosure:reviewrequest_update", pending.pk)
    delete = address("disclosure:reviewrequest_delete", pending.pk)
    close()
    shown = office.get(pending.get_absolute_url()).content.decode()
    assert (SENTENCE in shown, update in shown, delete in shown) == (True, True, False)
    assert office.get(delete).status_code == 403
    ruled = filled(office.get(update), ruled_on="R4.6.1", ruling="dismissed")
    assert office.post(update, ruled).status_code == 302
    wrong = filled(office.get(update), number="77")
    assert office.post(update, wrong).status_code == 422


def test_what_was_deleted_is_not_restored_into_a_closed_year(office):
    session = factories.council_session()
    history.delete(session, "誤り")
    close()
    deletion = history.deleted(CouncilSession).get()
    page = address("council:councilsession_restore", deletion.pk)
    answer = office.post(page, follow=True)
    assert SENTENCE in answer.content.decode()
    assert not CouncilSession.objects.exists()
