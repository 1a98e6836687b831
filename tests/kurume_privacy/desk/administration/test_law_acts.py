"""The acts on the law at the desk: asked, shown year by year, and done once when confirmed."""

from datetime import date

import pytest
from django.utils import timezone

from kurume_privacy.desk.administration.law import LAW
from kurume_privacy.models import ClosedYear, Outcome, Regime, RequestKind, Role, UseGround
from tests import factories
from tests.desk import errors, filled, log_in_as, said, summary_is_right, text, words
from tests.factories import ACT, saved
from tests.laws import row

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
LEDGERS = {ledger.model: ledger for ledger in LAW}
# What is typed for each act, and on which row.
ACTS = {
    "change": {"day": "R9.10.1", "name": "法令等"},
    "end": {"last_day": "R9.9.30"},
    "copy": {"day": "R9.10.1", "name": "新しい法"},
}
acts = pytest.mark.parametrize("act", ACTS)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: TODAY)


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def address(act):
    if act == "copy":
        return LEDGERS[Regime].url("copying", factories.regime(ACT).pk)
    return LEDGERS[UseGround].url(act, row(UseGround, "law").pk)


def look(browser, where, **typed):
    """Send the form of an act, and return the page that shows what it would mean."""
    return browser.post(where, filled(browser.get(where), **typed) | {"step": "look"})


def state():
    """Return what the acts change."""
    rows = UseGround.objects.values_list("pk", "name", "valid_from", "valid_until")
    return [*rows], [*Regime.objects.values_list("pk", "name", "valid_until")]


@acts
class TestEveryAct:
    def test_is_shown_first_and_done_when_confirmed(self, administrator, act):
        where, before = address(act), state()
        shown = look(administrator, where, **ACTS[act])
        assert shown.status_code == 200
        assert "まだ保存していません。" in words(shown)
        assert state() == before
        answer = administrator.post(where, filled(shown) | {"step": "confirm"}, follow=True)
        assert "を保存しました。" in said(answer)[-1]
        assert state() != before

    def test_is_done_once_however_often_it_is_sent(self, administrator, act):
        where = address(act)
        sent = filled(look(administrator, where, **ACTS[act])) | {"step": "confirm"}
        first = administrator.post(where, sent)
        done = state()
        second = administrator.post(where, sent)
        assert second["Location"].split("?")[0] == first["Location"].split("?")[0]
        assert state() == done

    def test_is_shown_again_where_the_law_changed_meanwhile(self, administrator, act):
        where = address(act)
        shown = look(administrator, where, **ACTS[act])
        other = row(UseGround, "internal_use")
        other.name = "内部利用"
        saved(other)
        before = state()
        again = administrator.post(where, filled(shown) | {"step": "confirm"})
        assert "確かめている間に、法令が変わりました。" in words(again)
        assert state() == before
        administrator.post(where, filled(again) | {"step": "confirm"})
        assert state() != before

    def test_goes_back_to_what_was_typed(self, administrator, act):
        where = address(act)
        shown = look(administrator, where, **ACTS[act])
        back = administrator.post(where, filled(shown) | {"step": "edit"})
        assert back.status_code == 200
        kept = filled(back)
        assert {name: kept[name] for name in ACTS[act]} == {
            name: [value] for name, value in ACTS[act].items()
        }

    def test_says_at_its_field_which_day_cannot_be(self, administrator, act):
        ClosedYear.objects.create(year=2027)
        shown = look(administrator, address(act), **ACTS[act])
        summary_is_right(shown)
        (sentence,) = errors(shown).values()
        assert "締め切った令和9年度の報告書にかかります" in sentence
        assert 'value="R9.' in text(shown)

    def test_names_the_years_that_do_not_change_and_those_that_do(self, administrator, act):
        ClosedYear.objects.create(year=2024)
        page = words(look(administrator, address(act), **ACTS[act]))
        unchanged = "令和6年度（締め切り済み）、令和8年度（入力中）"
        assert f"次の年度の報告書は、変わりません：{unchanged}" in page
        line = page.partition("令和9年度 入力中")[2].partition("令和10年度以後")[0]
        assert "（令和9年9月30日まで）" in line
        assert ("（令和9年10月1日から）" in line) == (act != "end")

    def test_counts_the_records_of_the_day_or_later_and_shows_none(self, administrator, act):
        ground = row(UseGround, "law")
        factories.use_notice(notified_on=date(2027, 9, 30), ground=ground, number=41)
        factories.use_notice(notified_on=date(2027, 10, 1), ground=ground, number=42)
        page = words(look(administrator, address(act), **ACTS[act]))
        assert "目的外利用・外部提供の届出1件" in page
        assert "第42号" not in page


class TestAChange:
    def test_shows_which_fields_differ(self, administrator):
        where = LEDGERS[RequestKind].url("change", row(RequestKind, "disclosure").pk)
        page = words(look(administrator, where, day="R9.10.1", special_part_days="50"))
        assert "相当の部分の決定の期限（日） 60 → 50" in page
        assert "名称 開示 →" not in page

    def test_of_an_outcome_has_the_kinds_that_were_chosen(self, administrator):
        former = row(Outcome, "rejected")
        where = LEDGERS[Outcome].url("change", former.pk)
        kind = row(RequestKind, "disclosure")
        shown = look(administrator, where, day="R9.10.1", kinds=str(kind.pk))
        assert "対象となる請求の種類 開示、訂正、利用停止 → 開示" in words(shown)
        administrator.post(where, filled(shown) | {"step": "confirm"})
        later = Outcome.objects.get(key="rejected", regime__name=ACT, valid_from__isnull=False)
        assert [*later.kinds.all()] == [kind]

    def test_to_what_another_row_is_called_is_refused_at_the_field(self, administrator):
        shown = look(administrator, address("change"), day="R9.10.1", name="内部での利用")
        summary_is_right(shown)
        assert list(errors(shown)) == ["名称"]

    def test_needs_its_day(self, administrator):
        shown = look(administrator, address("change"), day="")
        summary_is_right(shown)
        assert list(errors(shown)) == ["変わる日"]


class TestACopy:
    def test_says_how_many_rows_are_copied_and_for_whom(self, administrator):
        page = words(look(administrator, address("copy"), **ACTS["copy"]))
        assert "「新しい法」が適用されます（市長、企業管理者" in page
        assert "利用・提供の根拠：5行を写します。" in page
