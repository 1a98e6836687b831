"""A clerk at the desk after a reorganisation: what was open goes on, what is new begins."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kurume_privacy.models import Import, User
from kurume_privacy.models.imported import seen_as
from kurume_privacy.records import history
from registrations.models import Business
from reports.desk.ledgers import LEDGERS
from tests import factories
from tests.access import import_of, record_of
from tests.desk import address, clerk_of, errors, filled, listed, log_in_as, words
from tests.excel import checked, said, statuses, taken_in, workbook, written

pytestmark = pytest.mark.django_db

LAST = date(2024, 3, 31)
DAY = LAST + timedelta(days=1)  # on which the new name begins; long ago today
BEFORE, AFTER = "令和6年3月29日", "令和6年4月2日"
OF_DIVISIONS = [ledger for ledger in LEDGERS if not ledger.is_offices]
ledgers = pytest.mark.parametrize("ledger", OF_DIVISIONS, ids=lambda ledger: ledger.route)
NEW_NAME = "市民窓口課"


@pytest.fixture
def new_name(city):
    """市民課 became 市民窓口課."""
    later = factories.division(NEW_NAME, "市民文化部", valid_from=DAY)
    factories.taken_over(city.residents, later, LAST)
    return later


def of(division, ledger):
    """Return a record of the ledger on the division's last day at the latest."""
    return record_of(division, ledger.model._meta.model_name)


@ledgers
class TestAnyLedger:
    """Every ledger whose records divisions keep, as it declares itself."""

    def test_a_record_of_the_former_name_is_opened_and_says_whose_it_is(
        self, city, ledger, new_name
    ):
        record = of(city.residents, ledger)
        clerk = clerk_of(city.residents)
        assert record in listed(clerk.get(ledger.url("list")))
        page = words(clerk.get(ledger.url("detail", record.pk)))
        assert "今は「市民文化部市民窓口課」です。" in page

    def test_that_of_a_division_in_use_says_nothing(self, city, ledger, new_name):
        record = of(city.general_affairs, ledger)
        clerk = clerk_of(city.general_affairs)
        assert "今は「" not in words(clerk.get(ledger.url("detail", record.pk)))

    def test_and_changed_without_another_division(self, city, ledger, new_name):
        record = of(city.residents, ledger)
        clerk, form = clerk_of(new_name), ledger.url("update", record.pk)
        page = clerk.get(form)
        assert page.status_code == 200
        assert clerk.post(form, filled(page)).status_code == 302

    def test_nobody_elses_is(self, city, ledger, new_name):
        record = of(city.residents, ledger)
        clerk = clerk_of(city.general_affairs)
        for page in ("detail", "update", "delete"):
            assert clerk.get(ledger.url(page, record.pk)).status_code == 404

    def test_who_reads_what_was_deleted_is_whose_it_became(self, city, ledger, new_name):
        record = of(city.residents, ledger)
        history.delete(record, "入力誤り")
        deletion = history.deleted(ledger.model).get()
        assert history.was_visible_to(deletion, factories.user("new", division=new_name))
        assert not history.was_visible_to(
            deletion, factories.user("a", division=city.school_affairs)
        )


def typed(day, division, **changes):
    """Return what somebody types for a notice on this day."""
    ground = factories.ground(regime_name=factories.ACT)
    return {
        "number": "",
        "notified_on": day,
        "kind": "out_of_purpose_use",
        "division": division.pk,
        "ground": ground.pk,
    } | changes


NEW = address("outside_use:usenotice_create")


class TestNewRecords:
    def test_the_present_division_stands_there_and_the_former_can_be_chosen(self, city, new_name):
        field = clerk_of(city.residents).get(NEW).context["form"].fields["division"]
        assert field.initial == new_name.pk
        assert set(field.queryset) == {city.residents, new_name}

    @pytest.mark.parametrize("who", ["residents", "new_name"])
    def test_each_takes_the_days_on_which_it_is_in_use(self, city, new_name, who):
        clerk = clerk_of(new_name if who == "new_name" else city.residents)
        assert clerk.post(NEW, typed(AFTER, new_name)).status_code == 302
        assert clerk.post(NEW, typed(BEFORE, city.residents)).status_code == 302

    def test_and_no_other(self, city, new_name):
        clerk = clerk_of(city.residents)
        refused = clerk.post(NEW, typed(AFTER, city.residents))
        assert errors(refused) == {
            "所管課": "「市民文化部市民課」は令和6年4月2日には使われていません。"
        }
        refused = clerk.post(NEW, typed(BEFORE, new_name))
        assert errors(refused) == {
            "所管課": "「市民文化部市民窓口課」は令和6年3月29日には使われていません。"
        }

    def test_nobody_enters_for_another_division(self, city, new_name):
        refused = clerk_of(new_name).post(NEW, typed(AFTER, city.general_affairs))
        assert [*errors(refused)] == ["所管課"]

    def test_a_copy_is_of_the_division_that_there_is_now(self, city, new_name):
        record = factories.use_notice(division=city.residents)
        for client in (log_in_as(), clerk_of(city.residents)):
            form = client.get(f"{NEW}?copy={record.pk}").context["form"]
            assert form["division"].value() == new_name.pk


