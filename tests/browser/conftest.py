"""A real browser, the system's Chromium, on a real server."""

import shutil

import pytest
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from council.models import CouncilSession
from disclosure.models import DisclosureRequest
from kurume_privacy.models import Department, Division
from outside_use.models import UseNotice
from registrations.models import Business, BusinessNotice
from reports import sample
from reports.models import PublicNotice, Training, Wording

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


ENTERED = (
    UseNotice,
    CouncilSession,
    DisclosureRequest,
    BusinessNotice,
    Business,
    PublicNotice,
    Training,
    Wording,
    Division,
    Department,
)


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A real server with the sample, which is taken out again after the module.

    Not pytest-django's: that one empties every table after each test, the law's included.
    """
    with django_db_blocker.unblock():
        sample.load()
        server = LiveServer("localhost")
        yield server
        server.stop()
        for model in ENTERED:
            model.objects.all().delete()


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
    size = {"width": WIDTHS[request.param], "height": 900}
    context = chromium.new_context(base_url=server.url, viewport=size, locale="ja-JP")
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
