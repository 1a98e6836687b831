"""A real browser, the system's Chromium, on a real server."""

import shutil
from contextlib import contextmanager

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from council.models import CouncilSession
from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.models import ClosedDay, Department, Division, Import, Role, User
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from reports import sample
from reports.models import PublicNotice, Training, Wording
from tests import factories
from tests.thawed import take_editions_out

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

ENTERED = (
    UseNotice,
    CouncilSession,
    ReviewRequest,
    DisclosureRequest,
    BusinessNotice,
    Business,
    PublicNotice,
    Training,
    Wording,
    ClosedDay,
    Session,
    AccessAttempt,
    Import,
    User,
    Division,
    Department,
)


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A real server with the sample, which is taken out again after the module.

    Not pytest-django's: that one empties every table after each test, the law's included.
    """
    began = timezone.now()
    with django_db_blocker.unblock():
        sample.load()
        server = LiveServer("localhost")
        server.keys = {person.username: session_key(person) for person in people()}
        yield server
        server.stop()
        take_everything_out(began)


def people():
    """One person a role; the clerk works in a division that has requests, notices and uses."""
    division = Division.objects.get(name="介護保険課")
    yield factories.user("clerk", division=division)
    yield factories.user("office", Role.OFFICE)
    yield factories.user("approver", Role.APPROVER)


def session_key(person):
    """Log the person in; return the key of the session."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def take_everything_out(since):
    """Leave the law and its history alone in the database, as they were found."""
    take_editions_out()
    for model in ENTERED:
        model.objects.all().delete()
    histories = [model for model in apps.get_models() if model.__name__.startswith("Historical")]
    for model in sorted(histories, key=lambda model: hasattr(model, "history_date")):
        day = "history_date" if hasattr(model, "history_date") else "history__history_date"
        model.objects.filter(**{f"{day}__gte": since}).delete()


@pytest.fixture(scope="module")
def chromium(server):
    """The browser. It starts after the server and ends before it.

    While Playwright's loop runs, Django keeps this thread's database connections apart.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


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
