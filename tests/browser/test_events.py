"""From the list to an event and back, by keyboard alone; and a receipt without script."""

import pytest
from playwright.sync_api import expect

from tests.browser import course
from tests.browser.conftest import WIDTHS, opened
from tests.browser.keyboard import choose, go, press

pytestmark = [pytest.mark.browser, pytest.mark.each_database]


@pytest.fixture
def clerk(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"], "clerk") as page:
        yield page


def test_from_a_row_of_the_list_and_back_to_it(clerk):
    clerk.goto("/desk/")
    go(clerk, "開示等請求")
    go(clerk, "新しく登録する")
    expect(clerk.get_by_label("受付日")).to_be_focused()
    asked = {"受付日": "R5.6.1", "請求の種類": "開示", "開示の方法": "閲覧"}
    course.take_in(clerk, "居宅介護の記録", **asked)
    course.save(clerk)
    clerk.goto("/desk/requests/?q=居宅介護の記録&state=received")
    go(clerk, clerk.get_by_role("link", name="決定：").first.get_attribute("aria-label"))
    choose(clerk, "処理の区分", "全部開示")
    press(clerk, "今日")
    go(clerk, "保存する")
    go(clerk, "一覧に戻る")
    assert "state=received" in clerk.url


def test_without_script_it_is_told_when_asked_for(chromium, server):
    with opened(chromium, server, WIDTHS["narrow"], "clerk", script=False) as page:
        page.goto("/desk/requests/new/")
        page.get_by_label("受付日").fill("R5.6.1")
        page.get_by_label("請求の種類").select_option(label="開示")
        page.get_by_role("button", name="期限を確かめる").click()
        expect(page.locator("[data-preview]")).to_have_text("決定期限は令和5年7月3日（月）です。")
        page.get_by_role("button", name="ほかの項目も入力する").click()
        expect(page.get_by_label("受付日")).to_have_value("R5.6.1")
        expect(page.get_by_label("処理の区分")).to_be_visible()
