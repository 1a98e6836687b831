"""The office's own wording in a real browser: the sentence of today, names put in, what it says."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS

pytestmark = pytest.mark.browser
NEW = "/desk/publication/wordings/new/"
NOTICES = "3 目的外利用・外部提供の届出状況"


def text_of(page):
    return page.get_by_role("textbox", name="文")


def shown(page):
    return page.locator(".wording-preview")


def chosen(page, paragraph=NOTICES):
    page.goto(NEW)
    page.get_by_label("年度").fill("R3")
    page.get_by_label("段落").select_option(paragraph)


def test_from_the_draft_the_present_sentence_is_in_the_box(office_page):
    office_page.goto("/desk/reports/2021/")
    office_page.get_by_role("link", name="文を変える").first.click()
    expect(text_of(office_page)).to_have_value(
        "実施機関からの個人情報保管等に係る業務の届出件数は、下記のとおりです。令和3年度の件数は、"
        "登録が{登録}件、変更が{変更}件、廃止が{廃止}件となっています。"
    )
    expect(shown(office_page)).to_contain_text("登録が９件、変更が１件、廃止が０件")


def test_a_paragraph_that_is_chosen_brings_its_sentence_until_somebody_types(office_page):
    chosen(office_page)
    expect(text_of(office_page)).to_have_value(
        "令和3年度の目的外利用・外部提供の届出状況は、下記のとおりです。目的外利用が{目的外利用}件、外部提供が{外部提供}件となっています。"
    )
    office_page.get_by_label("段落").select_option("5 審議会の状況")
    council = "令和3年度は、情報公開・個人情報保護審議会を{開催回数}回開催しました。"
    expect(text_of(office_page)).to_have_value(council)
    text_of(office_page).fill("担当課の文")
    office_page.get_by_label("段落").select_option(NOTICES)
    expect(shown(office_page)).to_have_text("担当課の文")
    expect(text_of(office_page)).to_have_value("担当課の文")


def test_a_name_is_put_in_at_the_cursor_by_a_click(office_page):
    chosen(office_page)
    expect(shown(office_page)).to_contain_text("外部提供が４４８件")
    text_of(office_page).fill("外部提供は（）件。")
    text_of(office_page).evaluate("box => box.setSelectionRange(6, 6)")
    office_page.get_by_role("button", name="{外部提供}").click()
    expect(text_of(office_page)).to_have_value("外部提供は（{外部提供}）件。")
    expect(text_of(office_page)).to_be_focused()
    expect(shown(office_page)).to_have_text("外部提供は（４４８）件。")
    office_page.keyboard.type("余")
    expect(text_of(office_page)).to_have_value("外部提供は（{外部提供}余）件。")


def test_the_keyboard_alone_puts_names_in_and_shows_what_it_says(desk_page):
    chosen(desk_page)
    expect(shown(desk_page)).to_contain_text("４４８")
    text_of(desk_page).fill("")
    name = desk_page.get_by_role("button", name="{目的外利用}")
    name.focus()
    desk_page.keyboard.press("Enter")
    expect(text_of(desk_page)).to_have_value("{目的外利用}")
    desk_page.keyboard.type("件だけ")
    desk_page.get_by_role("button", name="表示を確認").press("Enter")
    expect(shown(desk_page)).to_have_text("１２件だけ")
    assert desk_page.url.endswith(NEW)


def test_what_it_says_stands_beside_the_text_where_there_is_room(office_page):
    chosen(office_page)
    expect(shown(office_page)).to_be_visible()
    form = office_page.locator("#record-form").bounding_box()
    beside = office_page.locator("[data-wording-beside]").bounding_box()
    if office_page.viewport_size["width"] == WIDTHS["desktop"]:
        assert beside["x"] >= form["x"] + form["width"]
        assert beside["y"] < form["y"] + form["height"]
    else:
        assert beside["y"] >= form["y"] + form["height"]
    assert (
        office_page.evaluate("document.documentElement.scrollWidth")
        <= (office_page.viewport_size["width"])
    )


def test_what_is_shown_is_saved(desk_page):
    chosen(desk_page)
    expect(shown(desk_page)).to_contain_text("４４８")
    text_of(desk_page).fill("外部提供は{外部提供}件だけです。")
    desk_page.get_by_role("button", name="保存する", exact=True).click()
    expect(desk_page.locator(".message-success")).to_contain_text("保存しました")
    desk_page.goto("/desk/reports/2021/")
    expect(desk_page.locator(".report-body")).to_contain_text("外部提供は４４８件だけです。")


def test_without_script_the_names_are_listed_and_the_button_brings_the_sentence(plain_page):
    chosen(plain_page, "5 審議会の状況")
    plain_page.get_by_role("button", name="表示を確認").click()
    expect(text_of(plain_page)).to_have_value(
        "令和3年度は、情報公開・個人情報保護審議会を{開催回数}回開催しました。"
    )
    expect(plain_page.locator("[data-wording-beside] code")).to_have_text("{開催回数}")
    expect(shown(plain_page)).to_contain_text("６回開催しました")
