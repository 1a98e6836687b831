"""The desk of the register: a business with its notices, and the notices as a ledger."""

from datetime import date

import pytest

from registrations.models import Business, BusinessNotice
from tests import factories
from tests.controls import Controls
from tests.desk import (
    clerk_of,
    errors,
    filled,
    listed,
    log_in_as,
    said,
    summary_is_right,
    text,
    words,
)
from tests.factories import saved

pytestmark = pytest.mark.django_db
Kind = BusinessNotice.Kind
BUSINESSES = "/desk/registrations/businesses/"
NOTICES = "/desk/registrations/notices/"


@pytest.fixture
def business(city):
    return factories.business("住民基本台帳業務", division=city.residents)


def typed(business, **changes):
    return {
        "number": "",
        "notified_on": "R3.4.20",
        "kind": "start",
        "business": business.pk,
        "name": "",
        "division": business.division_id,
    } | changes


class TestABusiness:
    def test_is_entered_found_and_followed(self, city):
        clerk = clerk_of(city.residents)
        form = filled(clerk.get(f"{BUSINESSES}new/"), name="  住民基本台帳業務 ")
        answer = clerk.post(f"{BUSINESSES}new/", form, follow=True)
        assert said(answer) == ["個人情報業務「住民基本台帳業務」を保存しました。"]
        assert "状態 登録中" in words(answer)
        assert "まだ届出がありません。" in words(answer)
        assert listed(clerk.get(BUSINESSES)) == list(Business.objects.all())

    def test_stands_once_in_a_division(self, business):
        answer = log_in_as().post(
            f"{BUSINESSES}new/", {"name": business.name, "division": business.division_id}
        )
        assert list(errors(answer).values()) == [
            "この課には、同じ名称の業務が既に登録されています。"
        ]

    def test_shows_its_notices_as_its_course(self, business):
        started = factories.business_notice(business=business, number=2)
        changed = factories.business_notice(
            business=business, number=1, notified_on=date(2021, 5, 6), kind=Kind.CHANGE, name="旧名"
        )
        answer = log_in_as().get(business.get_absolute_url())
        for notice in (started, changed):
            assert f'<a href="{notice.get_absolute_url()}">{notice.number}</a>' in text(answer)
        page = words(answer)
        assert page.index("令和3年4月20日") < page.index("令和3年5月6日")
        assert "旧名" in page

    def test_its_notices_under_another_division_are_counted_for_a_clerk_not_shown(
        self, city, business
    ):
        notice = factories.business_notice(business=business, division=city.school_affairs)
        answer = clerk_of(city.residents).get(business.get_absolute_url())
        assert "ほかの課の届出が1件あります。" in words(answer)
        assert notice.get_absolute_url() not in text(answer)
        assert "ほかの課の届出" not in words(log_in_as().get(business.get_absolute_url()))

    def test_leads_to_a_notice_about_it(self, city, business):
        clerk = clerk_of(city.residents)
        page = text(clerk.get(business.get_absolute_url()))
        way = f"{NOTICES}new/?business={business.pk}&amp;division={business.division_id}"
        assert f'href="{way}">この業務の届出を登録する' in page
        form = filled(clerk.get(way.replace("&amp;", "&")))
        assert form["business"] == [str(business.pk)]
        assert form["division"] == [str(business.division_id)]


class TestTheStateOfABusiness:
    @pytest.fixture
    def ended(self, city):
        ended = factories.business("老人医療業務", division=city.residents)
        factories.business_notice(business=ended, kind=Kind.ABOLITION)
        return ended

    def test_follows_from_its_notices(self, business, ended):
        factories.business_notice(business=business)
        assert (business.state, ended.state) == (
            Business.State.REGISTERED,
            Business.State.ABOLISHED,
        )
        assert [found.state for found in Business.objects.with_state().order_by("pk")] == [
            Business.State.REGISTERED,
            Business.State.ABOLISHED,
        ]

    def test_stands_in_the_list_and_on_its_page(self, business, ended):
        page = words(log_in_as().get(BUSINESSES))
        assert "住民基本台帳業務 市民文化部市民課 登録中" in page
        assert "老人医療業務 市民文化部市民課 廃止" in page
        assert "状態 廃止" in words(log_in_as().get(ended.get_absolute_url()))

    @pytest.mark.parametrize("state", ["registered", "abolished"])
    def test_filters_the_list(self, business, ended, state):
        found = {"registered": business, "abolished": ended}[state]
        assert listed(log_in_as().get(BUSINESSES, {"state": state})) == [found]

    def test_sorts_the_list(self, business, ended):
        assert listed(log_in_as().get(BUSINESSES, {"sort": "-state"})) == [ended, business]

    def test_comes_back_when_the_abolition_is_deleted(self, ended):
        ended.notices.get().delete()
        assert ended.state == Business.State.REGISTERED

    def test_is_said_where_a_business_is_chosen(self, business, ended):
        page = text(log_in_as().get(f"{NOTICES}new/"))
        assert ">住民基本台帳業務（市民文化部市民課）</option>" in page
        assert ">老人医療業務（市民文化部市民課、廃止）</option>" in page


