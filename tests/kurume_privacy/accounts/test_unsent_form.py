"""A session that ended while somebody was typing: nothing of it is lost over the log-in."""

import pytest
from django.core import signing
from django.urls import reverse

from kurume_privacy.accounts import unsent_form
from registrations.models import Business
from tests import factories
from tests.controls import Controls

pytestmark = pytest.mark.django_db

PASSWORD = "hibari no su 2021"  # noqa: S105
NEW = reverse("registrations:business_create")


@pytest.fixture
def clerk(city):
    person = factories.user(division=city.general_affairs)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def typed(city):
    return {"name": "見守り業務\u3000その1", "division": str(city.general_affairs.pk)}


def log_in(client, page, password=PASSWORD):
    """Send the log-in form of this page with a name and a password."""
    token = page.context["unsent"] if page.context.get("unsent") else page.wsgi_request.POST["kept"]
    data = {"username": "clerk", "password": password, "kept": token, "next": NEW}
    return client.post(reverse("login"), data)


def test_what_was_typed_is_saved_after_the_log_in(client, clerk, typed):
    page = client.post(NEW, typed)
    assert "入力した内容は残っています" in page.content.decode()
    again = log_in(client, page)
    assert again.context["address"] == NEW
    assert dict(again.context["controls"]) == typed
    client.post(again.context["address"], dict(again.context["controls"]))
    assert Business.objects.get().name == "見守り業務\u3000その1"


def test_a_wrong_password_loses_nothing_either(client, clerk, typed):
    page = log_in(client, client.post(NEW, typed), "違うパスワード")
    assert page.status_code == 200
    assert dict(log_in(client, page).context["controls"]) == typed


def test_nothing_is_saved_before_the_log_in(client, clerk, typed):
    client.post(NEW, typed)
    assert not Business.objects.exists()


def test_nobody_plants_a_form_to_be_sent_by_somebody_else(client, clerk, typed):
    forged = signing.dumps([NEW, {"name": ["偽"]}], salt="another")
    data = {"username": "clerk", "password": PASSWORD, "kept": forged, "next": NEW}
    assert client.post(reverse("login"), data)["Location"] == NEW


def test_what_was_typed_is_not_kept_for_ever(client, clerk, typed, monkeypatch):
    page = client.post(NEW, typed)
    monkeypatch.setattr(unsent_form, "HOURS", -1)
    assert log_in(client, page).status_code == 302


def test_a_password_is_never_kept(client, clerk):
    answer = client.post(reverse("password_change"), {"old_password": PASSWORD})
    assert answer.status_code == 302
    assert Controls(answer.content.decode()).sent == {}
