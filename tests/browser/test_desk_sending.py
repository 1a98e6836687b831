"""Sending a form in a real browser: not by the Enter of a conversion, once, and never forgotten."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BUSINESS, REQUEST = "/desk/registrations/businesses/new/", "/desk/requests/new/"


def test_enter_during_conversion_of_kana_does_not_send(desk_page):
    desk_page.goto(BUSINESS)
    desk_page.get_by_label("名称").focus()
    keyboard = desk_page.context.new_cdp_session(desk_page)
    composed = {"text": "じんじ", "selectionStart": 3, "selectionEnd": 3}
    keyboard.send("Input.imeSetComposition", composed)
    desk_page.keyboard.press("Enter")
    keyboard.send("Input.insertText", {"text": "人事"})
    expect(desk_page.get_by_label("名称")).to_have_value("人事")
    expect(desk_page.locator(".error-summary")).to_have_count(0)
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator(".error-summary")).to_be_visible()


@pytest.mark.parametrize("telling", [{"isComposing": True}, {"keyCode": 229}])
def test_a_browser_tells_a_conversion_in_either_way(desk_page, telling):
    desk_page.goto(BUSINESS)
    prevented = desk_page.get_by_label("名称").evaluate(
        """(input, telling) => !input.dispatchEvent(new KeyboardEvent(
        "keydown", {key: "Enter", bubbles: true, cancelable: true, ...telling}))""",
        telling,
    )
    assert prevented


def test_a_second_click_sends_nothing_more(desk_page):
    sent = []
    desk_page.goto(BUSINESS)
    desk_page.get_by_label("名称").fill("二度押しの業務")
    desk_page.get_by_label("所管課", exact=False).last.select_option("市長 総務部情報政策課")
    desk_page.route("**/businesses/new/", lambda route: sent.append(route))  # no answer yet
    desk_page.get_by_role("button", name="保存する", exact=True).dblclick(delay=100)
    while not sent:
        desk_page.wait_for_timeout(20)
    assert len(sent) == 1
    sent.pop().continue_()
    expect(desk_page.get_by_text("を保存しました。")).to_be_visible()


@pytest.mark.parametrize("address", [BUSINESS, REQUEST])  # a request has a control named method
def test_what_is_under_way_is_not_sent_again(desk_page, address):
    desk_page.goto(address)
    prevented = desk_page.locator("#record-form").evaluate(
        """form => [1, 2].map(() => !form.dispatchEvent(
        new SubmitEvent("submit", {bubbles: true, cancelable: true})))"""
    )
    assert prevented == [False, True]


def test_leaving_with_unsaved_input_is_warned_about(desk_page):
    asked = []
    desk_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk_page.goto(BUSINESS)
    desk_page.get_by_role("link", name="保存せずに戻る").click()
    expect(desk_page).to_have_url(re.compile("/businesses/$"))
    assert asked == []
    desk_page.goto(BUSINESS)
    desk_page.get_by_label("名称").press_sequentially("書きかけ")
    desk_page.get_by_role("link", name="保存せずに戻る").click()
    expect(desk_page).to_have_url(re.compile("/businesses/$"))
    assert asked == ["beforeunload"]
