"""To whom a form from before another log-in is shown again: who typed it at the desk, and by it."""

import pytest
from django.test import Client
from django.urls import reverse

from kurume_privacy.models import Role
from registrations.models import Business
from tests import factories
from tests.desk import filled, text, words
from tests.kurume_privacy.accounts.tabs import HERE, PASSWORD, Tabs, token_of

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://elsewhere.example"


@pytest.fixture
def clerk(city):
    return Tabs(factories.user("clerk", division=city.general_affairs))


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
