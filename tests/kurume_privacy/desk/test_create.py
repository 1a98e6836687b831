"""A new record: its number, its dates, what is refused and how, the next one, a copy."""

import re
from datetime import date

import pytest
from django.db import IntegrityError

from kurume_privacy.desk.write import OUT_OF_SIGHT
from kurume_privacy.models import Role
from kurume_privacy.records.form import RecordForm
from registrations.models import BusinessNotice
from tests import factories
from tests.desk import (
    clerk_of,
    errors,
    filled,
    listed,
    log_in_as,
    said,
    summary_is_right,
    text,
    title,
    words,
)

pytestmark = pytest.mark.django_db
Kind = BusinessNotice.Kind
LIST = "/desk/registrations/notices/"
NEW = f"{LIST}new/"
TAKEN = "この年度には、同じ番号の記録が既にあります。"


@pytest.fixture
def business(city):
    return factories.business("住民基本台帳業務", division=city.residents)


def typed(business, **changes):
    """Return what somebody types for a notice that a business changes, number left blank."""
    return {
        "number": "",
        "notified_on": "令和3年4月20日",
        "kind": "change",
        "business": business.pk,
        "name": "住民基本台帳業務",
        "division": business.division_id,
    } | changes


def only_notice():
    return BusinessNotice.objects.get()


class TestANewRecord:
    def test_it_works(self, business):
        office = log_in_as()
        answer = office.post(NEW, typed(business), follow=True)
        notice = only_notice()
        assert answer.redirect_chain == [(notice.get_absolute_url(), 302)]
        assert said(answer) == [
            "業務の届出「令和3年度第1号 変更 住民基本台帳業務」を保存しました。"
        ]
        assert (notice.notified_on, notice.division) == (date(2021, 4, 20), business.division)
        assert listed(office.get(LIST)) == [notice]

    def test_its_history_begins_with_who_entered_it(self, business):
        log_in_as("suzuki").post(NEW, typed(business))
        (entry,) = only_notice().history.all()
        assert (entry.history_type, entry.history_user.username) == ("+", "suzuki")

    def test_a_clerk_enters_for_the_own_division(self, city, business):
        clerk = clerk_of(city.residents)
        form = filled(clerk.get(NEW))
        assert form["division"] == [str(city.residents.pk)]
        clerk.post(NEW, typed(business))
        assert only_notice().division == city.residents

    def test_a_clerk_cannot_enter_for_another_division(self, city, business):
        sent = typed(business, division=city.school_affairs.pk)
        answer = clerk_of(city.residents).post(NEW, sent)
        summary_is_right(answer)
        assert "正しく選択してください" in errors(answer)["届出時の所管課"]
        assert not BusinessNotice.objects.exists()

    def test_nobody_enters_what_they_could_not_see_then(self, city, business, monkeypatch):
        monkeypatch.setattr(RecordForm, "narrow", lambda form, name, field: None)
        sent = typed(business, division=city.school_affairs.pk)
        answer = clerk_of(city.residents).post(NEW, sent)
        assert answer.status_code == 422
        assert errors(answer) == {"": OUT_OF_SIGHT}
        assert not BusinessNotice.objects.exists()
        assert not BusinessNotice.history.exists()

    def test_an_approver_reads_only(self, business):
        approver = log_in_as("approver", Role.APPROVER)
        assert approver.get(NEW).status_code == 403
        assert approver.post(NEW, typed(business)).status_code == 403
        assert not BusinessNotice.objects.exists()


