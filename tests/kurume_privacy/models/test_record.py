"""What is true of every record: its history, its one way to be saved, its year, its number."""

from calendar import isleap
from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st
from simple_history.middleware import HistoryRequestMiddleware
from simple_history.signals import pre_create_historical_record

from disclosure.models import Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import BulkRefused, ClosedYear, Record, Role, YearClosed
from kurume_privacy.models.shown import NOTHING
from outside_use.models import UseNotice
from registrations.forms import BusinessNoticeForm
from registrations.models import Business, BusinessNotice
from reports.models import Training
from tests import factories
from tests.examples import examples
from tests.factories import refused, refused_by_database, saved

pytestmark = pytest.mark.django_db


# History


def test_a_record_knows_who_changed_what_from_what_to_what():
    business = factories.business("住民基本台帳業務")
    business.name = "住民基本台帳ネットワーク業務"
    business._history_user = factories.user("clerk")
    saved(business)
    changed, created = business.history.all()
    assert (created.history_type, changed.history_type) == ("+", "~")
    assert (created.history_user, str(changed.history_user)) == (None, "clerk")
    assert created.history_date <= changed.history_date
    (change,) = changed.diff_against(created).changes
    assert (change.field, change.old, change.new) == (
        "name",
        "住民基本台帳業務",
        "住民基本台帳ネットワーク業務",
    )


def save_in_a_request(rf, person, record):
    """Save the record as a view would, when this person sends a form."""

    def view(request):
        record.save()
        return HttpResponse()

    request = rf.post("/")
    request.user = person
    HistoryRequestMiddleware(view)(request)


def test_whoever_is_logged_in_changed_it(rf):
    clerk = factories.user("clerk")
    business = factories.business()
    save_in_a_request(rf, clerk, business)
    assert business.history.first().history_user == clerk


def test_nobody_changed_what_is_saved_outside_a_request(rf):
    business = factories.business()
    save_in_a_request(rf, factories.user("clerk"), business)
    save_in_a_request(rf, AnonymousUser(), business)
    assert business.history.first().history_user is None
    business.save()
    assert business.history.first().history_user is None


def test_the_set_of_clauses_has_a_history_too():
    disposition = factories.disposition(
        outcome=factories.outcome("一部承諾"), clauses=[factories.clause(1)]
    )
    before = disposition.history.first()
    disposition.clauses.set([factories.clause(1), factories.clause(2)])
    (change,) = disposition.history.first().diff_against(before).changes
    assert change.field == "clauses"
    assert clauses_of(change.old) == [1]
    assert clauses_of(change.new) == [1, 2]


def clauses_of(value):
    numbers = {factories.clause(number).pk: number for number in range(1, 9)}
    return sorted(numbers[row["clause"]] for row in value)


def test_the_kinds_an_outcome_answers_have_a_history_too():
    outcome = factories.outcome("拒否")
    outcome.kinds.remove(factories.kind("消去"))
    names = [row.requestkind.name for row in outcome.history.first().kinds.all()]
    assert sorted(names) == sorted(["開示", "訂正", "利用の停止", "提供の停止"])


def test_what_is_deleted_stays_in_the_history():
    disposition = factories.disposition()
    pk = disposition.pk
    disposition.request.delete()
    last = Disposition.history.filter(id=pk).first()
    assert last.history_type == "-"
    assert not Disposition.objects.filter(pk=pk).exists()


def test_deleting_many_leaves_the_history_of_each():
    factories.business("一")
    factories.business("二")
    Business.objects.all().delete()
    assert Business.history.filter(history_type="-").count() == 2


def test_every_kind_of_record_has_a_history():
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    assert len(records) > 20
    assert [model for model in records if not hasattr(model, "history")] == []


@pytest.fixture
def broken_history():
    """A history that cannot be written."""

    def refuse(**said):
        raise OSError("disk full")

    pre_create_historical_record.connect(refuse)
    yield
    pre_create_historical_record.disconnect(refuse)


def test_without_a_history_nothing_is_created(city, broken_history):
    with pytest.raises(OSError, match="disk full"):
        Business(name="一", division=city.residents).save()
    assert not Business.objects.exists()


def test_without_a_history_nothing_is_changed(request):
    business = factories.business("一")
    request.getfixturevalue("broken_history")
    business.name = "二"
    with pytest.raises(OSError, match="disk full"):
        business.save()
    assert Business.objects.get().name == "一"


def test_without_a_history_no_clause_is_added(request):
    disposition = factories.disposition()
    request.getfixturevalue("broken_history")
    with pytest.raises(OSError, match="disk full"):
        disposition.clauses.set([factories.clause(1)])
    assert transaction.get_rollback()  # Django's own block gives up the whole transaction


def test_without_a_history_nothing_is_deleted(request):
    business = factories.business()
    request.getfixturevalue("broken_history")
    with pytest.raises(OSError, match="disk full"):
        business.delete()
    assert Business.objects.get() == business


