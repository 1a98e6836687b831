"""A form from before another log-in: whatever was typed comes back, and nothing is saved by it."""

from datetime import UTC, datetime

import pytest
from django.urls import URLResolver, get_resolver, reverse

from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Regime, Reorganisation, RequestKind, Role, User
from reports.desk.ledgers import LEDGERS
from reports.models import Explanation, Step
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.access import record_of
from tests.desk import filled, text, words
from tests.kurume_privacy.accounts.tabs import PASSWORD, Tabs, hidden, kept, token_of

pytestmark = pytest.mark.django_db

AGAIN = "まだ保存していません。入力した内容は残っています。"
YEAR, NOW = FiscalYear(2021), datetime(2022, 5, 10, 9, tzinfo=UTC)
ledgers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)


@pytest.fixture
def office(city):
    return Tabs(factories.user("office", Role.OFFICE, division=None))


class TestEveryForm:
    @pytest.fixture
    def record(self, ledger, city):
        factories.earlier_year()  # with rows
        own = record_of(city.general_affairs, ledger.model._meta.model_name)
        return ledger.model.objects.exclude(pk=own.pk).first() or own

    @ledgers
    def test_of_a_stored_record_comes_back_whole_and_is_saved_then(self, ledger, record, office):
        address = ledger.url("update", record.pk)
        open_page = office.get(address)
        office.log_in_again()
        page = office.post(address, filled(open_page))
        assert page.status_code == 422
        assert AGAIN in words(page)
        assert kept(page) == kept(open_page) != {}
        assert hidden(page, "version") == hidden(open_page, "version")
        assert office.post(address, filled(page)).status_code == 302

    @ledgers
    def test_of_a_new_record_comes_back_whole_as_the_same_one(self, ledger, record, office):
        open_page = office.get(ledger.url("update", record.pk))
        address = ledger.url("create")
        token = hidden(office.get(address), "token")
        office.log_in_again()
        before = list(ledger.model.objects.values_list("pk", flat=True))
        page = office.post(address, filled(open_page, token=token))
        assert page.status_code == 422
        assert kept(page) == kept(open_page)
        assert hidden(page, "token") == token
        assert list(ledger.model.objects.values_list("pk", flat=True)) == before

    @ledgers
    def test_of_a_deletion_comes_back_with_its_reason(self, ledger, record, office):
        address = ledger.url("delete", record.pk)
        token = token_of(office.get(address))
        office.log_in_again()
        page = office.post(address, {"reason": "二重の登録", "csrfmiddlewaretoken": token})
        assert page.status_code == 422
        assert 'value="二重の登録"' in text(page)
        assert ledger.model.objects.filter(pk=record.pk).exists()


class TestADraft:
    @pytest.fixture
    def warning(self, city):
        factories.disclosure_request()
        return Draft.of(YEAR, NOW.date()).unexplained[0].check

    def test_keeps_the_reason_of_a_warning(self, office, warning):
        address = "/desk/reports/2021/checks/"
        token = token_of(office.get(address))
        office.log_in_again()
        sent = {"check": warning, "reason": "郵送で\r\n延長中です。"}
        page = office.post(address, sent | {"csrfmiddlewaretoken": token})
        assert page.status_code == 422
        assert "郵送で\n延長中です。</textarea>" in text(page).replace("\r", "")
        assert not Explanation.objects.exists()

    def test_keeps_the_reason_of_a_step(self, office, warning):
        approver = Tabs(factories.user("approver", Role.APPROVER, division=None))
        for group in Draft.of(YEAR, NOW.date()).unexplained:
            publish.explain(YEAR, group.check, "確かめました。", office.person, NOW)
        publish.ask(YEAR, office.person, NOW)
        address = "/desk/reports/2021/send_back/"
        token = token_of(approver.get(address))
        approver.log_in_again()
        sent = {"reason": "件数を確かめてください。", "csrfmiddlewaretoken": token}
        page = approver.post(address, sent)
        assert page.status_code == 422
        assert "件数を確かめてください。</textarea>" in text(page)
        assert Step.objects.count() == 1