class TestItsNumber:
    def test_goes_on_within_the_fiscal_year(self, business):
        factories.business_notice(number=7, notified_on=date(2022, 3, 31))
        factories.business_notice(number=90, notified_on=date(2022, 4, 1))
        log_in_as().post(NEW, typed(business))
        assert BusinessNotice.objects.get(business=business).number == 8

    def test_begins_anew_with_the_year(self, business):
        factories.business_notice(number=7, notified_on=date(2022, 3, 31))
        log_in_as().post(NEW, typed(business, notified_on="R4.4.1"))
        assert BusinessNotice.objects.get(business=business).number == 1

    def test_may_be_typed(self, business):
        log_in_as().post(NEW, typed(business, number="４２"))
        assert only_notice().number == 42

    def test_that_is_taken_is_said_to_be(self, business):
        factories.business_notice(number=3, notified_on=date(2021, 5, 1))
        answer = log_in_as().post(NEW, typed(business, number="3"))
        assert answer.status_code == 422
        assert TAKEN in errors(answer).values()

    @pytest.mark.parametrize("number", ["三", "-1", "1.5", "99999999999999999999"])
    def test_that_is_none_is_refused(self, business, number):
        answer = log_in_as().post(NEW, typed(business, number=number))
        summary_is_right(answer)
        assert list(errors(answer)) == ["届出番号"]

    def test_without_a_date_is_not_invented(self, business):
        answer = log_in_as().post(NEW, typed(business, notified_on=""))
        assert list(errors(answer)) == ["届出日"]

    def test_drawn_by_two_at_the_same_moment_is_drawn_again(self, business, monkeypatch):
        factories.business_notice(number=1, notified_on=date(2021, 4, 1))
        drawn = []
        right = BusinessNotice.next_number
        # The other's record is not there yet while the form looks, and is when it is saved.
        monkeypatch.setattr(BusinessNotice, "validate_constraints", lambda *rest, **options: None)

        def late(year):
            drawn.append(right(year) if drawn else 1)
            return drawn[-1]

        monkeypatch.setattr(BusinessNotice, "next_number", late)
        answer = log_in_as().post(NEW, typed(business))
        assert answer.status_code == 302
        assert drawn == [1, 2]
        assert BusinessNotice.objects.get(business=business).number == 2

    def test_is_not_drawn_for_ever(self, business, monkeypatch):
        factories.business_notice(number=1, notified_on=date(2021, 4, 1))
        monkeypatch.setattr(BusinessNotice, "validate_constraints", lambda *rest, **options: None)
        monkeypatch.setattr(BusinessNotice, "next_number", lambda year: 1)
        with pytest.raises(IntegrityError):
            log_in_as().post(NEW, typed(business))


class TestItsDate:
    @pytest.mark.parametrize(
        "day",
        [
            "令和3年4月20日",
            "令和３年４月２０日",
            "R3.4.20",
            "r3/4/20",
            "令3-4-20",
            "2021/4/20",
            "2021-04-20",
            "2021年4月20日",
            "20210420",
            " 令和3年 4月20日 ",
        ],
    )
    def test_is_read_in_any_usual_manner(self, business, day):
        log_in_as().post(NEW, typed(business, notified_on=day))
        assert only_notice().notified_on == date(2021, 4, 20)

    @pytest.mark.parametrize("day", ["令和3年2月29日", "2021/13/1", "昨日", "令和0年4月1日", "1"])
    def test_that_does_not_exist_is_refused_in_a_sentence(self, business, day):
        answer = log_in_as().post(NEW, typed(business, notified_on=day))
        summary_is_right(answer)
        assert list(errors(answer)) == ["届出日"]
        assert filled(answer)["notified_on"] == [day]

    def test_is_echoed_in_both_calendars(self, business):
        answer = log_in_as().post(NEW, typed(business, notified_on="R3.4.20", kind=""))
        assert "令和3年4月20日（2021年4月20日 火曜日）</output>" in text(answer)


class TestWhatIsRefused:
    def test_says_so_beside_each_field_in_a_summary_and_in_the_title(self, business):
        answer = log_in_as().post(NEW, {})
        summary_is_right(answer)
        assert title(answer) == "エラー: 業務の届出の登録 | 久留米市 個人情報保護制度"
        assert set(errors(answer)) == {"届出日", "登録区分", "個人情報業務", "届出時の所管課"}

    def test_keeps_what_was_typed(self, business):
        sent = typed(business, kind="sale", name="  途中の名称", notified_on="R3.4.2O")
        form = filled(log_in_as().post(NEW, sent))
        assert form["notified_on"] == ["R3.4.2O"]
        assert form["name"] == ["  途中の名称"]
        assert form["business"] == [str(business.pk)]
        assert form["division"] == [str(business.division_id)]

    def test_stores_nothing(self, business):
        log_in_as().post(NEW, typed(business, kind="sale"))
        assert not BusinessNotice.objects.exists()
        assert not BusinessNotice.history.exists()

    def test_control_characters(self, business):
        answer = log_in_as().post(NEW, typed(business, name="住民\x07台帳"))
        summary_is_right(answer)
        assert "使えない文字" in errors(answer)["届出時の業務の名称"]

    def test_what_the_whole_record_lacks_is_said_without_a_field(self, business):
        factories.business_notice(business=business, kind=Kind.START)
        answer = log_in_as().post(NEW, typed(business, kind="start"))
        assert "この業務の開始は、既に届け出られています。" in words(answer)