# Bulk writes


@pytest.mark.parametrize(
    "write",
    [
        lambda business: Business.objects.update(name="二"),
        lambda business: Business.objects.filter(pk=business.pk).update(name="二"),
        lambda business: Business.objects.bulk_update([business], ["name"]),
        lambda business: Business.objects.bulk_create([Business(division=business.division)]),
        lambda business: business.division.business_set.update(name="二"),
    ],
)
def test_records_are_not_written_in_bulk(write):
    business = factories.business("一")
    with pytest.raises(BulkRefused, match="記録は一件ずつ保存します"):
        write(business)
    assert Business.objects.get().name == "一"


def test_no_kind_of_record_is_written_in_bulk_by_another_way():
    for kind in filter(lambda model: issubclass(model, Record), apps.get_models()):
        with pytest.raises(BulkRefused):
            kind._base_manager.all().update(pk=1)


def test_records_are_not_moved_without_history():
    division = factories.division("総務課", "総務部")
    with pytest.raises(BulkRefused):
        factories.department("市民文化部").divisions.add(division)


def test_one_at_a_time_is_not_in_bulk():
    division = factories.division()
    Business.objects.create(division=division, name="一")
    Business.objects.get_or_create(division=division, name="二")
    Business.objects.update_or_create(division=division, name="二", defaults={"name": "三"})
    assert [business.history.count() for business in Business.objects.all()] == [1, 2]


# Many new ones at once, for an import


def unsaved():
    """Return two notices that nobody has saved yet."""
    business = factories.business()
    known = {"notified_on": factories.DAY, "business": business, "division": business.division}
    return [BusinessNotice(number=number, kind="change", **known) for number in (901, 902)]


def test_many_new_ones_have_each_its_history():
    notices = unsaved()
    BusinessNotice.objects.all().enter(notices)
    assert [notice.history.get().history_type for notice in notices] == ["+", "+"]


def test_none_of_many_is_entered_into_a_closed_year():
    notices = unsaved()
    notices[1].notified_on = date(2022, 4, 1)
    ClosedYear.objects.create(year=2022)
    with pytest.raises(YearClosed):
        BusinessNotice.objects.all().enter(notices)
    assert not BusinessNotice.objects.exists()


def test_those_that_more_is_saved_with_are_entered_one_by_one():
    plain = {kind._meta.model_name for kind in apps.get_models() if is_plain(kind)}
    assert {"businessnotice", "usenotice", "training", "publicnotice", "wording"} <= plain
    # a save of its own; what belongs to it; a set; what belongs to it and a save of its own
    assert not {"correction", "councilsession", "disposition", "disclosurerequest"} & plain
    with pytest.raises(BulkRefused):
        Disposition.objects.all().enter([])


def is_plain(model):
    return issubclass(model, Record) and model.is_plain()


# Whose it is to see


def seen_by(user):
    """Return how many notices of three, one of them of the own division, and trainings of one."""
    return BusinessNotice.objects.visible_to(user).count(), Training.objects.visible_to(
        user
    ).count()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.CLERK, (1, 0)),
        (Role.OFFICE, (3, 1)),
        (Role.APPROVER, (3, 1)),
        (Role.ADMINISTRATOR, (0, 0)),
    ],
)
def test_the_role_and_the_division_say_what_somebody_sees(city, role, seen):
    for division in (city.residents, city.school_affairs, city.general_affairs):
        factories.business_notice(division=division)
    factories.training()
    assert seen_by(factories.user(role=role, division=city.residents)) == seen
    assert seen_by(AnonymousUser()) == (0, 0)


# The year


YEARS = [1948, 1949, 1988, 1989, *range(2016, 2032), 2099, 2100]
BORDERS = [(2, 28), (3, 1), (3, 31), (4, 1), (4, 30), (5, 1), (12, 31), (1, 1)]
dated_records = pytest.mark.parametrize(
    ("make", "dated"),
    [
        (factories.business_notice, "notified_on"),
        (factories.disclosure_request, "received_on"),
        (factories.review_request, "received_on"),
        (factories.use_notice, "notified_on"),
    ],
)


def border_days():
    """Return every day of some decades on which a year could be mistaken."""
    days = [date(year, month, day) for year in YEARS for month, day in BORDERS]
    return days + [date(year, 2, 29) for year in YEARS if isleap(year)]


def test_the_database_knows_the_fiscal_year_of_every_border_day():
    business = factories.business()
    for number, day in enumerate(border_days(), start=1):
        notice = BusinessNotice(number=number, notified_on=day, kind="change", business=business)
        notice.division = business.division
        notice.save()
        assert notice.year == int(FiscalYear.of(day)), day