class TestTheAdministrator:
    @pytest.fixture
    def keeper(self, city):
        return Tabs(factories.user("keeper", Role.ADMINISTRATOR, division=None))

    def test_keeps_what_was_typed_of_a_user_and_no_password(self, keeper):
        address = "/desk/organisation/users/new/"
        sent = filled(keeper.get(address), username="hanako", last_name="久留米", role="office")
        sent |= {"password1": PASSWORD, "password2": PASSWORD}
        keeper.log_in_again()
        page = keeper.post(address, sent)
        assert page.status_code == 422
        assert {name: kept(page)[name] for name in ("username", "last_name", "role")} == {
            "username": ["hanako"],
            "last_name": ["久留米"],
            "role": ["office"],
        }
        assert PASSWORD not in text(page)
        assert not User.objects.filter(username="hanako").exists()

    def test_keeps_the_words_of_a_law(self, keeper):
        law = factories.regime()
        address = reverse("kurume_privacy:regime_update", args=[law.pk])
        sent = filled(keeper.get(address), name="直した条例", scheme="直した制度")
        keeper.log_in_again()
        page = keeper.post(address, sent)
        assert page.status_code == 422
        assert (kept(page)["name"], kept(page)["scheme"]) == (["直した条例"], ["直した制度"])
        assert Regime.objects.get(pk=law.pk).name == law.name

    def test_keeps_what_becomes_of_a_row_of_the_law_at_each_step(self, keeper):
        address = reverse("kurume_privacy:requestkind_change", args=[factories.kind().pk])
        sent = filled(keeper.get(address), name="改めた名称", day="R3.10.1")
        shown = keeper.post(address, sent | {"step": "look"})
        keeper.log_in_again()
        for typed in (sent, filled(shown) | {"step": "confirm"}):
            page = keeper.post(address, typed)
            assert page.status_code == 422
            assert 'value="改めた名称"' in text(page)
        assert not RequestKind.objects.filter(name="改めた名称").exists()

    def test_keeps_what_divisions_become_at_each_step(self, keeper, city):
        address = (
            f"/desk/organisation/reorganisations/new/plan/?on=R30.4.1&divisions={city.residents.pk}"
        )
        open_page = keeper.get(address)
        name = f"division{city.residents.pk}-0-name"
        sent = filled(open_page, **{name: "市民窓口課"})
        shown = keeper.post(address, sent | {"step": "look"})
        assert "市民窓口課" in words(shown)
        seen = {"seen": shown.context["outlook"].digest, "step": "confirm"}
        keeper.log_in_again()
        page = keeper.post(address, sent)
        assert page.status_code == 422
        assert 'value="市民窓口課"' in text(page)
        page = keeper.post(address, sent | seen)
        assert page.status_code == 422
        assert "市民窓口課" in words(page)
        assert not Reorganisation.objects.exists()


# Pages whose form is a button, a choice or a password, and that keep nothing.
NOTHING_TYPED = {
    "ChangePassword",
    "ClosedDayRestore",
    "DeadlineReview",
    "ImportDiscard",
    "ImportReview",
    "KeptRestore",
    "LogOut",
    "RecordRestore",
    "ReorganisationWithdraw",
    "SetPassword",
}


def views(patterns=None):
    """Yield the class of every page of ours that takes a form."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns)
        elif hasattr(view := getattr(entry.callback, "view_class", None), "post"):
            yield view


def test_every_page_on_which_something_is_typed_keeps_it():
    keep = {view for view in views() if issubclass(view, KeepsUnsentForm)}
    asks = {view for view in views() if getattr(view, "asks_for_a_file", False)}
    assert {view.__name__ for view in {*views()} - keep - asks} == NOTHING_TYPED
    assert all(callable(view.unsent) for view in keep)
