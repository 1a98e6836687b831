"""The administrator's pages: every one opens, for the administrator alone; the law is edited."""

import pytest

from kurume_privacy.models import Outcome, Regime, Role
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ("user", "agency", "department", "division", "regime")


@pytest.mark.parametrize("page", PAGES)
def test_every_list_and_form_opens(admin_client, city, page):
    assert admin_client.get(f"/desk/admin/kurume_privacy/{page}/").status_code == 200
    assert admin_client.get(f"/desk/admin/kurume_privacy/{page}/add/").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_gets_in(client, page):
    client.force_login(factories.user("office", role=Role.OFFICE))
    for address in (f"/desk/admin/kurume_privacy/{page}/", f"/desk/admin/kurume_privacy/{page}/add/"):
        assert client.get(address)["Location"].startswith("/desk/admin/login/")


def test_a_regime_shows_its_lists_and_only_its_own_kinds(admin_client):
    regime = Regime.objects.get(name=factories.ACT)
    page = admin_client.get(f"/desk/admin/kurume_privacy/regime/{regime.pk}/change/").content.decode()
    assert "存否応答拒否" in page
    assert "利用の停止" not in page, "a kind of the ordinance is offered under the Act"


def test_a_word_that_is_changed_is_in_the_report(admin_client, client):
    outcome = Outcome.objects.get(regime__name=factories.ORDINANCE, name="承諾")
    outcome.name = "全部を承諾"
    outcome.save()
    assert "全部を承諾" in client.get("/reports/2021/").content.decode()
    assert [past.name for past in outcome.history.all()] == ["全部を承諾", "承諾"]