class TestANotice:
    def test_without_a_name_takes_that_of_its_business(self, business):
        log_in_as().post(f"{NOTICES}new/", typed(business))
        assert BusinessNotice.objects.get().name == "住民基本台帳業務"

    def test_keeps_a_name_of_its_day(self, business):
        log_in_as().post(f"{NOTICES}new/", typed(business, name="当時の名称"))
        assert BusinessNotice.objects.get().name == "当時の名称"

    def test_without_business_and_name_is_told_of_the_business_alone(self, business):
        answer = log_in_as().post(f"{NOTICES}new/", typed(business) | {"business": ""})
        summary_is_right(answer)
        assert list(errors(answer)) == ["個人情報業務"]

    def test_name_and_division_of_the_business_may_have_changed_since(self, city, business):
        notice = factories.business_notice(business=business)
        business.name, business.division = "住民記録業務", city.general_affairs
        saved(business)
        clerk = clerk_of(city.residents)
        address = f"{notice.get_absolute_url()}edit/"
        clerk.post(address, filled(clerk.get(address), notified_on="R3.5.6"))
        notice.refresh_from_db()
        assert (notice.notified_on, notice.name) == (date(2021, 5, 6), "住民基本台帳業務")
        assert notice.division == city.residents

    def test_of_a_division_that_was_not_in_use_is_refused_beside_it(self, business):
        division = business.division
        division.valid_until = date(2021, 3, 31)
        saved(division)
        answer = log_in_as().post(f"{NOTICES}new/", typed(business))
        summary_is_right(answer)
        assert errors(answer) == {
            "届出時の所管課": "「市民文化部市民課」は令和3年4月20日には使われていません。"
        }

    def test_starts_and_ends_a_business_once(self, business):
        office = log_in_as()
        for kind in ("start", "change", "change", "abolition"):
            answer = office.post(f"{NOTICES}new/", typed(business, kind=kind) | {"same": "on"})
            assert answer.status_code == 302
        for kind, sentence in (
            ("start", "この業務の開始は、既に届け出られています。"),
            ("abolition", "この業務の廃止は、既に届け出られています。"),
        ):
            answer = office.post(f"{NOTICES}new/", typed(business, kind=kind))
            assert sentence in errors(answer).values()

    def test_a_clerk_gives_for_the_businesses_of_the_own_division(self, city, business):
        other = factories.business("就学援助業務", division=city.school_affairs)
        clerk = clerk_of(city.residents)
        offered = Controls(text(clerk.get(f"{NOTICES}new/"))).offered["business"]
        assert offered == ["", str(business.pk)]
        answer = clerk.post(f"{NOTICES}new/", typed(business) | {"business": other.pk})
        summary_is_right(answer)
        assert not BusinessNotice.objects.exists()

    def test_leads_to_its_business_where_that_may_be_opened(self, city, business):
        notice = factories.business_notice(business=business)
        way = f'<a href="{business.get_absolute_url()}">'
        clerk = clerk_of(city.residents)
        assert way in text(clerk.get(notice.get_absolute_url()))
        business.division = city.school_affairs
        saved(business)
        assert way not in text(clerk.get(notice.get_absolute_url()))
        assert way in text(log_in_as().get(notice.get_absolute_url()))

    def test_is_found_by_its_own_name_and_by_that_of_its_business(self, business):
        notice = factories.business_notice(business=business, name="当時の名称")
        for word in ("当時", "基本台帳"):
            assert listed(log_in_as().get(NOTICES, {"q": word})) == [notice]

    @pytest.mark.parametrize("kind", Kind)
    def test_is_found_by_its_kind(self, kind):
        notices = {known: factories.business_notice(kind=known) for known in Kind}
        assert listed(log_in_as().get(NOTICES, {"kind": kind})) == [notices[kind]]


@pytest.mark.parametrize("address", [BUSINESSES, f"{NOTICES}new/"])
def test_pages_take_the_same_number_of_queries_however_many_businesses(
    city, address, django_assert_max_num_queries
):
    office = log_in_as()
    for number in range(30):
        division = (city.residents, city.school_affairs)[number % 2]
        about = factories.business(f"業務{number}", division=division)
        factories.business_notice(business=about)
    with django_assert_max_num_queries(12):
        assert office.get(address).status_code == 200
