"""Django's administration: every page opens, for the administrator alone; the law is kept."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.views.defaults import permission_denied

from kurume_privacy.models import Outcome, Regime, Role, User
from tests import factories
from tests.kurume_privacy.accounts.sent import sent_by

pytestmark = pytest.mark.django_db
PAGES = ("regime",)
OTHERS = (Role.CLERK, Role.OFFICE, Role.APPROVER)
REGIMES = "/desk/admin/kurume_privacy/regime/"
NEW = "tsubame no su 2022"


@pytest.fixture
def administrator(client):
    """Somebody whose role is all that lets them in."""
    person = factories.user("keeper", role=Role.ADMINISTRATOR)
    assert not person.is_superuser
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_list_and_form_opens(client, administrator, city, page):
    assert client.get(f"/desk/admin/kurume_privacy/{page}/").status_code == 200
    assert client.get(f"/desk/admin/kurume_privacy/{page}/add/").status_code == 200


def test_dates_are_typed_as_at_the_desk(client, administrator):
    act = factories.regime(factories.ACT)
    address = f"{REGIMES}{act.pk}/change/"
    sent = sent_by(client.get(address), valid_from="令和5年4月2日")
    assert client.post(address, sent).status_code == 302
    act.refresh_from_db()
    assert act.valid_from == date(2023, 4, 2)


@pytest.mark.parametrize(
    ("name", "stored"),
    [("12\u202e件", None), ("山\ue000", None), ("山\u200b田", "山田"), ("𠮷", "𠮷")],
)
def test_texts_are_typed_as_at_the_desk(client, administrator, name, stored):
    act = factories.regime(factories.ACT)
    address = f"{REGIMES}{act.pk}/change/"
    answer = client.post(address, sent_by(client.get(address), scheme=name))
    act.refresh_from_db()
    assert (act.scheme == stored) if stored else ("U+" in text(answer) and act.scheme != name)


def test_the_first_page_shows_what_the_ground_floor_keeps_and_nothing_else(client, administrator):
    page = text(client.get("/desk/admin/"))
    assert set(re.findall(r'href="/desk/admin/(\w+)/(\w+)/"', page)) == {
        ("kurume_privacy", name) for name in PAGES
    }


def test_an_administrator_is_shown_the_way_here(client, administrator, rf):
    page = text(permission_denied(request_of(rf, administrator), PermissionDenied()))
    assert '<a href="/desk/">ホームへ</a>' in page


def request_of(rf, user):
    request = rf.get("/desk/requests/")
    request.user = user
    return request


def test_no_record_of_any_section_is_kept_here():
    assert {model._meta.app_label for model in admin.site._registry} == {"kurume_privacy"}


@pytest.mark.parametrize("page", ["", *(f"kurume_privacy/{page}/" for page in PAGES)])
class TestAccess:
    def test_nobody_in_particular_is_asked_to_log_in(self, client, page):
        answer = client.get(f"/desk/admin/{page}")
        assert answer["Location"] == f"/desk/login/?next=/desk/admin/{page}"

    @pytest.mark.parametrize("role", OTHERS)
    def test_no_other_role_gets_in(self, client, page, role):
        client.force_login(factories.user(role=role))
        answer = client.get(f"/desk/admin/{page}")
        assert answer.status_code == 403
        assert "管理画面は、管理者だけが使えます。" in text(answer)

    @pytest.mark.parametrize("role", OTHERS)
    def test_no_flag_opens_it(self, client, page, role):
        person = factories.user(role=role)
        User.objects.update(is_staff=True, is_superuser=True)
        client.force_login(person)
        assert client.get(f"/desk/admin/{page}").status_code == 403

    def test_an_administrator_who_is_not_active_is_nobody(self, client, administrator, page):
        User.objects.update(is_active=False)
        assert client.get(f"/desk/admin/{page}").status_code == 302


class TestLogInRequired:
    def test_the_log_in_is_the_desks(self, client):
        answer = client.get("/desk/admin/login/?next=/desk/admin/kurume_privacy/regime/")
        assert answer["Location"] == f"/desk/login/?next={REGIMES}"
        assert client.get("/desk/admin/login/")["Location"] == "/desk/login/?next=/desk/admin/"

    def test_its_own_log_in_takes_no_password(self, client, administrator):
        administrator.set_password(NEW)
        administrator.save()
        client.logout()
        client.post("/desk/admin/login/", {"username": "keeper", "password": NEW})
        assert "_auth_user_id" not in client.session

    def test_whoever_is_in_goes_on(self, client, administrator):
        assert client.get("/desk/admin/login/")["Location"] == "/desk/admin/"

    def test_the_log_out_is_the_desks(self, client, administrator):
        answer = client.post("/desk/admin/logout/", follow=True)
        assert answer.redirect_chain == [("/desk/logout/", 307), ("/desk/login/", 302)]
        assert "ログアウトしました。" in text(answer)

    def test_the_password_is_changed_at_the_desk(self, client, administrator):
        answer = client.get("/desk/admin/password_change/")
        assert answer["Location"] == "/desk/password/"


class TestLaw:
    def test_a_regime_shows_its_lists_and_only_its_own_kinds(self, client, administrator):
        regime = Regime.objects.get(name=factories.ACT)
        page = text(client.get(f"/desk/admin/kurume_privacy/regime/{regime.pk}/change/"))
        assert "存否応答拒否" in page
        assert "利用の停止" not in page, "a kind of the ordinance is offered under the Act"

    def test_a_word_that_is_changed_is_in_the_report(self, client):
        outcome = Outcome.objects.get(regime__name=factories.ORDINANCE, name="承諾")
        outcome.name = "全部を承諾"
        outcome.save()
        client.force_login(factories.user("office", Role.OFFICE))
        assert "全部を承諾" in text(client.get("/desk/reports/2021/"))
        assert [past.name for past in outcome.history.all()][:2] == ["全部を承諾", "承諾"]

    def test_the_history_is_shown_in_japanese(self, client, administrator):
        act = factories.regime(factories.ACT)
        address = f"{REGIMES}{act.pk}/change/"
        sent = sent_by(client.get(address), name="個人情報保護法")
        assert client.post(address, sent).status_code == 302
        page = text(client.get(f"{REGIMES}{act.pk}/history/"))
        assert factories.ACT in page
        assert "個人情報保護法" in page
        assert "keeper" in page
        assert not re.search("Choose|Changed|Comment|Revert| style=", page)

    def test_what_it_was_can_be_had_again(self, client, administrator):
        act = factories.regime(factories.ACT)
        act.save()  # what the migration loads has no history of its own
        before = act.history.first()
        act.name = "個人情報保護法"
        act.save()
        then = f"{REGIMES}{act.pk}/history/{before.pk}/"
        shown = client.get(then)
        assert "この内容に戻す" in text(shown)
        assert not re.search("Press|Revert|Close|View ", text(shown))
        assert client.post(then, sent_by(shown, _save="1")).status_code == 302
        act.refresh_from_db()
        assert act.name == factories.ACT
        assert act.history.first().history_user == administrator
