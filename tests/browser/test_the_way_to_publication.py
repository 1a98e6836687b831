"""From draft to edition in a real browser: checked, asked, sent back, published, corrected."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from disclosure.models import DisclosureRequest
from kurume_privacy.models import DisclosureMethod
from tests.browser import publication
from tests.browser.conftest import WIDTHS, opened

pytestmark = pytest.mark.browser
DRAFT = "/desk/reports/2021/"


@pytest.fixture
def office(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"], "office") as page:
        yield page


@pytest.fixture
def approver(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"], "approver") as page:
        yield page


@pytest.fixture
def citizen(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"]) as page:
        yield page


def step(page, name, **typed):
    """Take a step with the draft of the year."""
    publication.step(page, DRAFT, name, **typed)


def explain_warnings(page):
    """Write a reason for every warning of the year that has none."""
    publication.explain_warnings(page, DRAFT)


def change_method(page, before, after):
    """Give the year's first request for disclosure by one method another one."""
    page.goto(f"/desk/requests/?year=2021&method={key_of(before)}&sort=number")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    page.get_by_role("link", name="全体を直す").click()
    page.get_by_label("開示の方法").select_option(str(key_of(after)))
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.locator(".message-success")).to_be_visible()


KEYS = {}
# What one request by another method changes: row, column, wrong, right.
CHANGED = [
    ["開示／閲覧", "請求件数", "38", "39"],
    ["開示／閲覧", "処理の内訳／承諾", "35", "36"],
    ["開示／写しの交付", "請求件数", "92", "91"],
    ["開示／写しの交付", "処理の内訳／承諾", "41", "40"],
]


@pytest.fixture(autouse=True, scope="module")
def methods(server, django_db_blocker):
    """The keys of the methods, read before the browser starts."""
    with django_db_blocker.unblock():
        used = DisclosureRequest.objects.filter(year=2021).values("method")
        rows = DisclosureMethod.objects.filter(pk__in=used.order_by())
        KEYS.update(rows.values_list("name", "pk"))


def key_of(name):
    return KEYS[name]


# The same, the other way round.
CHANGED_BACK = [[*place, right, wrong] for *place, wrong, right in CHANGED]


def table_of(part):
    """Return the cells of a 正誤表 beside the place, a list a row."""
    rows = part.locator(".correction-table tbody tr")
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def marked(part):
    """Return the same, where each cell that is a number is marked whole as wrong or as right."""
    cells = table_of(part)
    numbers = [[*cell[2:]] for cell in cells if cell[0] != "―"]
    taken, put = (
        part.locator(f"td > {mark}:only-child").all_inner_texts() for mark in ("del", "ins")
    )
    assert [list(pair) for pair in zip(taken, put, strict=True)][-len(numbers) :] == numbers
    return cells


def differences(page, path):
    """Return the cells of what differs from the last edition, as a page on the way shows it."""
    page.goto(f"{DRAFT}{path}")
    part = page.locator("#differences")
    expect(part).to_contain_text(f"正誤表とともに公表される訂正の理由：{WHY}")
    fits_and_is_accessible(page)
    return marked(part)


def fits_and_is_accessible(page):
    """Assert of the page as it is now that axe finds nothing and nothing sticks out."""
    for width in reversed(WIDTHS.values()):
        page.set_viewport_size({"width": width, "height": 900})
        axe = Axe().run(page)
        assert axe.violations_count == 0, axe.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_is_published_and_corrected(office, approver, citizen):
    citizen.goto("/")
    expect(citizen.locator("main")).not_to_contain_text("令和３年度の運用状況")

    office.goto(DRAFT)
    expect(office.locator("[aria-current=step]")).to_contain_text("作成中")
    office.locator("a.counted", has_text="４８").first.click()
    expect(office.locator(".count")).to_contain_text("48件")
    explain_warnings(office)
    step(office, "確認を依頼する")
    expect(office.locator("[aria-current=step]")).to_contain_text("確認依頼")

    step(approver, "差し戻す", 理由="閲覧の件数を確かめてください。")
    expect(approver.locator("[aria-current=step]")).to_contain_text("作成中")
    for page in ("/desk/", "/desk/reports/", DRAFT):
        office.goto(page)
        expect(office.locator("main")).to_contain_text("差し戻しました。")
        expect(office.locator("main")).to_contain_text("理由：閲覧の件数を確かめてください。")
    change_method(office, "閲覧", "写しの交付")
    explain_warnings(office)
    step(office, "確認を依頼する")
    step(office, "依頼を取り消す")
    expect(office.locator("[aria-current=step]")).to_contain_text("作成中")
    step(office, "確認を依頼する")

    approver.goto(f"{DRAFT}approve/")
    since = approver.locator("#since-returned")
    expect(since).to_contain_text("理由：閲覧の件数を確かめてください。")
    assert [cells for cells in marked(since) if cells[0] != "―"] == CHANGED_BACK

    step(approver, "承認する")
    step(approver, "公表する", 告示番号="200", 公表日="R4.6.1")
    expect(approver.locator(".message-success")).to_contain_text("公表しました")
    citizen.goto("/reports/2021/")
    expect(citizen.locator("main")).to_contain_text("閲覧３８件、写しの交付９２件")
    expect(citizen.locator("main")).to_contain_text("第２００号")


WHY = "閲覧の１件を写しの交付に誤って数えていました。"


def test_a_correction_is_seen_at_every_step_before_it_is_published(office, approver, citizen):
    step(approver, "再開する", 理由=WHY)
    expect(approver.locator("#differences")).to_contain_text("第1版と違いがありません。")
    change_method(office, "写しの交付", "閲覧")
    explain_warnings(office)
    seen = [differences(office, page) for page in ("", "checks/", "ask/")]
    step(office, "確認を依頼する")
    seen += [differences(approver, page) for page in ("", "approve/")]
    step(approver, "承認する")
    seen += [differences(approver, "publish/")]
    expect(approver.get_by_role("heading", level=1)).to_have_text(
        "令和3年度の報告書（第2版）の公表"
    )
    expect(approver.locator("main")).to_contain_text("この内容を第2版として公表します。")
    step(approver, "公表する", 告示番号="210", 公表日="R4.7.1")
    expect(approver.locator(".message-success")).to_contain_text("第2版を公表しました")

    citizen.goto("/reports/2021/")
    cells = table_of(citizen)
    assert seen == [cells] * 6
    assert [changed for changed in cells if changed[0] != "―"] == CHANGED
    (prose,) = [changed for changed in cells if changed[0] == "―"]
    assert "閲覧38件、写しの交付92件" in prose[2]
    assert "閲覧39件、写しの交付91件" in prose[3]
    citizen.goto("/reports/2021/editions/1/")
    expect(citizen.locator("main")).to_contain_text("閲覧３８件、写しの交付９２件")
    expect(citizen.locator("main")).to_contain_text("第２版")


def test_a_record_of_a_closed_year_says_so(office):
    office.goto("/desk/requests/?year=2021")
    office.get_by_role("row").nth(1).get_by_role("link").first.click()
    closed = office.locator(".closed")
    expect(closed).to_contain_text("までを数えた報告書が締め切られています")
    expect(closed).to_contain_text("受付の内容と番号は、変更できません。")
    expect(office.get_by_role("link", name="削除する")).to_have_count(0)
