"""What became of a division keeps its records and has its people, from its day and not before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kurume_privacy.models import Posting, Reorganisation, Role, Succession, User
from tests import factories
from tests.access import LEDGERS, record_of
from tests.factories import refused, refused_by_database, saved, taken_over

pytestmark = pytest.mark.django_db

LAST = date(2022, 3, 31)
DAY = LAST + timedelta(days=1)  # on which the new name begins
LATER = date(2025, 4, 1)
SOON = timedelta(days=30)


@pytest.fixture
def new_name(city):
    """市民課 becomes 市民窓口課 on `DAY`."""
    later = factories.division("市民窓口課", "市民文化部", valid_from=DAY)
    taken_over(city.residents, later, LAST)
    return later


def sent(user, former, later, day):
    """Let an act send the user to a division of their own."""
    act = saved(Reorganisation(on=day))
    return saved(Posting(reorganisation=act, user=user, former=former, later=later))


def workplace(user, day):
    return Succession.of(user.pk).workplace(user.division_id, day)


def at_work(monkeypatch, user, day):
    """Return the user as they log in on a day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *zone: day)
    return User.objects.get(pk=user.pk)


class TestKeeping:
    def test_a_division_keeps_its_own_records(self, city):
        assert Succession.of().kept_by(city.residents.pk, DAY) == {city.residents.pk}
        assert Succession.of().keeper(city.residents.pk, DAY) == city.residents.pk

    def test_the_successor_keeps_those_of_the_former_from_the_day_after_its_end(
        self, city, new_name
    ):
        found, both = Succession.of(), {city.residents.pk, new_name.pk}
        assert found.kept_by(new_name.pk, LAST) == {new_name.pk}
        assert found.kept_by(city.residents.pk, LAST) == {city.residents.pk}
        assert found.kept_by(new_name.pk, DAY) == both
        assert found.kept_by(city.residents.pk, DAY) == set()

    def test_what_ended_without_a_successor_keeps_its_own(self, city):
        city.residents.valid_until = LAST
        saved(city.residents)
        assert Succession.of().kept_by(city.residents.pk, LATER) == {city.residents.pk}

    def test_those_that_became_one_are_all_kept_by_it(self, city, new_name):
        taken_over(city.general_affairs, new_name, LATER - timedelta(days=1))
        merged = {city.residents.pk, city.general_affairs.pk, new_name.pk}
        assert Succession.of().kept_by(new_name.pk, LATER) == merged
        assert Succession.of().kept_by(city.general_affairs.pk, LATER) == set()

    def test_a_name_after_a_name_keeps_what_the_first_kept(self, city, new_name):
        last = factories.division("総合窓口課", "市民文化部", valid_from=LATER)
        taken_over(new_name, last, LATER - timedelta(days=1))
        found = Succession.of()
        assert found.keeper(city.residents.pk, DAY) == new_name.pk
        assert found.keeper(city.residents.pk, LATER) == last.pk
        assert found.kept_by(last.pk, LATER) == {city.residents.pk, new_name.pk, last.pk}

    def test_two_are_one_where_one_became_the_other(self, city, new_name):
        taken_over(city.general_affairs, new_name, LAST)
        found = Succession.of()
        assert found.are_one(city.residents.pk, new_name.pk, DAY)
        assert found.are_one(new_name.pk, city.residents.pk, DAY)
        assert not found.are_one(city.residents.pk, new_name.pk, LAST)
        assert not found.are_one(city.residents.pk, city.general_affairs.pk, DAY)

    def test_all_of_it_is_one_query(self, new_name, django_assert_num_queries):
        clerk = factories.user()
        with django_assert_num_queries(1):
            Succession.of(clerk.pk).workplace(clerk.division_id, DAY)


class TestRules:
    def test_a_successor_needs_an_end(self, city):
        city.residents.successor = city.general_affairs
        refused(city.residents, "引き継ぐ課を選んだときは、使用終了日も入力してください。")
        refused_by_database(city.residents, "division_ends_before_it_is_taken_over")

    def test_the_successor_is_there_on_the_day_after(self, city):
        later = factories.division("市民窓口課", "市民文化部", valid_from=LATER)
        city.residents.valid_until, city.residents.successor = LAST, later
        said = "引き継ぐ課は、令和4年4月1日に使われている、別の課にしてください。"
        refused(city.residents, said, at="successor")
        city.residents.successor = city.residents
        refused(city.residents, said, at="successor")

    def test_and_stays_there(self, new_name):
        new_name.valid_from = DAY + SOON
        said = "この課は、令和4年4月1日から「市民文化部市民課」を引き継いでいます。"
        refused(new_name, f"{said}その日に使われるようにしてください。")

    def test_what_took_over_is_not_deleted(self, new_name):
        with pytest.raises(IntegrityError), transaction.atomic():
            new_name.delete()

    def test_an_act_sends_somebody_once(self, city):
        clerk = factories.user()
        posting = sent(clerk, city.general_affairs, city.residents, DAY)
        again = Posting(reorganisation=posting.reorganisation, user=clerk)
        again.former, again.later = city.general_affairs, city.school_affairs
        refused(again, "この利用者の配属は、既に決まっています。")
        refused_by_database(again, "posted_once")


