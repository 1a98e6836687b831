"""A request from its receipt to the ruling on an appeal, one screen an event, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, opened
from tests.browser.keyboard import choose, fill, go, press

pytestmark = [pytest.mark.browser, pytest.mark.each_database]

SUBJECT = "介護給付費の記録"
# Every date is of the past, whenever this runs: 令和5年 is the first year under the Act.
COURSE = (
    ("補正を求めた", {"補正を求めた日": "R5.6.5"}, "補正中のため、期限は止まっています。"),
    ("補正された", {"補正された日": "R5.6.9"}, "決定期限は令和5年7月5日（水）になります。"),
    (
        "延長",
        {"延長を通知した日": "R5.6.20", "延長の日数": "30", "延長の理由": "量が多いため"},
        "決定期限は令和5年8月4日（金）になります。",
    ),
    ("決定", {"処理の区分": "全部開示", "決定日": "R5.7.31"}, "期限内の決定です。"),
    ("通知", {"通知日": "R5.7.31"}, ""),
    ("実施の申出", {"実施の申出の日": "R5.8.7"}, ""),
    ("実施", {"実施日": "R5.8.10"}, ""),
    ("審査請求", {"受付日": "R5.9.1"}, ""),
)
OF_APPEALS = (
    ("諮問", {"諮問日": "R5.9.20"}),
    ("答申", {"答申日": "R5.12.1", "答申の結果": "棄却"}),
)
CHOSEN = ("処理の区分", "答申の結果", "裁決")


@pytest.fixture
def clerk(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"], "clerk") as page:
        yield page


def receive(page, subject=SUBJECT):
    page.goto("/desk/")
    go(page, "開示等請求")
    go(page, "新しく登録する")
    expect(page.get_by_label("受付日")).to_be_focused()
    fill(page, "受付日", "R5.6.1")
    choose(page, "請求の種類", "開示")
    choose(page, "開示の方法", "閲覧")
    choose(page, "請求者の別", "本人")
    choose(page, "請求の方法", "窓口")
    fill(page, "請求に係る個人情報の内容", subject)
    expect(page.get_by_text("決定期限は令和5年7月3日（月）です。")).to_be_visible()
    go(page, "保存する")
    expect(page.locator(".message-success")).to_contain_text("開示等請求「")


def to_main(page):
    """Pass over the menu, where words of the same beginning stand."""
    page.keyboard.press("Tab")  # to the first link of the page, which leads there
    press(page, "本文へ")
    expect(page.locator("main")).to_be_focused()


def enter(page, event, typed, told=""):
    """Enter an event from the page of its record, the focus in its first field."""
    to_main(page)
    go(page, event)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{event}：")
    expect(page.get_by_label(next(iter(typed))).first).to_be_focused()
    for name, value in typed.items():
        (choose if name in CHOSEN else fill)(page, name, value)
    if told:
        expect(page.locator("[data-preview]")).to_contain_text(told)
    go(page, "保存する")
    expect(page.locator(".message-success")).to_contain_text(f"「{event}」を保存しました。")


def test_a_whole_course(clerk):
    receive(clerk)
    for event, typed, told in COURSE:
        enter(clerk, event, typed, told)
    expect(clerk.locator(".course")).to_contain_text("審査請求")
    for event, typed in OF_APPEALS:
        enter(clerk, event, typed)
    to_main(clerk)
    go(clerk, "裁決")
    choose(clerk, "裁決", "棄却")
    press(clerk, "今日")
    go(clerk, "保存する")
    expect(clerk.locator("main")).to_contain_text("終わっています。")


def test_from_a_row_of_the_list_and_back_to_it(clerk):
    receive(clerk, "居宅介護の記録")
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