class TestBusinesses:
    """The register has no dates: what is entered or changed is the present division's."""

    def test_a_new_one_is_the_present_divisions(self, city, new_name):
        sent = {"name": "窓口業務", "division": city.residents.pk}
        clerk_of(new_name).post(address("registrations:business_create"), sent)
        assert Business.objects.get().division == new_name

    def test_a_changed_one_too(self, city, new_name):
        business = factories.business("窓口業務", division=city.residents)
        form = address("registrations:business_update", business.pk)
        clerk = clerk_of(new_name)
        assert clerk.post(form, filled(clerk.get(form), name="総合窓口業務")).status_code == 302
        business.refresh_from_db()
        assert (business.name, business.division) == ("総合窓口業務", new_name)

    def test_of_a_division_that_nothing_took_over_it_stays(self, city):
        city.residents.valid_until = LAST
        factories.saved(city.residents)
        business = factories.business("窓口業務", division=city.residents)
        form = address("registrations:business_update", business.pk)
        office = log_in_as()
        office.post(form, filled(office.get(form), name="総合窓口業務"))
        business.refresh_from_db()
        assert (business.name, business.division) == ("総合窓口業務", city.residents)


class TestFiles:
    HEADINGS = ("業務の名称", "所管課")

    @pytest.mark.parametrize("role", ["clerk", "office"])
    def test_what_went_out_before_comes_in_unchanged(self, city, role):
        user = factories.user("a", role, division=city.residents)
        files = {}
        for ledger in OF_DIVISIONS:
            of(city.residents, ledger)
            seen = ledger.model.objects.visible_to(user)
            files[ledger.sheet.key] = written(ledger.sheet.key, seen)
        later = factories.division(NEW_NAME, "市民文化部", valid_from=DAY)
        factories.taken_over(city.residents, later, LAST)
        user = User.objects.get(pk=user.pk)
        for kind, file in files.items():
            assert set(statuses(checked(kind, file, user))) == {"変更なし"}, kind

    @pytest.mark.parametrize("name", ["市民文化部市民課", "市民課", NEW_NAME])
    def test_a_business_is_recognised_by_either_name(self, city, new_name, name):
        business = factories.business("窓口業務", division=city.residents)
        clerk = factories.user("a", division=new_name)
        taken_in("business", workbook(self.HEADINGS, ("窓口業務", name)), clerk)
        assert Business.objects.get() == business

    def test_also_when_it_bears_the_new_one(self, city, new_name):
        factories.business("窓口業務", division=new_name)
        clerk = factories.user("a", division=new_name)
        found = taken_in("business", workbook(self.HEADINGS, ("窓口業務", "市民課")), clerk)
        assert "新規" not in statuses(found)
        assert Business.objects.get().division == new_name

    def test_those_of_two_that_became_one_are_told_apart(self, city, new_name):
        factories.taken_over(city.general_affairs, new_name, LAST)
        factories.business("窓口業務", division=city.residents)
        office = factories.user("office", role="office")
        lines = ("窓口業務", "市民課"), ("窓口業務", "総務課")
        assert statuses(checked("business", workbook(self.HEADINGS, *lines), office)) == [
            "変更なし",
            "新規",
        ]

    def test_a_name_is_that_of_its_day(self, city, new_name):
        heads = ("届出番号", "届出日", "区分", "根拠", "所管課")
        lines = [
            (1, BEFORE, "目的外利用", "法令", "市民課"),
            (2, AFTER, "目的外利用", "法令", NEW_NAME),
        ]
        clerk = factories.user("a", division=new_name)
        found = checked("usenotice", workbook(heads, *lines), clerk)
        assert (statuses(found), said(found)) == (["新規", "新規"], [])

    def test_a_file_that_waited_over_the_day_is_checked_again(self, city, monkeypatch):
        """What was found in it shows what its clerk saw then: whoever moves chooses it again."""
        waiting = import_of("registrations:business_import_review")
        clerk = User.objects.get(pk=waiting.user_id)
        later = factories.division("文書課", "総務部", valid_from=DAY)
        factories.taken_over(clerk.division, later, LAST)
        monkeypatch.setattr(timezone, "localdate", lambda *zone: LAST)
        assert Import.objects.filter(**seen_as(User.objects.get(pk=clerk.pk))).exists()
        monkeypatch.setattr(timezone, "localdate", lambda *zone: DAY)
        assert not Import.objects.filter(**seen_as(User.objects.get(pk=clerk.pk))).exists()
