"""A reorganisation in a real browser: planned, looked at, and on its day a clerk goes on."""

from datetime import date

import pytest
from playwright.sync_api import expect

from kurume_privacy.models import Division
from tests import factories
from tests.browser.conftest import WIDTHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.each_database]

TODAY, DAY = date(2026, 12, 1), date(2027, 4, 1)
OLD, NEW = "健康福祉部介護保険課", "健康福祉部介護福祉課"
OPEN_CASE = "要介護認定の調査票"


@pytest.fixture(autouse=True, scope="module")
def open_case(server, django_db_blocker):
    """A request that the clerk's division has not answered yet."""
    with django_db_blocker.unblock():
        division = Division.objects.get(name="介護保険課")
        factories.disclosure_request(
            division=division, received_on=date(2026, 11, 20), subject=OPEN_CASE
        )


@pytest.fixture
def clock(clock):
    """Begin on a day before the reorganisation."""
    clock(TODAY)
    return clock


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def go(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def becoming(page, division):
    """Return the fields of what a division becomes."""
    return page.get_by_role("group", name=f"「{division}」の変更後", exact=True)


def name_of(group):
    """Return the field of the name of the last division that one becomes."""
    return group.get_by_role("textbox", name="課", exact=True).last


def plan(page):
    """Rename one division, merge another into it, and split a third off from one that stays."""
    page.goto("/desk/")
    go(page, "組織の変更")
    go(page, "組織を変更する")
    page.get_by_label("施行日").fill("R9.4.1")
    page.get_by_label("件名").fill("令和9年度の組織改編")
    for name in ("介護保険課", "長寿支援課", "市民課"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    press(page, "次へ：変更後の名称を入力する")
    heading(page, "変更後の名称")
    for division in (OLD, "健康福祉部長寿支援課"):
        becoming(page, division).get_by_role("textbox", name="課", exact=True).last.fill(
            "介護福祉課"
        )
    residents = becoming(page, "市民文化部市民課")
    residents.get_by_role("button", name="変更後の課を追加する").click()
    name_of(residents).fill("窓口課")
    press(page, "次へ：内容を確かめる")
    heading(page, "組織の変更の確認")


@pytest.fixture
def draft(chromium, server):
    """What the draft of a year of old says."""

    def read():
        with opened(chromium, server, WIDTHS["desktop"], "office") as page:
            page.goto("/desk/reports/2021/")
            return page.locator("main").inner_text()

    return read


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_what_is_planned_is_seen_before_it_is_done(chromium, server, clock, width):
    with opened(chromium, server, width, "admin") as page:
        plan(page)
        main = page.locator("main")
        merged = f"「健康福祉部長寿支援課」と「{OLD}」は、「{NEW}」に統合します。"
        expect(main).to_contain_text(merged)
        expect(main).to_contain_text("「市民文化部市民課」から「市民文化部窓口課」を分けます。")
        expect(page.get_by_role("row", name=f"clerk 入力担当 {OLD} {NEW}")).to_be_visible()
        expect(main).to_contain_text("うち処理中1件")
        press(page, "入力に戻る")
        expect(
            becoming(page, OLD).get_by_role("textbox", name="課", exact=True).last
        ).to_have_value("介護福祉課")


def test_a_clerk_finishes_an_open_case_of_the_former_division(chromium, server, clock, draft):
    before = draft()
    with opened(chromium, server, WIDTHS["desktop"], "admin") as page:
        plan(page)
        press(page, "この内容で登録する")
        heading(page, "組織の変更「令和9年度の組織改編」")
        expect(page.locator(".facts")).to_contain_text("予定")
    with opened(chromium, server, WIDTHS["desktop"], "clerk") as page:
        page.goto("/desk/")
        expect(page.locator(".desk-role")).to_contain_text(OLD)
        clock(DAY)
        page.goto(f"/desk/requests/?q={OPEN_CASE}")
        expect(page.locator(".desk-role")).to_contain_text(NEW)
        page.get_by_role("row").nth(1).get_by_role("link").first.click()
        expect(page.locator("main")).to_contain_text(f"今は「{NEW}」です。")
        go(page, "決定")
        page.get_by_label("処理の区分").select_option(label="全部開示")
        page.get_by_label("決定日").fill("R8.12.10")
        press(page, "保存する")
        expect(page.locator(".message-success")).to_be_visible()
        expect(page.locator("main")).to_contain_text("全部開示")
        page.goto("/desk/requests/new/")
        offered = page.get_by_label("所管課")
        expect(offered.locator("option:checked")).to_have_text(f"市長 {NEW}")
        expect(offered.locator("option", has_text="介護保険課")).to_have_count(1)
    assert draft() == before
