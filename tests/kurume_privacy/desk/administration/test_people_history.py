"""Who changed whose name, role or division, and when: on the page of the user."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from kurume_privacy.models import Role, User
from kurume_privacy.records import history
from tests import factories
from tests.desk import filled, log_in_as, words

pytestmark = pytest.mark.django_db
USERS = "/desk/organisation/users/"
NEW = "tsubame no su 2022"


@pytest.fixture
def client(city):
    factories.user("keeper", Role.ADMINISTRATOR, last_name="管理", first_name="一郎", division=None)
    return log_in_as("keeper")


@pytest.fixture
def clerk(city):
    return factories.user("clerk", last_name="久留米", division=city.residents)


def change(client, person, **changes):
    address = f"{USERS}{person.pk}/edit/"
    assert client.post(address, filled(client.get(address), **changes)).status_code == 302


def told(person):
    """Return what happened since the beginning: (who, {what: (before, after)}, why)."""
    return [
        (
            change.user,
            {field.label: (field.before, field.after) for field in change.fields},
            change.reason,
        )
        for change in reversed(history.changes(person)[:-1])
    ]


def test_every_change_is_told_with_who_made_it(client, clerk):
    change(client, clerk, last_name="高良")
    change(client, clerk, role="office", division="")
    change(client, clerk, is_active=None)
    assert told(clerk) == [
        ("管理 一郎", {"姓": ("久留米", "高良")}, ""),
        (
            "管理 一郎",
            {"役割": ("入力担当", "総括担当"), "所属課": ("市民文化部市民課", "")},
            "",
        ),
        ("管理 一郎", {"有効": ("はい", "いいえ")}, ""),
    ]


def test_the_page_of_the_user_shows_it(client, clerk):
    change(client, clerk, last_name="高良")
    keeper = User.objects.get(username="keeper")
    change(client, keeper, last_name="改姓")
    page = words(client.get(f"{USERS}{clerk.pk}/")).partition("履歴")[2]
    assert "管理 一郎が利用者を 変更 姓 久留米 → 高良" in page


def test_a_new_user_begins_with_what_was_entered(client):
    sent = {"username": "hanako", "role": "office", "is_active": "on"}
    client.post(f"{USERS}new/", sent | {"password1": NEW, "password2": NEW})
    entry = User.objects.get(username="hanako").history.get()
    assert (entry.history_type, entry.history_user_name, entry.role) == ("+", "管理 一郎", "office")


def test_no_password_is_in_it(client, clerk):
    address = f"{USERS}{clerk.pk}/password/"
    client.post(address, {"password1": NEW, "password2": NEW})
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    kept = [str(value) for entry in User.history.values() for value in entry.values()]
    assert not [value for value in kept if clerk.password in value or "argon2" in value]
    assert told(clerk) == [("管理 一郎", {}, "新しいパスワードの設定")]


def test_neither_a_log_in_nor_an_own_password_is_an_entry(client, clerk):
    clerk.set_password(NEW)
    clerk.save()
    desk = Client()
    desk.post("/desk/login/", {"username": "clerk", "password": NEW})
    sent = {"old_password": NEW, "new_password1": f"{NEW}3", "new_password2": f"{NEW}3"}
    assert desk.post("/desk/password/", sent).status_code == 302
    assert authenticate(desk.request().wsgi_request, username="clerk", password=f"{NEW}3")
    assert clerk.history.count() == 1


def test_a_form_that_changes_nothing_is_no_entry(client, clerk):
    change(client, clerk)
    assert clerk.history.count() == 1


def test_nobody_else_sees_it(clerk):
    for name, role in (("office", Role.OFFICE), ("approver", Role.APPROVER)):
        assert log_in_as(name, role).get(f"{USERS}{clerk.pk}/").status_code == 403