class TestTheForm:
    def test_enter_saves_and_does_nothing_else(self, business):
        page = text(log_in_as().get(NEW)).split('id="record-form"')[1]
        first_button = page[page.index("<button") :].split(">")[0]
        assert 'type="submit"' in first_button
        assert "name=" not in first_button

    def test_says_what_must_be_filled(self, business):
        page = words(log_in_as().get(NEW))
        for label in ("届出日", "登録区分", "個人情報業務", "届出時の所管課"):
            assert f"{label} 必須" in page
        assert "届出番号 必須" not in page

    def test_begins_as_the_address_says(self, business):
        form = filled(log_in_as().get(NEW, {"business": business.pk, "kind": "abolition"}))
        assert form["business"] == [str(business.pk)]
        assert form["kind"] == ["abolition"]

    @pytest.mark.parametrize(
        "nonsense",
        [{"copy": "x"}, {"copy": "²"}, {"after": "0"}, {"business": "x"}, {"copy": "9" * 5000}],
    )
    def test_nonsense_in_the_address_gives_a_blank_form(self, business, nonsense):
        answer = log_in_as().get(NEW, nonsense)
        assert answer.status_code == 200
        assert filled(answer)["name"] == [""]


class TestSaveAndNext:
    def next_form(self, client, business):
        answer = client.post(NEW, typed(business) | {"then": "another"}, follow=True)
        assert answer.redirect_chain == [(f"{NEW}?after={only_notice().pk}", 302)]
        return answer

    def test_says_what_was_saved_and_asks_for_the_next(self, business):
        answer = self.next_form(log_in_as(), business)
        assert said(answer) == [
            "業務の届出「令和3年度第1号 変更 住民基本台帳業務」を保存しました。"
        ]
        assert title(answer).startswith("業務の届出の登録")

    def test_keeps_what_does_not_change_from_one_to_the_next(self, business):
        form = filled(self.next_form(log_in_as(), business))
        assert form["notified_on"] == ["令和3年4月20日"]
        assert form["kind"] == ["change"]
        assert form["division"] == [str(business.division_id)]
        assert form["number"] == form["name"] == [""]

    def test_the_next_has_the_next_number(self, business):
        office = log_in_as()
        form = filled(self.next_form(office, business), business=business.pk, name="次の業務")
        office.post(NEW, form)
        assert [notice.number for notice in BusinessNotice.objects.all()] == [1, 2]


class TestACopy:
    def test_begins_with_all_but_the_number_and_the_day(self, business):
        notice = factories.business_notice(business=business, kind=Kind.CHANGE, number=5)
        form = filled(log_in_as().get(NEW, {"copy": notice.pk}))
        assert form["number"] == [""]
        assert form["name"] == [notice.name]
        assert form["business"] == [str(business.pk)]
        assert form["notified_on"] == [""]

    def test_is_a_record_of_its_own(self, business):
        notice = factories.business_notice(business=business, kind=Kind.CHANGE, number=5)
        office = log_in_as()
        copied = filled(office.get(NEW, {"copy": notice.pk}), name="写し", notified_on="R3.5.1")
        office.post(NEW, copied)
        assert [n.name for n in BusinessNotice.objects.all()] == ["住民基本台帳業務", "写し"]
        assert notice.history.count() == 1

    @pytest.mark.parametrize("word", ["copy", "after"])
    def test_of_another_divisions_record_shows_nothing_of_it(self, city, business, word):
        notice = factories.business_notice(business=business, kind=Kind.CHANGE)
        form = filled(clerk_of(city.school_affairs).get(NEW, {word: notice.pk}))
        assert form["name"] == form["notified_on"] == [""]


class TestTheFirstField:
    def focused(self, answer):
        page = text(answer)
        assert page.count("autofocus") == 1
        return re.search(r'id="([^"]+)"[^>]*autofocus|autofocus[^>]*id="([^"]+)"', page)

    def test_has_the_focus_on_a_new_form_and_on_the_next_one(self, business):
        office = log_in_as()
        assert "id_number" in self.focused(office.get(NEW)).groups()
        notice = factories.business_notice(business=business, kind=Kind.CHANGE)
        assert "id_number" in self.focused(office.get(NEW, {"after": notice.pk})).groups()

    def test_leaves_it_to_the_summary_of_errors(self, business):
        found = self.focused(log_in_as().post(NEW, {}))
        assert found is None or "id_number" not in found.groups()


def test_where_nothing_is_chosen_yet_words_say_so(business):
    page = text(log_in_as().get(NEW))
    assert "---------" not in page
    assert ">選択してください</option>" in page