class TestPeople:
    def test_they_move_along_on_the_day(self, city, new_name, monkeypatch):
        clerk = factories.user(division=city.residents)
        assert at_work(monkeypatch, clerk, LAST).present_division == city.residents
        assert at_work(monkeypatch, clerk, DAY).present_division == new_name

    def test_one_may_be_sent_elsewhere(self, city, new_name):
        stays, goes = (
            factories.user("a", division=city.residents),
            factories.user("b", division=city.residents),
        )
        sent(goes, city.residents, city.school_affairs, DAY)
        assert [workplace(each, LAST) for each in (stays, goes)] == [city.residents.pk] * 2
        assert workplace(stays, DAY) == new_name.pk
        assert workplace(goes, DAY) == city.school_affairs.pk

    def test_also_from_a_division_that_remains(self, city):
        clerk = factories.user(division=city.general_affairs)
        sent(clerk, city.general_affairs, city.residents, DAY)
        assert workplace(clerk, LAST) == city.general_affairs.pk
        assert workplace(clerk, DAY) == city.residents.pk

    def test_and_comes_back_with_the_division(self, city):
        """Sent away once: what brings them back later does not send them away again."""
        clerk = factories.user(division=city.general_affairs)
        sent(clerk, city.general_affairs, city.residents, DAY)
        taken_over(city.residents, city.general_affairs, LATER - timedelta(days=1))
        assert workplace(clerk, LATER) == city.general_affairs.pk

    def test_whoever_is_entered_anew_stays_there(self, city, monkeypatch):
        clerk = factories.user(division=city.general_affairs)
        sent(clerk, city.general_affairs, city.residents, DAY)
        clerk = at_work(monkeypatch, clerk, LATER)
        for entered in (clerk.present_division, city.general_affairs):
            clerk.division = entered
            saved(clerk)
        assert at_work(monkeypatch, clerk, LATER).present_division == city.general_affairs

    def test_what_else_is_changed_moves_nobody(self, city, monkeypatch):
        clerk = factories.user(division=city.general_affairs)
        sent(clerk, city.general_affairs, city.residents, DAY)
        clerk = at_work(monkeypatch, clerk, LATER)
        clerk.first_name = "花子"
        saved(clerk)
        assert at_work(monkeypatch, clerk, LATER).present_division == city.residents

    def test_somebody_without_a_division_has_none(self):
        office = factories.user("office", Role.OFFICE, division=None)
        assert (office.present_division, office.present_division_id) == (None, None)
        assert office.kept_divisions == frozenset()


OF_DIVISIONS = [route for route, ledger in LEDGERS.items() if not ledger.is_offices]


@pytest.mark.parametrize("route", OF_DIVISIONS)
class TestSight:
    """A record of every ledger that divisions keep, as the ledgers declare themselves."""

    @pytest.fixture
    def record(self, city, route):
        record_of(city.school_affairs, route.partition(":")[2])
        return record_of(city.residents, route.partition(":")[2])

    def seen(self, record, user):
        return set(type(record).objects.visible_to(user))

    def test_who_kept_it_keeps_it_under_the_new_name(self, record, city, new_name, monkeypatch):
        clerk = factories.user(division=city.residents)
        for day in (LAST, DAY, LATER):
            assert self.seen(record, at_work(monkeypatch, clerk, day)) == {record}

    def test_who_comes_to_the_new_division_sees_it_from_the_day(
        self, record, new_name, monkeypatch
    ):
        clerk = factories.user(division=new_name)
        assert self.seen(record, at_work(monkeypatch, clerk, LAST)) == set()
        assert self.seen(record, at_work(monkeypatch, clerk, DAY)) == {record}

    def test_nobody_else_does(self, record, city, new_name, monkeypatch):
        for number, other in enumerate((city.general_affairs, city.information_policy)):
            clerk = factories.user(f"other{number}", division=other)
            assert self.seen(record, at_work(monkeypatch, clerk, LATER)) == set()

    def test_whoever_is_sent_elsewhere_keeps_what_is_kept_there(
        self, record, city, new_name, monkeypatch
    ):
        clerk = factories.user(division=city.residents)
        sent(clerk, city.residents, city.general_affairs, DAY)
        assert self.seen(record, at_work(monkeypatch, clerk, DAY)) == set()
