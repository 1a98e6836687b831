"""The public pages in a real browser, at desktop width and at 320 px."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.reports.seed import difference, published_lines

pytestmark = pytest.mark.browser

PAGES = ("/", "/reports/2021/", "/reports/2030/")


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(page, address):
    page.goto(address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", PAGES)
def test_nothing_sticks_out_of_the_window(page, address):
    page.goto(address)
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_reader_sees_is_what_was_published(page):
    page.goto(reverse("reports:report", args=[2021]))
    seen = page.locator("article").inner_text()
    found = difference(seen, published_lines())
    assert found == ([], []), f"\n{found}"


def test_the_keyboard_reaches_the_text_the_pdf_and_every_section(page):
    page.goto("/reports/2021/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ移動")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("PDFで開く")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#registrations$"))


def test_the_way_from_the_years_to_a_report_and_back(page):
    page.goto("/")
    page.get_by_role("link", name="令和３年度の運用状況").click()
    page.get_by_role("link", name="年度の一覧").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("個人情報保護制度の運用状況")
