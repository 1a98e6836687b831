"""The rows of a form in a real browser: added, moved, removed, brought back; script or none."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SESSION = "/desk/council/new/"


def save(page):
    page.get_by_role("button", name="保存する", exact=True).click()


def consultations(page):
    return page.locator("#rows-consultations > [data-row-list] > [data-row]")


def add_consultation(page, matter):
    page.get_by_role("button", name="諮問案件を追加する").click()
    expect(consultations(page).last.get_by_label("諮問事項")).to_be_focused()
    page.keyboard.type(matter)


def test_a_row_is_added_with_rows_of_its_own(office_page):
    office_page.goto(SESSION)
    add_consultation(office_page, "二番目の案件")
    row = consultations(office_page).nth(1)
    expect(row.locator("legend").first).to_have_text(re.compile(r"諮問案件\s*2"))
    row.get_by_role("button", name="細目を追加する").click()
    expect(row.get_by_label("記号")).to_be_focused()
    expect(row.get_by_label("記号")).to_have_attribute("name", "consultations-1-points-0-label")


def test_rows_are_added_moved_removed_brought_back_and_saved(desk_page):
    desk_page.goto(SESSION)
    desk_page.get_by_label("年度").fill("R3")
    desk_page.get_by_label("開催日").first.fill("R3.5.20")
    desk_page.get_by_label("場所", exact=True).fill("３０１会議室")
    desk_page.get_by_label("諮問事項").fill("初めの案件")
    add_consultation(desk_page, "次の案件")
    add_consultation(desk_page, "要らない案件")
    consultations(desk_page).nth(2).get_by_role("button", name="削除").last.click()
    expect(desk_page.get_by_text("諮問案件 3は、保存すると削除されます。")).to_be_visible()
    expect(desk_page.get_by_role("button", name="元に戻す")).to_be_focused()
    desk_page.keyboard.press("Enter")
    expect(consultations(desk_page).nth(2).get_by_label("諮問事項")).to_be_focused()
    consultations(desk_page).nth(2).get_by_role("button", name="削除").last.click()
    up = consultations(desk_page).nth(1).get_by_role("button", name="上へ").last
    up.focus()
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator("[data-said]")).to_have_text("諮問案件 1になりました。")
    expect(consultations(desk_page).first.get_by_role("button", name="上へ").last).to_be_focused()
    save(desk_page)
    expect(desk_page).to_have_url(re.compile(r"/desk/council/\d+/$"))
    desk_page.get_by_role("link", name="変更する").click()
    expect(consultations(desk_page)).to_have_count(2)
    expect(consultations(desk_page).first.get_by_label("諮問事項")).to_have_value("次の案件")
    expect(consultations(desk_page).last.get_by_label("諮問事項")).to_have_value("初めの案件")


def test_moved_rows_stand_as_they_were_moved_when_the_form_comes_back(desk_page):
    desk_page.goto(SESSION)
    desk_page.get_by_label("諮問事項").fill("初めの案件")
    add_consultation(desk_page, "次の案件")
    consultations(desk_page).nth(1).get_by_role("button", name="上へ").last.click()
    add_consultation(desk_page, " ")
    save(desk_page)
    expect(desk_page.locator(".error-summary")).to_contain_text("諮問案件3 諮問事項：")
    expect(consultations(desk_page).first.get_by_label("諮問事項")).to_have_value("次の案件")
    desk_page.locator(".error-summary a", has_text="諮問案件3").click()
    expect(consultations(desk_page).nth(2).get_by_label("諮問事項")).to_be_focused()


def test_axe_finds_nothing_in_rows_that_were_added_and_removed(office_page):
    office_page.goto(SESSION)
    add_consultation(office_page, "次の案件")
    consultations(office_page).nth(1).get_by_role("button", name="細目を追加する").click()
    consultations(office_page).first.get_by_role("button", name="削除").last.click()
    expect(office_page.get_by_text("保存すると削除されます。")).to_be_visible()
    found = Axe().run(office_page)
    assert found.violations_count == 0, found.generate_report()


def test_a_row_is_added_without_script(plain_page):
    plain_page.goto(SESSION)
    plain_page.get_by_label("諮問事項").fill("初めの案件")
    plain_page.get_by_role("button", name="諮問案件を追加する").click()
    expect(consultations(plain_page)).to_have_count(2)
    expect(consultations(plain_page).first.get_by_label("諮問事項")).to_have_value("初めの案件")
