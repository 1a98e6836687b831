"""A form is open in one tab, and somebody logs in again in the other: nothing typed is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kurume_privacy.models import Role
from tests import factories

pytestmark = pytest.mark.browser

NAME = "tabio"
PASSWORD = "hibari no su 2021"  # noqa: S105
SESSION = "/desk/council/new/"
# What a page's form holds, of whatever can be typed, chosen or ticked: [[name, value], …]; the
# script gives the rows their order when they are sent.
TYPED = """form => [...new FormData(form)].filter(([name]) =>
    form.elements[name]?.type !== "hidden" && !name.endsWith("-ORDER"))"""


@pytest.fixture(autouse=True, scope="module")
def somebody(server, django_db_blocker):
    """A user of the office, with a password to type."""
    with django_db_blocker.unblock():
        person = factories.user(NAME, role=Role.OFFICE)
        person.set_password(PASSWORD)
        person.save()


def log_in(page):
    page.goto("/desk/login/")
    page.get_by_label("ユーザー名").fill(NAME)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    expect(page).to_have_url(re.compile("/desk/$"))


def log_in_again_in_another_tab(page):
    other = page.context.new_page()
    other.goto("/desk/")
    other.get_by_role("button", name="ログアウト").click()
    log_in(other)
    other.close()


def type_a_session(page):
    """Type a session with two meetings, a consultation with two points, and a briefing."""
    page.goto(SESSION)
    page.get_by_label("年度").fill("令和3年度")
    page.get_by_role("button", name="開催日・場所を追加する").click()
    for place, (day, room) in enumerate((("R3.5.20", "301会議室"), ("R3.6.3", "402会議室"))):
        control(page, f"meetings-{place}-held_on").fill(day)
        control(page, f"meetings-{place}-place").fill(room)
    control(page, "consultations-0-matter").fill("目的外利用について（二件）")
    for place, (label, matter) in enumerate((("①", "住民の台帳"), ("②", "税の台帳"))):
        page.get_by_role("button", name="細目を追加する").click()
        control(page, f"consultations-0-points-{place}-label").fill(label)
        control(page, f"consultations-0-points-{place}-matter").fill(matter)
    control(page, "briefings-0-matter").fill("令和2年度の運用状況について")


def control(page, name):
    return page.locator(f'[name="{name}"]')


def typed(page):
    return sorted(page.locator("#record-form").evaluate(TYPED))


def test_a_session_of_the_council_comes_back_with_all_its_rows(page):
    log_in(page)
    type_a_session(page)
    before = typed(page)
    assert len([value for _, value in before if value]) > 10
    log_in_again_in_another_tab(page)
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.get_by_text("まだ保存していません。入力した内容は残っています。")).to_be_visible()
    assert typed(page) == before
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_saved_when_it_is_sent_again(desk_page):
    desk_page.context.clear_cookies()
    log_in(desk_page)
    type_a_session(desk_page)
    log_in_again_in_another_tab(desk_page)
    desk_page.get_by_role("button", name="保存する", exact=True).click()
    expect(desk_page.get_by_text("まだ保存していません。")).to_be_visible()
    desk_page.get_by_role("button", name="保存する", exact=True).click()
    expect(desk_page).to_have_url(re.compile(r"/desk/council/\d+/"))
    facts = desk_page.get_by_role("main")
    for said in ("301会議室", "402会議室", "住民の台帳", "税の台帳", "令和2年度の運用状況について"):
        expect(facts.get_by_text(said).first).to_be_visible()


def test_the_log_in_leads_on_where_somebody_came_in_by_another_tab(desk_page):
    desk_page.context.clear_cookies()
    desk_page.goto("/desk/login/")
    other = desk_page.context.new_page()
    log_in(other)
    desk_page.get_by_label("ユーザー名").fill(NAME)
    desk_page.get_by_label("パスワード").fill(PASSWORD)
    desk_page.get_by_role("button", name="ログイン").click()
    expect(desk_page).to_have_url(re.compile("/desk/$"))
