"""An account is renamed: whatever its owner did before keeps the name of then, everywhere."""

import json

import pytest
from django.apps import apps

from kurume_privacy.models import NameField, Role, User
from kurume_privacy.records import history
from registrations.models import Business
from reports.desk.ledgers import LEDGERS
from reports.models import Edition, Explanation, Step
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.access import KEPT_LEDGERS, kept_of, record_of
from tests.desk import filled, log_in_as, words
from tests.reports.published import NOTICE, NOW, YEAR, few_files
from tests.upgrades.way import REASON

pytestmark = pytest.mark.django_db

THEN, LATER = "旧姓 花子", "新姓 花子"
# What refers to a user and tells of no act of theirs: whose it is, not who did it.
NO_ACT = {"Posting.user", "HistoricalPosting.user", "Import.user", "SentForm.user"}
# By which of them the administrator keeps people: those pages have tests of their own.
KEPT = [ledger for ledger in KEPT_LEDGERS.values() if ledger.model is not User]
ledgers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)


def person(username="hanako", role=Role.OFFICE):
    name = {"last_name": "旧姓", "first_name": "花子"}
    return factories.user(username, role, division=None, **name)


def rename(user):
    user.last_name = "新姓"
    user.save()
    return user


def shows_the_name_of_then(page):
    """Assert that the page has the name of then, and the name of today only where it greets."""
    told = words(page).partition("ログアウト")[2]
    assert THEN in told
    assert LATER not in told


def test_whoever_did_something_is_named_beside_it():
    found = {
        f"{model.__name__}.{field.name}": f"{field.name}_name"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    for place, column in found.items():
        if place not in NO_ACT:
            model = apps.get_model(app_of(place), place.partition(".")[0])
            assert isinstance(model._meta.get_field(column), NameField), place
    assert found.keys() >= NO_ACT


def app_of(place):
    """Return the app of the model that a place begins with."""
    name = place.partition(".")[0]
    return next(model._meta.app_label for model in apps.get_models() if model.__name__ == name)


class TestARecord:
    @ledgers
    def test_of_every_ledger_on_its_page_and_among_the_deleted(self, ledger, city):
        record = record_of(city.general_affairs, ledger.model._meta.model_name)
        hanako = person()
        desk = log_in_as("hanako")
        record._history_user = hanako
        record.save()
        rename(hanako)
        shows_the_name_of_then(desk.get(record.get_absolute_url()))
        record._history_user = hanako  # who by now has the other name
        history.delete(record, "誤り")
        entry = history.deleted(ledger.model).get()
        assert entry.history_user_name == LATER
        assert f"{LATER} 誤り" in words(desk.get(ledger.url("deleted")))

    @pytest.mark.parametrize("ledger", KEPT, ids=lambda ledger: ledger.route)
    def test_of_what_the_administrator_keeps(self, ledger, city):
        record = ledger.model.objects.first() or kept_of(ledger.model._meta.model_name)
        hanako = person(role=Role.ADMINISTRATOR)
        record._history_user = hanako
        record.save()
        rename(hanako)
        shows_the_name_of_then(log_in_as("hanako").get(ledger.url("detail", record.pk)))

    def test_that_is_entered_at_the_desk(self, city):
        business = factories.business()
        hanako = person()
        desk, address = log_in_as("hanako"), f"/desk/registrations/businesses/{business.pk}/edit/"
        assert desk.post(address, filled(desk.get(address), name="改めた名称")).status_code == 302
        rename(hanako)
        assert history.changes(business)[0].user == THEN

    def test_that_is_entered_with_many_others(self, city):
        hanako = person()
        new = [Business(name=f"業務その{number}", division=city.residents) for number in range(3)]
        for record in new:
            record._history_user = hanako
        Business.objects.all().enter(new)
        rename(hanako)
        names = Business.history.values_list("history_user_name", flat=True)
        assert list(names) == [THEN] * 3

    def test_that_nobody_entered_has_no_name(self):
        assert factories.business().history.get().history_user_name == ""

    def test_whose_entry_is_saved_once_more_keeps_the_name(self):
        business, hanako = factories.business(), person()
        business._history_user = hanako
        business.save()
        entry = business.history.first()
        rename(hanako)
        entry = type(entry).objects.get(pk=entry.pk)
        entry.history_change_reason = "補う"
        entry.save()
        assert type(entry).objects.get(pk=entry.pk).history_user_name == THEN


class TestAReport:
    """A year on its way: by two people, who are both called otherwise later."""

    @pytest.fixture
    def approver(self):
        return person("approver", Role.APPROVER)

    @pytest.fixture
    def office(self):
        return person("office")

    @pytest.fixture
    def published(self, office, approver, monkeypatch):
        monkeypatch.setattr(publish, "files_of", few_files)
        factories.business_notice()
        for warning in Draft.of(YEAR, NOW.date()).unexplained:
            publish.explain(YEAR, warning.check, REASON, office, NOW)
        publish.ask(YEAR, office, NOW)
        publish.approve(YEAR, rename(approver), NOW)
        return publish.publish(YEAR, approver, NOW, **NOTICE)

    def test_names_who_took_each_step_as_then(self, published, office):
        rename(office)
        steps = Step.objects.of_year(YEAR)
        assert [step.user_name for step in steps] == [THEN, LATER, LATER]
        assert [step["user"] for step in json.loads(published.steps)] == [THEN, LATER, LATER]
        assert {one["explained_by"] for one in json.loads(published.checks)} == {THEN}
        assert Edition.objects.get().published_by_name == LATER

    def test_shows_them_on_the_pages_of_its_draft(self, published, office, approver):
        rename(office)
        desk = log_in_as("approver")
        told = words(desk.get("/desk/reports/2021/"))
        assert f"公表 {LATER}" in told
        assert f"承認 {LATER}" in told
        assert f"確認依頼 {THEN}" in told
        shows_the_name_of_then(desk.get("/desk/reports/2021/checks/"))

    def test_shows_the_last_of_them_in_the_list_of_years(self, office, approver):
        factories.business_notice()
        for warning in Draft.of(YEAR, NOW.date()).unexplained:
            publish.explain(YEAR, warning.check, REASON, office, NOW)
        publish.ask(YEAR, office, NOW)
        rename(office)
        shows_the_name_of_then(log_in_as("office").get("/desk/reports/"))
        assert THEN in words(log_in_as("approver").get("/desk/"))

    def test_a_reason_that_is_written_anew_is_by_the_name_of_now(self, office):
        factories.business_notice()
        warning = Draft.of(YEAR, NOW.date()).unexplained[0].check
        for _ in range(2):
            publish.explain(YEAR, warning, REASON, office, NOW)
            rename(office)
        assert Explanation.objects.get(check_name=warning).user_name == LATER
