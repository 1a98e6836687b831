"""What every list can be filtered by: the year, the organisation, dates, free text."""

from datetime import date

import pytest

from kurume_privacy.desk.filters import years_of
from kurume_privacy.models import Role
from registrations.filters import BusinessNoticeFilter
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import clerk_of, listed, log_in_as, summary_is_right, text, words

pytestmark = pytest.mark.django_db
LIST = "/desk/registrations/notices/"


@pytest.fixture
def notices(city):
    return {
        name: factories.business_notice(
            business=factories.business(name, division=division), number=number, notified_on=day
        )
        for name, division, number, day in (
            ("住民基本台帳業務", city.residents, 1, date(2021, 4, 1)),
            ("印鑑登録業務", city.residents, 2, date(2022, 3, 31)),
            ("就学援助業務", city.school_affairs, 1, date(2022, 4, 1)),
            ("職員研修業務", city.general_affairs, 2, date(2022, 4, 2)),
        )
    }


def found(**asked):
    return [notice.name for notice in listed(log_in_as().get(LIST, asked | {"sort": "number"}))]


class TestYear:
    def test_of_the_day_not_of_the_calendar(self, notices):
        assert found(year=2021) == ["住民基本台帳業務", "印鑑登録業務"]

    def test_only_those_of_the_ledger_are_offered_the_latest_first(self, notices):
        assert years_of(BusinessNotice) == [(2022, "令和4年度"), (2021, "令和3年度")]

    def test_another_year_has_an_empty_list(self, notices):
        answer = log_in_as().get(LIST, {"year": "1999"})
        assert listed(answer) == []
        assert '<option value="1999" selected>平成11年度</option>' in text(answer)

    @pytest.mark.parametrize("year", ["21世紀", "-1", "0021", "1946", "9999", "２０２１"])
    def test_what_is_no_year_is_said_to_be_none(self, notices, year):
        answer = log_in_as().get(LIST, {"year": year})
        assert "正しく選択してください" in words(answer)


class TestOrganisation:
    def test_by_agency(self, city, notices):
        agency = city.school_affairs.department.agency
        assert found(agency=agency.pk) == ["就学援助業務"]

    def test_by_department(self, city, notices):
        assert found(department=city.general_affairs.department_id) == ["職員研修業務"]

    def test_by_division(self, city, notices):
        assert found(division=city.residents.pk) == ["住民基本台帳業務", "印鑑登録業務"]

    def test_a_clerk_has_one_division_and_no_such_filter(self, city, notices):
        clerk = clerk_of(city.residents)
        page = text(clerk.get(LIST))
        assert 'name="division"' not in page
        assert 'name="agency"' not in page

    def test_a_clerk_who_types_another_division_into_the_address_sees_it_no_more(
        self, city, notices
    ):
        answer = clerk_of(city.residents).get(LIST, {"division": city.school_affairs.pk})
        assert {notice.division for notice in listed(answer)} == {city.residents}

    def test_an_approver_filters_as_the_office_does(self, city, notices):
        answer = log_in_as("approver", Role.APPROVER).get(LIST, {"division": city.residents.pk})
        assert len(listed(answer)) == 2


class TestDates:
    def test_from_a_day_on_that_day_included(self, notices):
        assert found(notified_on_from="R4.4.1") == ["就学援助業務", "職員研修業務"]

    def test_until_a_day_that_day_included(self, notices):
        assert found(notified_on_until="2022-03-31") == ["住民基本台帳業務", "印鑑登録業務"]

    def test_between_two_days(self, notices):
        span = {"notified_on_from": "令和４年３月３１日", "notified_on_until": "20220401"}
        assert found(**span) == ["印鑑登録業務", "就学援助業務"]

    def test_what_is_no_date_is_said_beside_the_field_and_stays_there(self, notices):
        answer = log_in_as().get(LIST, {"notified_on_from": "令和3年2月30日"})
        summary_is_right(answer)
        assert 'value="令和3年2月30日"' in text(answer)
        assert listed(answer) == []


class TestText:
    def test_a_word_of_the_name(self, notices):
        assert found(q="登録") == ["印鑑登録業務"]

    def test_every_word_must_stand_there(self, notices):
        assert found(q="業務 職員") == ["職員研修業務"]
        assert found(q="印鑑　職員") == []

    @pytest.mark.parametrize("number", ["2", "２"])
    def test_digits_alone_are_also_the_number(self, notices, number):
        assert found(q=number) == ["印鑑登録業務", "職員研修業務"]

    @pytest.mark.parametrize("text", ["%", "_", "'", "\\", "²", "9" * 30])
    def test_signs_of_the_database_are_signs_like_others(self, notices, text):
        assert found(q=text) == []

    def test_control_characters_are_refused_in_a_sentence(self, notices):
        assert "使えない文字" in words(log_in_as().get(LIST, {"q": "a\x00b"}))


class TestUsed:
    def test_nothing_asked_is_no_filter(self, notices):
        filters = BusinessNoticeFilter({"q": "", "page": "2", "sort": "number"})
        assert not filters.used

    def test_one_asked_is(self, notices):
        assert BusinessNoticeFilter({"q": "印鑑"}).used

    def test_filters_in_use_are_open_and_counted(self, notices):
        answer = log_in_as().get(LIST, {"q": "印鑑"})
        assert "<details open>" in text(answer)
        assert "条件に合う記録： 1 件" in words(answer)

    def test_several_narrow_each_other(self, city, notices):
        assert found(year=2022, division=city.general_affairs.pk, q="業務") == ["職員研修業務"]