@examples(10)
@given(st.dates(date(1947, 4, 1), date(9998, 12, 31)))
def test_the_database_knows_the_fiscal_year_of_any_day(day):
    notice = factories.use_notice(notified_on=day)
    assert notice.year == int(FiscalYear.of(day))
    assert notice in UseNotice.objects.in_year(FiscalYear.of(day))


@dated_records
def test_the_year_follows_the_date_when_that_is_corrected(make, dated):
    record = make(**{dated: date(2022, 3, 31)})
    assert record.year == 2021
    setattr(record, dated, date(2022, 4, 1))
    saved(record)
    record.refresh_from_db()
    assert record.year == 2022
    assert [past.year for past in record.history.all()] == [2022, 2021]


def test_a_day_whose_year_cannot_be_named_is_refused():
    with pytest.raises(ValidationError):
        factories.use_notice(notified_on=date(21, 4, 20))


def test_the_year_follows_at_once():
    notice = factories.use_notice(notified_on=date(2022, 3, 31))
    notice.notified_on = date(2022, 4, 1)
    assert saved(notice).year == 2022


def test_the_year_cannot_be_set():
    notice = factories.use_notice(notified_on=date(2022, 3, 31))
    notice.year = 1999
    saved(notice)
    notice.refresh_from_db()
    assert notice.year == 2021


def test_a_year_is_looked_up_by_its_name():
    last, first = (
        factories.use_notice(notified_on=day) for day in (date(2022, 3, 31), date(2022, 4, 1))
    )
    assert list(UseNotice.objects.in_year(FiscalYear(2021))) == [last]
    assert list(UseNotice.objects.in_year(FiscalYear(2022))) == [first]


def test_what_belongs_to_no_year_is_shown_in_none():
    assert factories.division().shown_in(2021) == NOTHING
    assert factories.business().shown_in(2021) == NOTHING


def test_what_belongs_to_nothing_any_more_is_shown_in_none():
    request = factories.disclosure_request(received_on=date(2021, 4, 1))
    assert factories.disposition(request=request).shown_in(2021)
    assert Disposition(request_id=0).shown_in(2021) == NOTHING


# Counting


def test_the_database_counts(city, django_assert_num_queries):
    for position, division in enumerate([city.residents, city.residents, city.school_affairs]):
        factories.business_notice(business=factories.business(f"業務{position}", division=division))
    with django_assert_num_queries(1):
        counted = BusinessNotice.objects.count_by("kind", "division")
    assert counted == {
        ("start", city.residents.pk): 2,
        ("start", city.school_affairs.pk): 1,
    }
    assert counted["abolition", city.residents.pk] == 0


def test_nothing_counts_as_nothing():
    assert BusinessNotice.objects.count_by("kind") == Counter()


# Numbers


@dated_records
def test_a_number_stands_once_in_a_year(make, dated):
    first = make(number=7001, **{dated: date(2021, 4, 1)})
    again = make(number=7002, **{dated: date(2022, 3, 31)})
    again.number = 7001
    refused(again, "この年度には、同じ番号の記録が既にあります。")
    refused_by_database(again, f"{first._meta.label_lower.replace('.', '_')}_numbered_once")


def test_a_form_says_that_a_number_is_taken():
    taken = factories.business_notice()
    fields = ["number", "notified_on", "kind", "business", "name", "division"]
    again = model_to_dict(taken, fields) | {"kind": BusinessNotice.Kind.CHANGE}
    form = BusinessNoticeForm(again)
    assert form.errors == {"number": ["この年度には、同じ番号の記録が既にあります。"]}


@dated_records
def test_the_next_number_follows_the_last_of_its_year_and_begins_with_one(make, dated):
    make(number=7001, **{dated: date(2022, 3, 31)})
    ledger = type(make(number=7005, **{dated: date(2022, 4, 1)}))
    assert [ledger.next_number(year) for year in (2020, 2021, 2022)] == [1, 7002, 7006]


@dated_records
def test_a_number_may_return_in_another_year(make, dated):
    make(number=7001, **{dated: date(2022, 3, 31)})
    make(number=7001, **{dated: date(2022, 4, 1)})


def test_a_number_is_not_taken_over_by_correcting_a_date():
    factories.use_notice(number=1, notified_on=date(2022, 3, 31))
    moved = factories.use_notice(number=1, notified_on=date(2022, 4, 1))
    moved.notified_on = date(2022, 3, 31)
    refused(moved, "この年度には、同じ番号の記録が既にあります。")
    refused_by_database(moved, "outside_use_usenotice_numbered_once")


class TestLookedUpAlong:
    def test_what_the_model_names_and_nothing_else(self):
        division = {"department": {"agency": {}}}
        shown, written = BusinessNotice.objects.shown(), BusinessNotice.objects.all().written()
        assert shown.query.select_related == {"business": {}, "division": division}
        assert written.query.select_related == {
            "business": {"division": division},
            "division": division,
        }

    def test_where_it_names_nothing_nothing(self):
        assert Training.objects.shown().query.select_related is False
