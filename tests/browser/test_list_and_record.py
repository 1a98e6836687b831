"""From a list to its records and back with the mouse; and the back key after saving."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FILTERED = "/desk/use-notices/?year=2021&kind=external_provision&sort=notified_on"


def heading(page):
    return page.get_by_role("heading", level=1)


def test_a_filtered_list_is_walked_through_mended_and_found_again(office_page):
    page = office_page
    page.goto(FILTERED)
    rows = page.locator("tbody th a")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    count = page.locator(".count").inner_text()
    rows.nth(0).click()
    expect(heading(page)).to_contain_text(f"第{first}号")
    expect(page.get_by_role("link", name="前の記録")).to_have_count(0)
    page.get_by_role("link", name="次の記録").click()
    expect(heading(page)).to_contain_text(f"第{second}号")
    page.get_by_role("link", name="変更する").click()
    page.get_by_label("提供先").fill("福岡県（照会）")
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.locator(".message-success")).to_contain_text(f"第{second}号")
    page.get_by_role("link", name="前の記録").click()
    expect(heading(page)).to_contain_text(f"第{first}号")
    page.get_by_role("link", name="一覧に戻る").click()
    assert page.url.endswith(FILTERED)
    assert page.locator(".count").inner_text() == count


def test_save_back_and_save_again_makes_one_record(desk_page):
    page = desk_page
    page.goto("/desk/publication/training/")
    before = page.locator(".count strong").inner_text()
    page.get_by_role("link", name="新しく登録する").click()
    page.get_by_label("実施月").fill("R3.9")
    page.get_by_label("内容").fill("窓口研修（個人情報）")
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.locator(".message-success")).to_be_visible()
    page.go_back()
    page.get_by_label("実施月").fill("R3.9")
    page.get_by_label("内容").fill("窓口研修（個人情報）")
    page.get_by_role("button", name="保存する", exact=True).click()
    page.goto("/desk/publication/training/")
    assert int(page.locator(".count strong").inner_text()) == int(before) + 1


def test_pressing_twice_makes_one_record(desk_page):
    page = desk_page
    page.goto("/desk/publication/training/new/")
    page.get_by_label("実施月").fill("R3.10")
    page.get_by_label("内容").fill("管理職研修（個人情報）")
    page.get_by_role("button", name="保存する", exact=True).dblclick()
    expect(heading(page)).to_contain_text("管理職研修")
    page.goto("/desk/publication/training/?q=管理職研修")
    expect(page.locator(".count strong")).to_have_text("1")
