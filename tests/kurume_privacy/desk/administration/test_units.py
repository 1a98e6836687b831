"""実施機関, 部局, 課 and 市の休日 at the administrator's desk: one list a page, dates by era."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from kurume_privacy.models import Agency, ClosedDay, Department, Division, Role
from tests import factories
from tests.access import KEPT_LEDGERS, kept_of
from tests.desk import errors, filled, listed, log_in_as, said, summary_is_right, text, words

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
LAST, FIRST = date(2026, 3, 31), date(2027, 4, 1)
UNITS = ("agency", "department", "division")
KINDS = (*UNITS, "closedday")
kinds = pytest.mark.parametrize("kind", KINDS)
BUSINESS = "見守り業務"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def ledger(kind):
    return KEPT_LEDGERS[f"kurume_privacy:{kind}"]


def typed(kind):
    """Return what somebody types for a new one."""
    unit = {"name": "あたらしい名称", "order": "1", "valid_from": "R9.4.1", "valid_until": ""}
    return {
        "agency": unit,
        "department": unit | {"agency": factories.agency().pk},
        "division": unit | {"department": factories.department().pk, "successor": ""},
        "closedday": {"day": "R8.12.2", "name": "市制記念日"},
    }[kind]


@kinds
class TestEveryKind:
    def test_it_works(self, administrator, kind):
        """From the list to a new one, a change, the history, a deletion, and back again."""
        pages = ledger(kind)
        assert "新しく登録する" in text(administrator.get(pages.url("list")))
        answer = administrator.post(pages.url("create"), typed(kind), follow=True)
        made = pages.model.objects.latest("pk")
        assert answer.redirect_chain[0] == (pages.url("detail", made.pk), 302)
        assert said(answer)[-1] == f"{pages.name}「{made}」を保存しました。"
        form = administrator.get(pages.url("update", made.pk))
        sent = filled(form, name="改めた名称")
        answer = administrator.post(pages.url("update", made.pk), sent, follow=True)
        assert "→ 改めた名称" in words(answer)
        gone = administrator.post(
            pages.url("delete", made.pk), {"reason": "誤って登録した"}, follow=True
        )
        assert "管理者が元に戻せます。" in said(gone)[-1]
        assert made not in pages.model.objects.all()
        deletion = made.history.filter(history_type="-").get()
        administrator.post(pages.url("restore", deletion.pk))
        assert made in pages.model.objects.all()

    def test_what_is_wrong_is_said_at_its_field(self, administrator, kind):
        pages = ledger(kind)
        answer = administrator.post(pages.url("create"), typed(kind) | {"name": ""})
        if kind == "division":  # a department without divisions has one without a name
            assert answer.status_code == 302
            return
        assert errors(answer) == {"名称": "入力してください。"}
        summary_is_right(answer)

    def test_two_at_once_are_shown_each_other(self, administrator, kind):
        pages, made = ledger(kind), kept_of(kind)
        address = pages.url("update", made.pk)
        first, second = (filled(administrator.get(address)) for _ in range(2))
        administrator.post(address, first | {"name": "先の名称"})
        answer = administrator.post(address, second | {"name": "後の名称"})
        assert "別の人がこの記録を保存しました" in words(answer)
        made.refresh_from_db()
        assert made.name == "先の名称"

    def test_what_was_deleted_meanwhile_is_not_lost(self, administrator, kind):
        pages, made = ledger(kind), kept_of(kind)
        address = pages.url("update", made.pk)
        sent = filled(administrator.get(address), name="入力した名称")
        administrator.post(pages.url("delete", made.pk), {"reason": "誤り"})
        answer = administrator.post(address, sent)
        assert "入力した内容は下に残っています。" in words(answer)
        assert 'value="入力した名称"' in text(answer)

    def test_a_list_without_anything_says_so(self, administrator, kind):
        answer = administrator.get(ledger(kind).url("list"), {"q": "どこにもない"})
        assert listed(answer) == []
        assert "条件に合う記録はありません。" in words(answer)

    def test_dates_are_by_era(self, administrator, kind):
        pages = ledger(kind)
        administrator.post(pages.url("create"), typed(kind))
        made = pages.model.objects.latest("pk")
        expected = "令和8年12月2日" if kind == "closedday" else "令和9年4月1日"
        for page in (pages.url("list"), pages.url("detail", made.pk), pages.url("update", made.pk)):
            assert expected in text(administrator.get(page)), page


@pytest.mark.parametrize("kind", UNITS)
class TestUse:
    @pytest.fixture
    def three(self, kind):
        """One that ended, one in use, one to come."""
        within = {
            "agency": {},
            "department": {"agency": factories.agency("議会")},
            "division": {"department": factories.department("事務局", "議会")},
        }[kind]
        model = ledger(kind).model
        dates = ({"valid_until": LAST}, {"valid_from": LAST}, {"valid_from": FIRST})
        return [
            factories.saved(model(name=f"局{number}", **within, **each))
            for number, each in enumerate(dates)
        ]

    @pytest.mark.parametrize(("use", "place"), [("ended", 0), ("now", 1), ("to_come", 2)])
    def test_the_list_is_filtered_by_it(self, administrator, kind, three, use, place):
        answer = administrator.get(ledger(kind).url("list"), {"use": use, "q": "局"})
        found = [each for each in listed(answer) if each in three]
        assert found == [three[place]]

    def test_and_says_it(self, administrator, kind, three):
        page = words(administrator.get(ledger(kind).url("list"), {"q": "局"}))
        for label in ("使用終了", "使用中", "使用開始前"):
            assert label in page


class TestOrder:
    def test_units_stand_in_the_order_of_the_organisation(self, administrator, city):
        assert listed(administrator.get(ledger("division").url("list"))) == [*city]
        assert listed(administrator.get(ledger("agency").url("list"))) == [*Agency.objects.all()]

    def test_closed_days_from_the_latest_on(self, administrator):
        days = [factories.closed_day(day=day) for day in (LAST, FIRST, TODAY)]
        listing = listed(administrator.get(ledger("closedday").url("list")))
        assert listing == [days[1], days[2], days[0]]


class TestDetails:
    def test_an_agency_and_a_department_show_what_belongs_to_them(self, administrator, city):
        department = city.residents.department
        page = text(administrator.get(department.agency.get_absolute_url()))
        assert f'<a href="{department.get_absolute_url()}">市民文化部</a>' in page
        page = text(administrator.get(department.get_absolute_url()))
        assert f'<a href="{city.residents.get_absolute_url()}">市民文化部市民課</a>' in page

    def test_a_division_its_people_and_how_much_it_keeps_and_no_record(self, administrator, city):
        clerk = factories.user("hanako", division=city.residents, last_name="久留米")
        factories.user("gone", division=city.residents, last_name="退職", is_active=False)
        factories.business(BUSINESS, division=city.residents)
        decided = factories.disclosure_request(division=city.residents)
        factories.disposition(request=decided)
        factories.disclosure_request(division=city.residents)
        page = words(administrator.get(city.residents.get_absolute_url()))
        assert f"{clerk}（入力担当）" in page
        assert "退職" not in page
        assert "個人情報業務1件" in page
        assert "開示等請求2件（うち処理中1件）" in page
        assert BUSINESS not in page

    def test_and_what_it_took_over(self, administrator, city):
        later = factories.division("市民窓口課", "市民文化部", valid_from=date(2026, 4, 1))
        factories.taken_over(city.residents, later, LAST)
        factories.business(BUSINESS, division=city.residents)
        clerk = factories.user("hanako", division=city.residents, last_name="久留米")
        page = words(administrator.get(later.get_absolute_url()))
        assert "引き継いだ課 市民文化部市民課 使用終了" in page
        assert f"{clerk}（入力担当）" in page
        assert "個人情報業務1件" in page
        page = words(administrator.get(city.residents.get_absolute_url()))
        assert "引き継ぐ課 市民文化部市民窓口課" in page
        assert f"{clerk}（入力担当）" not in page

    def test_departments_of_one_name_are_told_apart(self, administrator, city):
        factories.department("総務部", "議会")
        page = text(administrator.get(ledger("division").url("create")))
        for name in ("市長 総務部", "議会 総務部"):
            assert f">{name}</option>" in page


class TestDeletion:
    @pytest.fixture
    def division(self, city):
        """A division that two ledgers refer to."""
        business = factories.business(BUSINESS, division=city.residents)
        factories.business_notice(business=business)
        factories.business(f"{BUSINESS}その2", division=city.residents)
        return city.residents

    def test_of_what_is_in_use_is_refused_and_no_record_is_named(self, administrator, division):
        address = ledger("division").url("delete", division.pk)
        page = words(administrator.post(address, {"reason": "誤り"}))
        assert "使われているため、削除できません" in page
        assert "個人情報業務 2件" in page
        assert BUSINESS not in page
        assert Division.objects.filter(pk=division.pk).exists()

    def test_what_the_administrator_keeps_is_named(self, administrator, city):
        address = ledger("department").url("delete", city.residents.department_id)
        page = words(administrator.post(address, {"reason": "誤り"}))
        assert "所管課：市民文化部市民課" in page
        assert Department.objects.filter(pk=city.residents.department_id).exists()

    def test_needs_a_reason(self, administrator):
        day = factories.closed_day()
        answer = administrator.post(ledger("closedday").url("delete", day.pk), {"reason": ""})
        assert errors(answer) == {"削除の理由": "入力してください。"}
        assert ClosedDay.objects.exists()


@pytest.mark.parametrize("kind", ["division", "closedday"])
def test_from_the_list_to_one_and_back_as_it_was(administrator, kind):
    for _ in range(2):
        kept_of("division")
    factories.closed_day(day=FIRST)
    factories.closed_day(day=LAST)
    pages = ledger(kind)
    listing = administrator.get(pages.url("list"), {"sort": "name"})
    row = re.search(r'role="rowheader"[^>]*><a href="([^"]+)"', text(listing))
    opened = administrator.get(unescape(row[1]))
    assert opened.context["list_url"] == f"{pages.url('list')}?sort=name"


@pytest.mark.parametrize("kind", ["division", "department"])
def test_an_end_before_the_date_of_a_record_is_told(administrator, city, kind):
    factories.use_notice(division=city.residents, notified_on=date(2026, 4, 1))
    factories.use_notice(division=city.general_affairs, notified_on=date(2026, 5, 1))
    unit = {"division": city.residents, "department": city.residents.department}[kind]
    address = ledger(kind).url("update", unit.pk)
    for until, told in (("R8.3.31", True), ("R8.4.1", False)):
        sent = filled(administrator.get(address), valid_until=until)
        answer = administrator.post(address, sent, follow=True)
        later = [sentence for sentence in said(answer) if "より後の日付" in sentence]
        assert ("（目的外利用・外部提供の届出1件）" in "".join(later)) == told
