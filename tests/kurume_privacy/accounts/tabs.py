"""A browser with two tabs: in one a form is open, in the other somebody logs in again."""

import re

from django.test import Client
from django.urls import reverse

from tests.controls import Controls
from tests.desk import text

PASSWORD = "hibari no su 2021"  # noqa: S105
HERE = "http://testserver"


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
