"""組織の変更: rename, move, merge, split, of divisions and departments; and its withdrawal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from disclosure.models import DisclosureRequest
from kurume_privacy.accounts.reorganisation_words import said
from kurume_privacy.accounts.reorganise import withdraw
from kurume_privacy.models import (
    ClosedYear,
    Department,
    Division,
    Posting,
    Reorganisation,
    Succession,
)
from outside_use.models import UseNotice
from tests import factories
from tests.factories import saved
from tests.kurume_privacy.accounts.reorganising import DAY, LAST, done, named, planned, target

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def keeper(division, day=DAY):
    return Division.objects.get(pk=Succession.of().keeper(division.pk, day))


def workplace(user, day=DAY):
    return Division.objects.get(pk=Succession.of(user.pk).workplace(user.division_id, day))


def renewed(*units):
    return [type(unit).objects.get(pk=unit.pk) for unit in units]


class TestRename:
    def test_the_old_name_ends_the_day_before_and_the_new_one_takes_over(self, city):
        act = done({city.general_affairs: target("総務管理課")})
        old, new = renewed(city.general_affairs)[0], named("総務管理課")
        assert (old.valid_until, old.successor, old.ended_by) == (LAST, new, act)
        assert (new.valid_from, new.valid_until, new.begun_by) == (DAY, None, act)
        assert new.department == old.department
        assert act.said == ["「総務部総務課」は、「総務部総務管理課」になります（名称の変更）。"]

    def test_its_people_and_records_go_along(self, city):
        clerk = factories.user(division=city.general_affairs)
        done({city.general_affairs: target("総務管理課")})
        assert (workplace(clerk, LAST), workplace(clerk)) == (
            city.general_affairs,
            named("総務管理課"),
        )
        assert keeper(city.general_affairs) == named("総務管理課")

    def test_two_may_exchange_their_names(self, city):
        done(
            {
                city.general_affairs: target("情報政策課"),
                city.information_policy: target("総務課"),
            }
        )
        assert keeper(city.general_affairs) == named("情報政策課")
        assert keeper(city.information_policy) == named("総務課")
        assert named("総務課") not in city

    def test_the_history_says_by_what(self, city):
        done({city.general_affairs: target("総務管理課")}, title="令和9年度の組織改編")
        entry = city.general_affairs.history.first()
        assert entry.history_change_reason == "令和9年度の組織改編"


class TestMove:
    def test_to_another_department(self, city):
        act = done({city.information_policy: target("情報政策課", "市民文化部")})
        new = named("情報政策課", "市民文化部")
        assert keeper(city.information_policy) == new
        assert new.department == city.residents.department
        assert act.said == ["「総務部情報政策課」は、「市民文化部情報政策課」になります（移管）。"]

    def test_to_a_department_of_another_agency_that_is_new(self, city):
        act = done({city.residents: target("市民課", "市民局", "教育委員会")})
        new = named("市民課", "市民局")
        assert (new.department.agency.name, new.department.begun_by) == ("教育委員会", act)
        assert new.department.valid_from == DAY


class TestMerge:
    def test_two_into_a_new_one(self, city):
        act = done(
            {
                city.general_affairs: target("企画課"),
                city.information_policy: target("企画課"),
            }
        )
        assert keeper(city.general_affairs) == keeper(city.information_policy) == named("企画課")
        assert Division.objects.filter(name="企画課").count() == 1
        assert act.said == [
            "「総務部総務課」と「総務部情報政策課」は、「総務部企画課」に統合します。"
        ]

    def test_one_into_another_that_goes_on(self, city):
        act = done({city.information_policy: target("総務課")})
        assert keeper(city.information_policy) == city.general_affairs
        assert renewed(city.general_affairs)[0].valid_until is None
        assert act.said == ["「総務部情報政策課」は、「総務部総務課」に統合します。"]


class TestSplit:
    def both(self):
        return [target(name) for name in ("法務課", "文書課")]

    def test_the_first_keeps_the_records_unless_another_is_chosen(self, city):
        act = done({city.general_affairs: self.both()})
        assert keeper(city.general_affairs) == named("法務課")
        assert act.said == [
            "「総務部総務課」は、「総務部法務課」と「総務部文書課」に分割します。"
            "これまでの記録は、「総務部法務課」が引き継ぎます。"
        ]

    def test_the_chosen_one_does(self, city):
        done({city.general_affairs: self.both()}, keepers={city.general_affairs.pk: 1})
        assert keeper(city.general_affairs) == named("文書課")

    def test_each_clerk_goes_with_the_records_or_where_they_are_sent(self, city):
        stays, goes = (factories.user(name, division=city.general_affairs) for name in ("a", "b"))
        done({city.general_affairs: self.both()}, sent={goes.pk: 1})
        assert [workplace(each, LAST) for each in (stays, goes)] == [city.general_affairs] * 2
        assert workplace(stays) == named("法務課")
        assert workplace(goes) == named("文書課")
        assert Posting.objects.count() == 1

    def test_what_goes_on_keeps_its_records_and_only_gives_people_away(self, city):
        stays, goes = (factories.user(name, division=city.general_affairs) for name in ("a", "b"))
        both = [target("総務課"), target("文書課")]
        act = done({city.general_affairs: both}, sent={goes.pk: 1})
        old = renewed(city.general_affairs)[0]
        assert (old.valid_until, old.successor) == (None, None)
        assert (workplace(stays), workplace(goes)) == (old, named("文書課"))
        assert act.said == [
            "「総務部総務課」から「総務部文書課」を分けます。記録は、「総務部総務課」に残ります。"
        ]


class TestDepartments:
    def test_a_new_name_ends_the_old_one_with_all_its_divisions(self, city):
        old = city.general_affairs.department
        act = done(
            {
                city.general_affairs: target("総務課", "総務局"),
                city.information_policy: target("情報政策課", "総務局"),
            }
        )
        assert renewed(old)[0].valid_until == LAST
        assert renewed(old)[0].ended_by == act
        new = Department.objects.get(name="総務局")
        assert [str(division) for division in new.divisions.all()] == [
            "総務局総務課",
            "総務局情報政策課",
        ]
        assert (new.valid_from, new.order, new.key != old.key) == (DAY, old.order, True)
        assert act.said[0] == "「総務部」は、令和9年4月1日から「総務局」になります。"

    def test_what_still_has_a_division_goes_on(self, city):
        old = city.general_affairs.department
        done({city.general_affairs: target("総務課", "総務局")})
        assert renewed(old)[0].valid_until is None

    def test_two_become_one(self, city):
        act = done(
            {
                city.general_affairs: target("総務課", "企画部"),
                city.information_policy: target("情報政策課", "企画部"),
                city.residents: target("市民課", "企画部"),
            }
        )
        assert Department.objects.filter(valid_until=LAST).count() == 2
        assert act.said[:3] == [
            "市長に「企画部」を設けます。",
            "「総務部」は、すべての課が移るため、なくなります。",
            "「市民文化部」は、すべての課が移るため、なくなります。",
        ]

    def test_one_becomes_two(self, city):
        done(
            {
                city.general_affairs: target("総務課", "総務局"),
                city.information_policy: target("情報政策課", "情報局"),
            }
        )
        assert {"総務局", "情報局"} <= {each.name for each in Department.objects.in_use_on(DAY)}
        assert "総務部" not in {each.name for each in Department.objects.in_use_on(DAY)}


ONE = "総務部総務課"


class TestRefused:
    def refusals(self, wanted, on=DAY):
        return planned(wanted, on).refusals()

    def test_nothing_to_change(self, city):
        assert self.refusals({city.residents: target("市民課", "市民文化部")}) == [
            "変わるものがありません。変更後の部局か課の名称を入力してください。"
        ]

    def test_what_is_not_in_use(self, city):
        city.general_affairs.valid_until = date(2026, 3, 31)
        saved(city.general_affairs)
        assert self.refusals({city.general_affairs: target("企画課")}) == [
            f"「{ONE}」は、令和9年4月1日には使われていません。"
        ]

    def test_what_ends_anyway(self, city):
        done({city.general_affairs: target("総務管理課")})
        sentence = (
            f"「{ONE}」は、令和9年3月31日で使い終わることになっています。"
            "先に、その予定を取りやめるか、使用終了日を消してください。"
        )
        former = renewed(city.general_affairs)[0]
        earlier = DAY - timedelta(days=30)
        assert self.refusals({former: target("企画課")}, earlier) == [sentence]
        assert self.refusals({city.information_policy: target("総務課")}, earlier) == [sentence]

    @pytest.mark.parametrize("day", [DAY, DAY - timedelta(days=1)])
    def test_a_day_on_which_it_only_begins_or_before(self, city, day):
        done({city.general_affairs: target("総務管理課")})
        assert self.refusals({named("総務管理課"): target("企画課")}, day) != []
        assert self.refusals({named("総務管理課"): target("企画課")}, DAY + timedelta(days=1)) == []

    def test_a_name_that_begins_then_or_later_anyway(self, city):
        factories.division("企画課", "総務部", valid_from=DAY + timedelta(days=1))
        (sentence,) = self.refusals({city.general_affairs: target("企画課")})
        assert sentence.startswith("「総務部企画課」という名称は、令和9年4月2日から")
        factories.department("企画部", valid_from=DAY)
        (sentence,) = self.refusals({city.general_affairs: target("総務課", "企画部")}, LAST)
        assert sentence.startswith("「企画部」という名称は、令和9年4月1日から")

    def test_the_same_twice(self, city):
        twice = [target("企画課"), target("企画課")]
        assert "同じ課が二度あります" in self.refusals({city.general_affairs: twice})[0]

    def test_what_is_to_take_over_only_later(self, city):
        done({city.residents: target("総務課")})
        (sentence,) = self.refusals(
            {city.general_affairs: target("企画課")}, DAY - timedelta(days=9)
        )
        assert sentence == (
            "「総務部総務課」は、令和9年4月1日から「市民文化部市民課」を引き継ぐことになっています。"
            "先に、その予定を取りやめてください。"
        )

    def test_all_reasons_are_said_at_once_and_nothing_is_done(self, city):
        city.general_affairs.valid_until = date(2026, 3, 31)
        saved(city.general_affairs)
        factories.division("企画課", "総務部", valid_from=DAY + timedelta(days=1))
        wanted = {city.general_affairs: target("法務課"), city.residents: target("企画課")}
        with pytest.raises(ValidationError) as refusal:
            done(wanted)
        assert len(refusal.value.messages) == 2
        assert not Reorganisation.objects.exists()


class TestDayThatIsPast:
    """The names are of the day: what was entered since is renamed with the act."""

    PAST = date(2026, 4, 1)

    def test_later_records_bear_the_new_name_and_earlier_ones_stay(self, city):
        before, after = (
            factories.use_notice(division=city.residents, notified_on=day)
            for day in (self.PAST - timedelta(days=1), self.PAST)
        )
        request = factories.disclosure_request(
            division=city.residents, received_on=date(2026, 5, 1)
        )
        outlook = planned({city.residents: target("市民窓口課", "市民文化部")}, self.PAST)
        assert outlook.renamed_records == ["開示等請求1件", "目的外利用・外部提供の届出1件"]
        done({city.residents: target("市民窓口課", "市民文化部")}, self.PAST)
        new = named("市民窓口課", "市民文化部")
        assert UseNotice.objects.get(pk=before.pk).division == city.residents
        assert UseNotice.objects.get(pk=after.pk).division == new
        assert DisclosureRequest.objects.get(pk=request.pk).division == new
        assert after.history.first().history_change_reason == "令和8年4月1日の組織の変更"

    def test_none_of_a_closed_year(self, city):
        factories.use_notice(division=city.residents, notified_on=date(2026, 5, 1))
        ClosedYear.objects.create(year=2026)
        (sentence,) = planned({city.residents: target("市民窓口課")}, self.PAST).refusals()
        assert sentence.startswith("施行日以後の記録が、締め切った年度にあります。令和8年度は")


class TestWithdrawal:
    def everything(self):
        fields = ("pk", "name", "valid_from", "valid_until")
        divisions = Division.objects.values_list(*fields, "successor", "begun_by", "ended_by")
        departments = Department.objects.values_list(*fields, "begun_by", "ended_by")
        return set(divisions), set(departments)

    def test_before_the_day_leaves_all_as_it_was(self, city):
        clerk = factories.user(division=city.general_affairs)
        before = self.everything()
        wanted = {
            city.general_affairs: [target("法務課", "企画部"), target("文書課", "企画部")],
            city.information_policy: target("情報課", "企画部"),
            city.residents: target("学校教育課", "教育部", "教育委員会"),
        }
        act = done(wanted, sent={clerk.pk: 1})
        assert self.everything() != before
        withdraw(act, "議会で見送りになった", NOW)
        assert self.everything() == before
        assert workplace(clerk) == city.general_affairs
        act.refresh_from_db()
        assert (act.withdrawn_at, len(act.said) > 3) == (NOW, True)
        assert city.residents.history.first().history_change_reason == "議会で見送りになった"

    @pytest.mark.parametrize("now", [datetime(2027, 3, 31, 15, tzinfo=UTC), NOW])
    def test_not_on_the_day_and_not_twice(self, city, now):
        act = done({city.general_affairs: target("総務管理課")})
        if now == NOW:
            withdraw(act, "誤り", NOW)
        with pytest.raises(ValidationError, match="取りやめられません。"):
            withdraw(act, "誤り", now)

    def test_not_while_another_is_built_upon_it(self, city):
        first = done({city.general_affairs: target("総務管理課")})
        later = done({named("総務管理課"): target("企画課")}, date(2028, 4, 1))
        with pytest.raises(ValidationError, match="令和10年4月1日の組織の変更"):
            withdraw(first, "誤り", NOW)
        withdraw(later, "誤り", NOW)
        withdraw(first, "誤り", NOW)
        assert set(Division.objects.all()) == set(city)

    def test_nor_while_somebody_is_entered_for_what_it_begins(self, city):
        act = done({city.general_affairs: target("総務管理課")})
        factories.user("hanako", division=named("総務管理課"))
        with pytest.raises(ValidationError, match="利用者：hanako"):
            withdraw(act, "誤り", NOW)
        assert renewed(city.general_affairs)[0].ended_by == act


class TestOutlook:
    def test_says_who_moves_and_how_much_is_kept(self, city):
        clerk = factories.user(division=city.general_affairs)
        factories.user("other", division=city.residents)
        factories.disclosure_request(division=city.general_affairs)
        outlook = planned({city.general_affairs: target("総務管理課")})
        assert [(each.person, str(each.target)) for each in outlook.movings] == [
            (clerk, "総務部総務管理課")
        ]
        assert [str(each) for each in outlook.held[city.general_affairs.pk]] == [
            "開示等請求1件（うち処理中1件）"
        ]

    def test_people_are_those_of_the_day(self, city):
        clerk = factories.user(division=city.general_affairs)
        done({city.general_affairs: target("総務管理課")})
        later = planned({named("総務管理課"): target("企画課")}, date(2028, 4, 1))
        assert [each.person for each in later.movings] == [clerk]
        factories.business(division=city.general_affairs)
        assert [str(each) for each in later.held[named("総務管理課").pk]] == ["個人情報業務1件"]

    def test_another_plan_or_other_people_have_another_token(self, city):
        first = planned({city.general_affairs: target("総務管理課")}).digest
        assert planned({city.general_affairs: target("総務管理課")}).digest == first
        assert planned({city.general_affairs: target("企画課")}).digest != first
        factories.user(division=city.general_affairs)
        assert planned({city.general_affairs: target("総務管理課")}).digest != first

    @pytest.mark.parametrize("divisions", [1, 20])
    def test_takes_the_same_queries_for_any_number(
        self, city, divisions, django_assert_max_num_queries
    ):
        many = [factories.division(f"第{number}課") for number in range(divisions)]
        for division in many:
            factories.business(division=division)
        outlook = planned({each: target(f"新{each.name}") for each in many})
        with django_assert_max_num_queries(40):
            assert outlook.refusals() == []
            assert len(outlook.held) == divisions
            assert outlook.movings == []
            assert len(said(outlook.plan)) == divisions
