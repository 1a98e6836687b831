"""The door of the desk in a real browser: with the keyboard alone, and with script off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kurume_privacy.models import Role
from tests import factories

pytestmark = pytest.mark.browser

NAME = "yoko"
PASSWORD = "hibari no su 2021"  # noqa: S105
LOG_IN, HOME, CHANGE = (re.compile(f"/desk/{end}$") for end in ("login/", "", "password/"))


@pytest.fixture(autouse=True, scope="module")
def somebody(server, django_db_blocker):
    """A user of the office, with a password to type."""
    with django_db_blocker.unblock():
        person = factories.user(NAME, role=Role.OFFICE)
        person.set_password(PASSWORD)
        person.save()


def type_in(page, *words):
    """Type the words, each in the next field, and send them; once the first field has the focus."""
    expect(page.locator("input:focus")).to_have_count(1)
    for word in words[:-1]:
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.type(words[-1])
    page.keyboard.press("Enter")


def come_in(page):
    page.goto("/desk/login/")
    type_in(page, NAME, PASSWORD)
    expect(page).to_have_url(HOME)


def axe_finds_nothing(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def nothing_sticks_out(page):
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_leads_in_and_out_and_back_shows_nothing(page):
    page.goto("/desk/password/")
    expect(page).to_have_url(re.compile("/desk/login/"))
    expect(page.get_by_label("ユーザー名")).to_be_focused()
    type_in(page, NAME, PASSWORD)
    expect(page).to_have_url(CHANGE)
    page.get_by_role("button", name="ログアウト").press("Enter")
    expect(page.get_by_role("status")).to_have_text("ログアウトしました。")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("職員のログイン")


def test_the_summary_is_focused_and_leads_to_the_field(page):
    page.goto("/desk/login/")
    type_in(page, NAME, "")
    expect(page).to_have_title(re.compile("^エラー: "))
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("ユーザー名")).to_have_value(NAME)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("パスワード")).to_be_focused()


def test_axe_finds_nothing_at_the_door(page):
    page.goto("/desk/login/")
    axe_finds_nothing(page)
    nothing_sticks_out(page)
    type_in(page, "", "")
    expect(page.locator(".error-summary")).to_be_focused()
    axe_finds_nothing(page)
    nothing_sticks_out(page)


def test_axe_finds_nothing_where_the_password_is_changed(page):
    come_in(page)
    page.goto("/desk/password/")
    axe_finds_nothing(page)
    nothing_sticks_out(page)
    type_in(page, "wrong", "1234", "12345")
    expect(page.locator(".error-summary")).to_be_focused()
    axe_finds_nothing(page)
    nothing_sticks_out(page)
    page.goto("/desk/password/done/")
    axe_finds_nothing(page)


def test_everything_works_without_script(chromium, server):
    context = chromium.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    come_in(page)
    page.goto("/desk/login/")
    expect(page).to_have_url(HOME)
    page.get_by_role("button", name="ログアウト").press("Enter")
    expect(page).to_have_url(LOG_IN)
    context.close()


def test_a_locked_door_is_as_readable(chromium, server):
    context = chromium.new_context(base_url=server.url, viewport={"width": 320, "height": 900})
    page = context.new_page()
    for _ in range(5):
        page.goto("/desk/login/")
        type_in(page, "somebody else", "wrong")
        expect(page).to_have_title(re.compile("^エラー: "))
    expect(page.get_by_role("heading", level=1)).to_have_text("ログインを止めています")
    axe_finds_nothing(page)
    nothing_sticks_out(page)
    page.get_by_role("link", name="ログインの画面へ").click()
    expect(page).to_have_url(LOG_IN)
    context.close()
