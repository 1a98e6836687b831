"""The law at the administrator's desk: one page above the lists, and what each list shows."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.desk.administration.law import LAW, ROWS
from kurume_privacy.law.change_row import end_row
from kurume_privacy.models import (
    ClosedYear,
    ExemptionClause,
    Governance,
    Outcome,
    Regime,
    RegimeRow,
    RequestKind,
    Role,
    UseGround,
)
from tests import factories, laws
from tests.desk import errors, filled, listed, log_in_as, said, text, words
from tests.factories import ACT, ORDINANCE, saved
from tests.laws import row

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
LEDGERS = {ledger.model: ledger for ledger in LAW}
every_list = pytest.mark.parametrize("ledger", ROWS, ids=lambda ledger: ledger.route)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def url(model, page, *args):
    return LEDGERS[model].url(page, *args)


class TestThePageAbove:
    def test_says_which_law_governs_whom_today(self, administrator):
        page = words(administrator.get(reverse("kurume_privacy:law")))
        act = page.partition(f"{ACT} 使用中")[2].partition("久留米市議会")[0]
        assert "令和5年4月1日から" in act
        assert "市長、企業管理者" in act
        assert "議会、" not in act
        assert f"{ORDINANCE} 使用終了" in page
        assert "久留米市議会の個人情報の保護に関する条例 使用中 未確認" in page

    def test_leads_to_each_list_and_counts_it(self, administrator):
        page = text(administrator.get(reverse("kurume_privacy:law")))
        for ledger in LAW:
            assert f'href="{ledger.pages["list"]}"' in page
        assert "開示の方法 12 8 4" in words(administrator.get(reverse("kurume_privacy:law")))

    def test_is_in_the_menu_and_above_each_list(self, administrator):
        for ledger in LAW:
            page = text(administrator.get(ledger.pages["list"]))
            assert '<a href="/desk/law/" aria-current="true">法令</a>' in page
            assert '<li><a href="/desk/law/">法令</a></li>' in page


class TestARegime:
    def test_shows_whom_it_governs_and_leads_to_its_rows(self, administrator):
        act = factories.regime(ACT)
        page = text(administrator.get(act.get_absolute_url()))
        mayor = Governance.objects.get(regime=act, agency=factories.agency())
        assert f'<a href="{mayor.get_absolute_url()}">市長</a>' in page
        assert f'<a href="{url(RequestKind, "list")}?regime={act.pk}">請求の種類</a>' in page
        assert f"{url(Governance, 'create')}?regime={act.pk}" in page

    def test_its_words_are_mended_and_the_years_are_named_first(self, administrator):
        ClosedYear.objects.create(year=2024)
        act = factories.regime(ACT)
        form = administrator.get(url(Regime, "update", act.pk))
        assert "令和6年度（締め切り済み）、令和8年度（入力中）の報告書にかかる内容です。" in words(
            form
        )
        administrator.post(url(Regime, "update", act.pk), filled(form, scheme="新制度"))
        assert factories.regime(ACT).scheme == "新制度"

    def test_two_laws_of_one_day_govern_no_agency_together(self, administrator):
        form = administrator.get(f"{url(Governance, 'create')}?regime={laws.another_regime().pk}")
        sent = filled(form, agency=str(factories.agency().pk))
        answer = administrator.post(url(Governance, "create"), sent)
        assert answer.status_code == 422
        assert "同じ日に" in "".join(errors(answer).values())


@every_list
class TestEveryList:
    def test_from_the_list_to_a_new_row_a_change_and_a_deletion(self, administrator, ledger):
        made = laws.made(ledger.model)
        detail = words(administrator.get(ledger.url("detail", made.pk)))
        for act in ("ある日から変える", "誤りを直す", "ある日で終える", "削除する"):
            assert act in detail
        assert "ある日から写す" not in detail
        form = administrator.get(ledger.url("update", made.pk))
        sent = filled(form, name="改めた名称", unconfirmed="on")
        answer = administrator.post(ledger.url("update", made.pk), sent, follow=True)
        assert "→ 改めた名称" in words(answer)
        assert "未確認" in words(administrator.get(ledger.url("list"), {"unconfirmed": "true"}))
        answer = administrator.post(ledger.url("delete", made.pk), {"reason": "誤り"}, follow=True)
        assert "削除しました" in said(answer)[-1]
        deletion = made.history.filter(history_type="-").get()
        administrator.post(ledger.url("restore", deletion.pk))
        assert ledger.model.objects.filter(pk=made.pk).exists()

    def test_a_new_one_is_typed(self, administrator, ledger):
        like = laws.one_more(ledger.model, regime=laws.another_regime())
        blank = administrator.get(ledger.url("create"))
        fields = {
            name: getattr(like, f"{name}_id", None) or getattr(like, name, "")
            for name in blank.context["form"].fields
            if name not in ("kinds", "valid_from", "valid_until")
        }
        typed = {name: value for name, value in fields.items() if value not in (None, False)}
        if ledger.model is Outcome:
            typed["kinds"] = saved(laws.one_more(RequestKind, regime=like.regime)).pk
        answer = administrator.post(ledger.url("create"), filled(blank, **typed), follow=True)
        assert said(answer) == [f"{ledger.name}「{like}」を保存しました。"]

    def test_it_is_filtered_by_law_and_use(self, administrator, ledger):
        act = factories.regime(ACT)
        found = listed(administrator.get(ledger.url("list"), {"regime": act.pk, "use": "now"}))
        today = [each for each in ledger.model.objects.filter(regime=act) if in_force(each)]
        assert found == today != []
        ended = listed(administrator.get(ledger.url("list"), {"use": "ended"}))
        assert {each.regime.name for each in ended} <= {ORDINANCE, ACT}
        assert not any(in_force(each) for each in ended)
        assert listed(administrator.get(ledger.url("list"), {"use": "to_come"})) == []

    def test_a_name_stands_once_a_day(self, administrator, ledger):
        made = saved(laws.one_more(ledger.model))
        if ledger not in (LEDGERS[RequestKind], LEDGERS[UseGround]):
            return
        form = administrator.get(ledger.url("update", made.pk))
        taken = ledger.model.objects.filter(regime=made.regime).first().name
        answer = administrator.post(ledger.url("update", made.pk), filled(form, name=taken))
        assert "重なる期間に" in errors(answer)["名称"]


def in_force(each):
    return each.in_force_on(TODAY) and each.regime.in_force_on(TODAY)


class TestARow:
    def test_shows_its_versions_its_years_and_how_many_records_name_it(self, administrator):
        request = factories.disclosure_request(number=77)
        page = words(administrator.get(request.kind.get_absolute_url()))
        assert "記録：開示等請求1件" in page
        assert "令和3年度（入力中）" in page
        assert "第77号" not in page

    def test_its_form_says_so_first_and_offers_the_better_way(self, administrator):
        request = factories.disclosure_request()
        form = administrator.get(url(RequestKind, "update", request.kind_id))
        assert "この行を選んだ記録：開示等請求1件" in words(form)
        assert url(RequestKind, "change", request.kind_id) in text(form)

    def test_belongs_to_its_law_for_ever(self, administrator):
        kind = factories.kind()
        form = administrator.get(url(RequestKind, "update", kind.pk))
        sent = filled(form) | {"regime": factories.regime(ACT).pk, "name": "開示（条例）"}
        administrator.post(url(RequestKind, "update", kind.pk), sent)
        kind.refresh_from_db()
        assert (kind.regime.name, kind.name) == (ORDINANCE, "開示（条例）")

    def test_of_an_outcome_the_kinds_are_those_of_its_law(self, administrator):
        outcome = row(Outcome, "granted")
        form = administrator.get(url(Outcome, "update", outcome.pk))
        offered = {each.instance for each, _ in choices(form, "kinds")}
        assert offered == {*RequestKind.objects.filter(regime__name=ACT)}
        sent = filled(form, kinds=[factories.kind().pk])
        answer = administrator.post(url(Outcome, "update", outcome.pk), sent)
        assert answer.status_code == 422

    def test_of_a_new_outcome_too(self, administrator):
        blank = administrator.get(url(Outcome, "create"))
        names = {"regime": factories.regime(ACT).pk, "name": "新", "prose_name": "新", "order": 9}
        sent = filled(blank, **names, kinds=factories.kind().pk)
        answer = administrator.post(url(Outcome, "create"), sent)
        assert errors(answer) == {"対象となる請求の種類": "同じ適用法令のものを選んでください。"}

    def test_that_is_named_is_not_deleted_and_no_record_is_shown(self, administrator):
        request = factories.disclosure_request(number=77)
        address = url(RequestKind, "delete", request.kind_id)
        page = words(administrator.post(address, {"reason": "誤り"}))
        assert "使われているため、削除できません" in page
        assert "開示等請求 1件" in page
        assert "決定の期限：開示請求の決定の期限" in page
        assert "第77号" not in page

    def test_clauses_are_called_by_their_numbers(self, administrator):
        clause = ExemptionClause.objects.get(regime__name=ACT, key="7-to")
        page = words(administrator.get(url(ExemptionClause, "list"), {"regime": clause.regime_id}))
        assert "第7号ト 公営企業等の経営に関する情報" in page

    def test_one_that_ended_is_said_to_have(self, administrator):
        end_row(row(UseGround, "law"), date(2026, 3, 31))
        page = words(administrator.get(row(UseGround, "law").get_absolute_url()))
        assert "使用終了" in page.partition("誤りを直す")[0]


def choices(form, name):
    """Return every choice of a field, out of its groups."""
    for value, label in form.context["form"].fields[name].choices:
        yield from label if isinstance(label, list) else [(value, label)]


@pytest.mark.parametrize("ledger", LAW, ids=lambda ledger: ledger.route)
def test_a_form_has_every_column(ledger):
    model = ledger.model._meta
    columns = {field.name for field in (*model.fields, *model.many_to_many) if field.editable}
    assert set(ledger.form.base_fields) == columns - {"id", "agencies"}


def test_every_row_of_the_law_has_its_list():
    assert {ledger.model for ledger in ROWS} == set(RegimeRow.__subclasses__())
