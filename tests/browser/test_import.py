"""A workbook is taken in, in a real browser: errors, the marked file, mended, and the figure."""

import re

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS
from tests.browser.keyboard import go, press, walk_to

pytestmark = pytest.mark.browser

LIST, IMPORT = "/desk/use-notices/", "/desk/use-notices/import/"
HEADINGS = ("届出番号", "届出日", "区分", "所管課", "根拠", "提供先")
PROVIDED = "外部提供"


def notices(*rows):
    """Return notices of external provision: (number, day, recipient)."""
    return [
        (number, day, PROVIDED, "介護保険課", None, recipient) for number, day, recipient in rows
    ]


def save(path, rows):
    """Save a workbook as an office keeps it: a title above the headings."""
    book = openpyxl.Workbook()
    book.active.append(["令和３年度　外部提供の届出"])
    book.active.merge_cells("A1:F1")
    for cells in (HEADINGS, *rows):
        book.active.append(cells)
    book.save(path)
    return path


def choose(page, path, button="確かめる"):
    """Choose the file and send it by the keyboard."""
    page.get_by_label("取り込むファイル").set_input_files(path)
    go(page, button)


def fits(page):
    """Assert that the page is accessible and within its window."""
    axe = Axe().run(page)
    assert axe.violations_count == 0, axe.generate_report()
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def marks(sheet):
    """Return the marked cells of the records: those with a sentence."""
    return [cell for cells in sheet.iter_rows(min_row=3) for cell in cells if cell.comment]


def test_choose_see_the_errors_mend_take_in_and_find(desk_page, tmp_path):
    page = desk_page
    page.goto("/desk/reports/2021/")
    expect(page.locator("main")).to_contain_text("４４８件")

    page.goto(LIST)
    go(page, "Excelから取り込む")
    rows = notices(
        (901, "R3.6.31", "見本県"), (902, "令和３年７月１日", "見本県"), (903, "", "見本市")
    )
    choose(page, save(tmp_path / "届出.xlsx", rows))
    expect(page.get_by_role("alert")).to_contain_text("直すところが2か所あります")
    expect(page.get_by_role("alert")).to_contain_text("3行目「届出日」")
    expect(page.get_by_role("alert")).to_contain_text("5行目「届出日」")
    expect(page.get_by_role("button", name=re.compile("^取り込む（"))).to_have_count(0)

    walk_to(page, "誤りのあるセルに印を付けたファイルをダウンロードする")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "届出（確認）.xlsx"
    download.value.save_as(tmp_path / "届出（確認）.xlsx")
    book = openpyxl.load_workbook(tmp_path / "届出（確認）.xlsx")
    wrong = marks(book.active)
    assert [cell.coordinate for cell in wrong] == ["B3", "B5"]
    for cell in wrong:
        cell.value = "R3.6.30"
    book.save(tmp_path / "届出（確認）.xlsx")

    choose(page, tmp_path / "届出（確認）.xlsx", "直したファイルを確かめる")
    expect(page.locator("main")).to_contain_text("新規3件")
    go(page, "取り込む（新規3件）")
    expect(page.locator(".message-success")).to_contain_text("取り込みました（新規3件）")

    page.goto(f"{LIST}?year=2021&q=見本県")
    expect(page.locator(".count")).to_contain_text("2件")
    page.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.locator(".changes")).to_contain_text("取込み「届出（確認）.xlsx」")
    page.goto("/desk/reports/2021/")
    expect(page.locator("main")).to_contain_text("４５１件")


def test_the_same_file_again_changes_nothing(desk_page, tmp_path):
    rows = notices((911, "R3.8.2", "再取込県"))
    desk_page.goto(IMPORT)
    choose(desk_page, save(tmp_path / "届出.xlsx", rows))
    go(desk_page, "取り込む（新規1件）")
    desk_page.goto(IMPORT)
    choose(desk_page, tmp_path / "届出.xlsx")
    expect(desk_page.locator("main")).to_contain_text("取り込むものはありません")
    expect(desk_page.get_by_role("button", name=re.compile("^取り込む（"))).to_have_count(0)


def test_every_step_is_accessible_at_both_widths(office_page, tmp_path):
    wide = office_page.viewport_size["width"] == WIDTHS["desktop"]
    number = 921 if wide else 931  # the server is the same for both
    office_page.goto(IMPORT)
    fits(office_page)
    go(office_page, "確かめる")
    expect(office_page.locator(".error-summary")).to_contain_text("ファイルを選んでください。")
    fits(office_page)
    long = "とても長い名称の提供先" * 20
    wrong = notices((number, "いつか", "県"), (number + 1, "R3.9.1", long))
    choose(office_page, save(tmp_path / "誤り.xlsx", wrong))
    expect(office_page.get_by_role("alert")).to_contain_text("直すところが")
    fits(office_page)
    right = notices((number, "R3.9.1", "重複県"), (None, "R3.9.1", "重複県"))
    save(tmp_path / "重複.xlsx", right)
    choose(office_page, tmp_path / "重複.xlsx", "直したファイルを確かめる")
    fits(office_page)
    go(office_page, "取り込む（新規2件）")
    expect(office_page.locator(".error-summary")).to_contain_text("重複でないことを確かめて")
    fits(office_page)
    press(office_page, "重複かもしれない")  # the summary leads to the box
    office_page.keyboard.press("Space")
    go(office_page, "取り込む（新規2件）")
    expect(office_page.locator(".message-success")).to_contain_text("取り込みました（新規2件）")


def test_says_that_the_file_is_under_way(desk_page, tmp_path):
    path = save(tmp_path / "届出.xlsx", notices((961, "R3.12.1", "途中県")))
    desk_page.goto(IMPORT)
    desk_page.get_by_label("取り込むファイル").set_input_files(path)
    held = "addEventListener('submit', (event) => event.preventDefault())"  # as if never answered
    desk_page.evaluate(held)
    said = desk_page.locator("[data-sending]")
    expect(said).to_be_empty()
    desk_page.get_by_role("button", name="確かめる").click()
    expect(said).to_contain_text("ファイルを送って、確かめています。")


def test_without_script_too(plain_page, tmp_path):
    rows = notices((941, "R3.10.1", "台本なし県"))
    plain_page.goto(IMPORT)
    plain_page.get_by_label("取り込むファイル").set_input_files(save(tmp_path / "届出.xlsx", rows))
    plain_page.get_by_role("button", name="確かめる").click()
    plain_page.get_by_role("button", name="取り込む（新規1件）").click()
    expect(plain_page.locator(".message-success")).to_contain_text("取り込みました")


def test_a_file_that_is_set_aside_is_not_taken_in(desk_page, tmp_path):
    desk_page.goto(IMPORT)
    choose(desk_page, save(tmp_path / "やめる.xlsx", notices((951, "R3.11.1", "中止県"))))
    go(desk_page, "取り込まずにやめる")
    expect(desk_page.locator(".message-success")).to_contain_text("取り込まずにやめました")
    desk_page.goto(f"{LIST}?q=中止県")
    expect(desk_page.locator("main")).to_contain_text("条件に合う記録はありません")
