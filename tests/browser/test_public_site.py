"""The public site in a real browser, at desktop width and at 320 px, with script and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reports.site.building import current_site
from tests.browser.conftest import WIDTHS, opened
from tests.reports.editions import CORRECTION, edition
from tests.reports.seed import difference, published_lines

pytestmark = pytest.mark.browser

SENTENCE = "令和３年度の請求件数は、１５２件となっています。"
PROSE = {"table": "", "row": "", "column": "", "wrong": SENTENCE, "right": SENTENCE}
NOT_THERE = ("reports/2019/", "reports/2021/editions/9/", "nothing/")


@pytest.fixture(scope="module")
def site(server, django_db_blocker):
    """The path of every page, with a corrected year and one under the Act."""
    with django_db_blocker.unblock():
        edition(2021, 1, whole=True)
        edition(2021, 2, whole=True, corrections=[CORRECTION, CORRECTION | PROSE])
        edition(2023, 1, whole=True)
        return [path for path in current_site() if not path or path.endswith("/")]


@pytest.fixture(params=WIDTHS)
def visitor(request, site, chromium, server):
    """A page of somebody who is not known, at both widths."""
    with opened(chromium, server, WIDTHS[request.param]) as page:
        yield page


def complaints_about(page):
    """Return what axe finds, and how far the page sticks out of its window."""
    axe = Axe().run(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [
        *([axe.generate_report()] if axe.violations_count else []),
        *([f"{width} px wide"] if width > page.viewport_size["width"] else []),
    ]


def test_axe_finds_nothing_on_any_page_and_nothing_sticks_out(visitor, site):
    found = {}
    for path in site:
        visitor.goto(f"/{path}")
        found[path] = complaints_about(visitor)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_published_is_said_on_a_page_as_good(site, chromium, server, width):
    page = chromium.new_page(
        base_url=server.url, viewport={"width": WIDTHS[width], "height": 900}, locale="ja-JP"
    )
    for path in NOT_THERE:
        assert page.goto(f"/{path}").status == 404
        assert complaints_about(page) == [], path
        assert page.locator("main a[href]").count() > 0
    page.close()


def test_no_page_needs_script(visitor, site, chromium, server):
    with opened(chromium, server, visitor.viewport_size["width"], script=False) as plain:
        for path in site:
            visitor.goto(f"/{path}")
            plain.goto(f"/{path}")
            seen = visitor.locator("body").inner_text()
            assert plain.locator("body").inner_text() == seen, path
            assert plain.locator("h1").count() == 1, path


def test_no_page_leaves_a_cookie(visitor, site):
    for path in site:
        visitor.goto(f"/{path}")
    assert visitor.context.cookies() == []


def test_what_a_reader_sees_is_what_was_published(visitor):
    visitor.goto("/reports/2021/")
    found = difference(visitor.locator("article").inner_text(), published_lines())
    assert found == ([], []), f"\n{found}"


def test_the_keyboard_reaches_the_text_the_pdf_and_every_section(visitor):
    visitor.goto("/reports/2023/")
    visitor.keyboard.press("Tab")
    expect(visitor.locator(":focus")).to_have_text("本文へ移動")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#main")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.locator(":focus")).to_contain_text("PDFで開く")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor).to_have_url(re.compile("#registrations$"))


def test_the_way_from_the_years_to_an_old_edition_and_back_to_the_current_one(visitor):
    visitor.goto("/")
    visitor.get_by_role("link", name="令和３年度の運用状況").click()
    visitor.get_by_role("link", name="訂正した箇所（正誤表）").click()
    expect(visitor.get_by_role("heading", name="正誤表")).to_be_in_viewport()
    visitor.get_by_role("link", name="第１版", exact=True).click()
    expect(visitor).to_have_url(re.compile("/reports/2021/editions/1/$"))
    expect(visitor.get_by_text("これは古い版です。")).to_be_visible()
    visitor.get_by_role("link", name="最新の版（第２版）を見る").click()
    expect(visitor).to_have_url(re.compile("/reports/2021/$"))
    visitor.get_by_role("navigation", name="公表のページ").get_by_text("年度の一覧").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("個人情報保護制度の運用状況")


def test_a_file_is_kept_under_its_own_name(visitor):
    visitor.goto("/reports/2021/")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="全ての表：Excel").click()
    assert download.value.suggested_filename == "kurume-privacy-2021-2.xlsx"


def test_the_comparison_draws_its_numbers(visitor):
    visitor.goto("/comparison/")
    drawn = visitor.get_by_role("img", name="開示などの請求：請求件数")
    expect(drawn).to_be_visible()
    assert drawn.locator("rect").count() == 2
    visitor.get_by_text("開示などの請求：請求件数を表で見る").click()
    expect(visitor.locator(".chart-table").first).to_contain_text("152")


def test_the_printed_page_is_the_report_without_the_frame(visitor):
    visitor.goto("/reports/2021/")
    visitor.emulate_media(media="print")
    expect(visitor.locator(".site-head")).to_be_hidden()
    expect(visitor.get_by_text("久留米市告示第２２１号").first).to_be_visible()
    expect(visitor.locator(".downloads")).to_be_hidden()
    expect(visitor.locator(".correction-table")).to_be_visible()
