"""A form from before another log-in: whatever was typed comes back, and nothing is saved by it."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Regime, Role, User
from registrations.models import Business
from reports.desk.ledgers import LEDGERS
from reports.models import Explanation, Step
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.access import record_of
from tests.controls import Controls
from tests.desk import filled, text, words

pytestmark = pytest.mark.django_db

PASSWORD = "hibari no su 2021"  # noqa: S105
HERE, ELSEWHERE = "http://testserver", "https://elsewhere.example"
AGAIN = "まだ保存していません。入力した内容は残っています。"
YEAR, NOW = FiscalYear(2021), datetime(2022, 5, 10, 9, tzinfo=UTC)
ledgers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.route)


class Tabs(Client):
    """A browser with two tabs, that checks tokens as a real one has them checked."""

    def __init__(self, person):
        super().__init__(enforce_csrf_checks=True, headers={"origin": HERE})
        self.person = person
        person.set_password(PASSWORD)
        person.save()
        self.force_login(person)

    def log_in_again(self):
        """In the other tab: whatever is open in the first has a token that no longer holds."""
        self.post(reverse("logout"), {"csrfmiddlewaretoken": self.token()})
        self.log_in()

    def log_in(self):
        sent = {"username": self.person.username, "password": PASSWORD}
        page = self.get(reverse("login"))
        answer = self.post(reverse("login"), sent | {"csrfmiddlewaretoken": token_of(page)})
        assert answer.status_code == 302

    def token(self):
        return token_of(self.get(reverse("password_change")))


def token_of(page):
    return text(page).split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def kept(page):
    """Return what somebody typed, or chose, in the form of the page."""
    hidden = set(re.findall('<input type="hidden" name="([^"]+)"', text(page)))
    return {name: value for name, value in Controls(text(page)).sent.items() if name not in hidden}


def hidden(page, name):
    return re.search(f'<input type="hidden" name="{name}" value="([^"]*)"', text(page))[1]


@pytest.fixture
def office(city):
    return Tabs(factories.user("office", Role.OFFICE, division=None))


@pytest.fixture
def clerk(city):
    return Tabs(factories.user("clerk", division=city.general_affairs))


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
        address = reverse("admin:kurume_privacy_regime_change", args=[law.pk])
        token = token_of(keeper.get(address))
        keeper.log_in_again()
        sent = {"name": "直した条例", "scheme": "直した制度", "csrfmiddlewaretoken": token}
        page = keeper.post(address, sent)
        assert page.status_code == 422
        assert {"直した条例", "直した制度"} == {value for _, value in page.context["controls"]}
        assert page.context["address"] == address
        assert "<li>直した条例</li>" in text(page)
        assert Regime.objects.get(pk=law.pk).name == law.name


class TestWhoIsShownIt:
    """What is typed at the desk alone, and by its own pages."""

    ADDRESS = reverse("registrations:business_create")
    PLANTED = {"name": "植え付けた業務"}

    def refused(self, answer):
        assert answer.status_code == 403
        assert "送信を受け付けられませんでした" in text(answer)
        assert "植え付けた業務" not in text(answer)
        assert not Business.objects.exists()

    @pytest.mark.parametrize("origin", [ELSEWHERE, "null", "http://testserver.example", ""])
    def test_nothing_that_another_site_sends(self, clerk, origin):
        clerk.log_in_again()
        self.refused(clerk.post(self.ADDRESS, self.PLANTED, headers={"origin": origin}))

    @pytest.mark.parametrize("page", [f"{ELSEWHERE}/desk/", "http://[", ""])
    def test_nothing_whose_page_is_elsewhere_or_unknown(self, clerk, page):
        del clerk.defaults["HTTP_ORIGIN"]
        clerk.log_in_again()
        self.refused(clerk.post(self.ADDRESS, self.PLANTED, headers={"referer": page}))

    def test_what_an_old_browser_sends_from_here(self, clerk):
        del clerk.defaults["HTTP_ORIGIN"]
        clerk.log_in_again()
        sent_from = {"referer": f"{HERE}{self.ADDRESS}"}
        answer = clerk.post(self.ADDRESS, self.PLANTED, headers=sent_from)
        assert answer.status_code == 422
        assert "植え付けた業務" in text(answer)

    def test_nobody_whom_the_page_is_not_for(self, city):
        approver = Tabs(factories.user("approver", Role.APPROVER, division=None))
        approver.log_in_again()
        answer = approver.post(self.ADDRESS, self.PLANTED)
        assert answer.status_code == 403
        assert "承認者は記録を見ることができますが、変更はできません。" in text(answer)

    def test_no_record_of_another_division(self, clerk, city):
        foreign = factories.business(division=city.residents)
        clerk.log_in_again()
        address = reverse("registrations:business_update", args=[foreign.pk])
        assert clerk.post(address, self.PLANTED).status_code == 404

    def test_a_password_is_never_shown(self, clerk):
        clerk.log_in_again()
        answer = clerk.post(reverse("password_change"), {"old_password": PASSWORD})
        assert answer.status_code == 403
        assert PASSWORD not in text(answer)

    def test_whoever_chose_a_file_is_told_to_choose_it_again(self, clerk):
        clerk.log_in_again()
        address = reverse("registrations:business_import")
        answer = clerk.post(address, {"file": "台帳.csv"}, follow=True)
        assert answer.redirect_chain == [(address, 302)]
        assert "選んだファイルは取り込んでいません。もう一度選んでください。" in words(answer)


class TestTheDoor:
    def test_keeps_it_over_the_log_in_where_the_session_ended_too(self, clerk, city):
        address = reverse("registrations:business_create")
        sent = filled(clerk.get(address), name="見守り業務", division=str(city.general_affairs.pk))
        clerk.log_in_again()
        clerk.post(reverse("logout"), {"csrfmiddlewaretoken": clerk.token()})
        page = clerk.post(address, sent)
        assert "入力した内容は残っています" in words(page)
        again = {"username": "clerk", "password": PASSWORD, "kept": page.context["unsent"]}
        again = clerk.post(reverse("login"), again | {"csrfmiddlewaretoken": token_of(page)})
        assert ("name", "見守り業務") in again.context["controls"]

    def test_keeps_it_where_somebody_came_in_by_another_tab_meanwhile(self, clerk, city):
        address = reverse("registrations:business_create")
        sent = filled(clerk.get(address), name="見守り業務")
        clerk.post(reverse("logout"), {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"]})
        page = clerk.post(address, sent)
        clerk.log_in()
        again = {"username": "clerk", "password": PASSWORD, "kept": page.context["unsent"]}
        again = clerk.post(reverse("login"), again | {"csrfmiddlewaretoken": token_of(page)})
        assert ("name", "見守り業務") in again.context["controls"]

    def test_asks_again_where_its_own_page_was_open_for_too_long(self, city):
        nobody = Client(enforce_csrf_checks=True, headers={"origin": HERE})
        sent = {"username": "clerk", "password": PASSWORD, "csrfmiddlewaretoken": "a" * 64}
        nobody.get(reverse("login"))
        page = nobody.post(reverse("login"), sent | {"kept": "x"})
        assert page.status_code == 422
        assert "職員のログイン" in words(page)
        assert PASSWORD not in text(page)

    def test_leads_on_whoever_has_come_in_already(self, clerk):
        clerk.log_in_again()
        answer = clerk.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
        assert answer["Location"] == reverse("home")
