"""A stored record in its form: who may change it, what is kept of it, what is refused."""

from datetime import date

import pytest

from kurume_privacy.desk.write import OUT_OF_SIGHT
from kurume_privacy.models import Role
from kurume_privacy.records.form import RecordForm
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import (
    address,
    clerk_of,
    errors,
    filled,
    log_in_as,
    said,
    summary_is_right,
    text,
    title,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(city):
    about = factories.business("住民基本台帳業務", division=city.residents)
    return factories.business_notice(business=about, number=3)


def edit(notice):
    return address("registrations:businessnotice_update", notice.pk)


def change(client, notice, **changes):
    """Open the form, type these changes and save."""
    return client.post(edit(notice), filled(client.get(edit(notice)), **changes), follow=True)


class TestAChange:
    def test_it_works(self, notice):
        answer = change(log_in_as(), notice, name="住民記録業務")
        assert answer.redirect_chain == [(notice.get_absolute_url(), 302)]
        assert said(answer) == ["業務の届出「令和3年度第3号 開始 住民記録業務」を保存しました。"]
        notice.refresh_from_db()
        assert notice.name == "住民記録業務"

    def test_the_form_opens_as_the_record_stands(self, notice):
        form = filled(log_in_as().get(edit(notice)))
        assert form["number"] == ["3"]
        assert form["notified_on"] == ["令和3年4月20日"]
        assert form["kind"] == ["start"]
        assert form["division"] == [str(notice.division_id)]

    def test_saved_unchanged_it_leaves_no_trace(self, notice):
        answer = change(log_in_as(), notice)
        assert answer.status_code == 200
        assert notice.history.count() == 1

    def test_of_the_date_moves_it_to_another_year(self, notice):
        change(log_in_as(), notice, notified_on="R4.4.1")
        assert BusinessNotice.objects.get(pk=notice.pk).year == 2022

    def test_needs_a_number(self, notice):
        answer = change(log_in_as(), notice, number="")
        summary_is_right(answer)
        assert list(errors(answer)) == ["届出番号"]

    def test_that_is_refused_keeps_what_was_typed_and_the_record(self, notice):
        answer = change(log_in_as(), notice, name="", notified_on="今日")
        summary_is_right(answer)
        named = "業務の届出「令和3年度第3号 開始 住民基本台帳業務」"
        assert title(answer).startswith(f"エラー: {named}の変更")
        assert filled(answer)["notified_on"] == ["今日"]
        notice.refresh_from_db()
        assert notice.notified_on == date(2021, 4, 20)
        assert notice.history.count() == 1

    def test_that_was_refused_can_be_mended_and_saved(self, notice):
        office = log_in_as()
        refused = change(office, notice, notified_on="今日")
        office.post(edit(notice), filled(refused, notified_on="R3.5.6"))
        notice.refresh_from_db()
        assert notice.notified_on == date(2021, 5, 6)

    def test_may_leave_a_relation_that_moved_out_of_sight(self, city, notice):
        notice.business.division = city.school_affairs
        notice.business.save()
        answer = change(clerk_of(city.residents), notice, name="住民記録業務")
        assert said(answer) == ["業務の届出「令和3年度第3号 開始 住民記録業務」を保存しました。"]


class TestWhoMayChangeIt:
    def test_a_clerk_of_the_division(self, city, notice):
        change(clerk_of(city.residents), notice, name="住民記録業務")
        notice.refresh_from_db()
        assert notice.name == "住民記録業務"

    def test_for_a_clerk_of_another_division_it_does_not_exist(self, city, notice):
        clerk = clerk_of(city.school_affairs)
        form = filled(log_in_as().get(edit(notice)), name="乗っ取り")
        for page in (notice.get_absolute_url(), edit(notice)):
            assert clerk.get(page).status_code == 404
        assert clerk.post(edit(notice), form).status_code == 404
        notice.refresh_from_db()
        assert notice.name == "住民基本台帳業務"

    def test_an_approver_reads_and_does_not_change(self, notice):
        approver = log_in_as("approver", Role.APPROVER)
        page = approver.get(notice.get_absolute_url())
        assert page.status_code == 200
        assert edit(notice) not in text(page)
        assert approver.get(edit(notice)).status_code == 403
        assert approver.post(edit(notice), {}).status_code == 403

    def test_a_clerk_moves_it_to_no_other_division(self, city, notice):
        answer = change(clerk_of(city.residents), notice, division=city.school_affairs.pk)
        summary_is_right(answer)
        notice.refresh_from_db()
        assert notice.division == city.residents

    def test_nobody_moves_it_out_of_their_own_sight(self, city, notice, monkeypatch):
        monkeypatch.setattr(RecordForm, "narrow", lambda form, name, field: None)
        answer = change(clerk_of(city.residents), notice, division=city.school_affairs.pk)
        assert answer.status_code == 422
        assert errors(answer) == {"": OUT_OF_SIGHT}
        notice.refresh_from_db()
        assert notice.division == city.residents
        assert notice.history.count() == 1

    def test_the_office_moves_it_where_it_belongs(self, city, notice):
        change(log_in_as(), notice, division=city.school_affairs.pk)
        notice.refresh_from_db()
        assert notice.division == city.school_affairs


class TestTheDetailPage:
    def test_shows_every_field_of_the_form(self, notice):
        page = words(log_in_as().get(notice.get_absolute_url()))
        for fact in ("届出番号 3", "届出日 令和3年4月20日", "登録区分 開始", "届出時の所管課"):
            assert fact in page

    def test_offers_what_can_be_done_with_it(self, notice):
        page = text(log_in_as().get(notice.get_absolute_url()))
        for page_name in ("update", "delete"):
            assert address(f"registrations:businessnotice_{page_name}", notice.pk) in page
        assert f"new/?copy={notice.pk}" in page

    def test_tells_who_changed_what_before_and_after(self, notice):
        change(log_in_as("suzuki"), notice, name="住民記録業務")
        page = words(log_in_as().get(notice.get_absolute_url()))
        assert "suzukiが業務の届出を 変更 届出時の業務の名称" in page
        assert "住民基本台帳業務 → 住民記録業務" in page
