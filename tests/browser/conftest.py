"""A real browser, the system's Chromium, on a real server."""

import shutil
from contextlib import contextmanager, nullcontext
from threading import Lock

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, modify_settings
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from kurume_privacy.models import Division, Role
from tests import factories

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync")
WIDTHS = {"desktop": 1280, "narrow": 320}
expect.set_options(timeout=20_000)  # ms; a busy machine is no fault of a page
# The browser reports every answer that is no success; a form shown again (422) is one.
EXPECTED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker, databases):
    """A real server with the sample, on a database of the module's own.

    Not pytest-django's: that one empties every table after each test, the law's included.
    """
    with django_db_blocker.unblock(), databases.copy("sample"):
        with one_at_a_time():
            server = LiveServer("localhost")
        server.keys = {person.username: session_key(person) for person in people()}
        yield server
        server.stop()


def one_at_a_time():
    """Let the requests of the server take turns where all have one connection, in memory."""
    if connection.vendor == "postgresql":
        return nullcontext()
    return modify_settings(MIDDLEWARE={"prepend": f"{__name__}.turns"})


def turns(get_response):
    """Answer one request after the other: a middleware."""
    turn = Lock()

    def answer(request):
        with turn:
            return get_response(request)

    return answer


def people():
    """One person a role; the clerk works in a division that has requests, notices and uses."""
    division = Division.objects.get(name="介護保険課")
    yield factories.user("clerk", division=division)
    yield factories.user("office", Role.OFFICE, division=division)
    yield factories.user("approver", Role.APPROVER, division=division)
    yield factories.user("admin", Role.ADMINISTRATOR, division=None)


def session_key(person):
    """Log the person in; return the key of the session."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def chromium(server):
    """The browser. It starts after the server and ends before it.

    While Playwright's loop runs, Django keeps this thread's database connections apart.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def clock(monkeypatch):
    """Set what day it is at the server, which runs in this process."""

    def set_to(day):
        monkeypatch.setattr(timezone, "localdate", lambda *zone: day)

    return set_to


@pytest.fixture(params=WIDTHS)
def page(request, chromium, server):
    """A new page on the server, at both widths; any complaint of the browser fails."""
    with opened(chromium, server, WIDTHS[request.param]) as page:
        yield page


@pytest.fixture(params=WIDTHS)
def clerk_page(request, chromium, server):
    """A page of the clerk of 介護保険課, who is logged in, at both widths."""
    with opened(chromium, server, WIDTHS[request.param], "clerk") as page:
        yield page


@pytest.fixture(params=WIDTHS)
def office_page(request, chromium, server):
    """A page of the office, who is logged in, at both widths."""
    with opened(chromium, server, WIDTHS[request.param], "office") as page:
        yield page


@pytest.fixture
def desk_page(chromium, server):
    """A page of the office at desktop width, for what does not depend on the width."""
    with opened(chromium, server, WIDTHS["desktop"], "office") as page:
        yield page


@pytest.fixture
def plain_page(chromium, server):
    """A page of the office in a browser without script."""
    with opened(chromium, server, WIDTHS["desktop"], "office", script=False) as page:
        yield page


@contextmanager
def opened(chromium, server, width, username=None, *, script=True):
    """Yield a new page on the server; any complaint of the browser fails."""
    size = {"width": width, "height": 900}
    context = chromium.new_context(
        base_url=server.url, viewport=size, locale="ja-JP", java_script_enabled=script
    )
    if username:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": server.keys[username]}
        context.add_cookies([cookie | {"url": server.url}])
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [text for text in complaints if EXPECTED not in text] == []
