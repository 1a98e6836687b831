"""What the script of the desk makes quicker, in a real browser; and the same without it."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.browser

NOTICE, REQUEST = "/desk/registrations/notices/new/", "/desk/requests/new/?whole=on"
BUSINESS = "/desk/registrations/businesses/new/"
FORMER = "市長 総務部旧文書課（令和2年3月31日まで）"


@pytest.fixture(autouse=True, scope="module")
def former(server, django_db_blocker):
    """A division whose name ended, before the browser starts."""
    with django_db_blocker.unblock():
        factories.division("旧文書課", valid_until=date(2020, 3, 31))


def save(page):
    page.get_by_role("button", name="保存する", exact=True).click()


def type_date(page, label, typed, echoed):
    """Type a date and wait for its echo."""
    page.get_by_label(label).first.fill(typed)
    page.keyboard.press("Tab")
    expect(page.get_by_text(echoed)).to_be_visible()


def option(page, label):
    """Return the option of this label, which is no box on the page until its list opens."""
    return page.locator("option", has_text=label)


def choose(select, label):
    """Choose the option of this label that is offered; another law may have one of the same."""
    offered = select.locator("option:not([disabled])", has_text=re.compile(f"^{label}$"))
    select.select_option(offered.first.get_attribute("value"))


# Dates


def test_a_date_is_echoed_in_both_calendars(office_page):
    office_page.goto(NOTICE)
    type_date(office_page, "届出日", "Ｒ３．４．２０", "令和3年4月20日（2021年4月20日 火曜日）")
    office_page.get_by_label("届出日").fill("令和3年2月30日")
    office_page.keyboard.press("Tab")
    expect(office_page.locator("output").first).to_be_empty()


# Errors


def test_the_summary_leads_to_the_control(office_page):
    office_page.goto(NOTICE)
    save(office_page)
    expect(office_page.locator(".error-summary")).to_be_focused()
    office_page.get_by_role("link", name=re.compile("^登録区分：")).press("Enter")
    expect(office_page.get_by_label("登録区分")).to_be_focused()


def test_the_summary_leads_to_the_first_of_a_group_of_choices(desk_page):
    desk_page.goto(REQUEST)
    type_date(desk_page, "受付日", "R3.4.20", "令和3年4月20日（")
    choose(desk_page.get_by_label("請求の種類"), "開示")
    choose(desk_page.get_by_label("開示の方法"), "閲覧")
    choose(desk_page.get_by_label("処理の区分"), "一部承諾")
    desk_page.get_by_label("決定日").fill("R3.4.30")
    save(desk_page)
    desk_page.locator(".error-summary a[href$=clauses]").press("Enter")
    expect(desk_page.get_by_role("checkbox").first).to_be_focused()


# Divisions


def test_agency_department_and_division_narrow_each_other(office_page):
    office_page.goto(NOTICE)
    office_page.get_by_label("実施機関（所管課を絞り込む）").select_option("教育委員会")
    expect(option(office_page, "市長 総務部情報政策課")).to_have_attribute("disabled", "")
    expect(option(office_page, "教育部").first).not_to_have_attribute("disabled", "")
    office_page.get_by_label("実施機関（所管課を絞り込む）").select_option("すべて")
    office_page.get_by_label("部局（所管課を絞り込む）").select_option("総務部")
    expect(option(office_page, "市長 総務部情報政策課")).not_to_have_attribute("disabled", "")
    expect(option(office_page, "介護保険課")).to_have_attribute("disabled", "")


def test_what_narrows_the_divisions_stands_side_by_side(desk_page):
    desk_page.goto(NOTICE)
    agency = desk_page.get_by_label("実施機関（所管課を絞り込む）").bounding_box()
    department = desk_page.get_by_label("部局（所管課を絞り込む）").bounding_box()
    assert department["y"] == agency["y"]
    assert department["x"] > agency["x"] + agency["width"]


def test_a_choice_that_no_longer_fits_comes_back_when_it_does(desk_page):
    desk_page.goto(NOTICE)
    division = desk_page.get_by_label("届出時の所管課")
    division.select_option("市長 総務部情報政策課")
    chosen = division.input_value()
    desk_page.get_by_label("実施機関（所管課を絞り込む）").select_option("教育委員会")
    expect(division).to_have_value("")
    desk_page.get_by_label("実施機関（所管課を絞り込む）").select_option("市長")
    expect(division).to_have_value(chosen)


def test_only_names_in_use_on_the_date_are_offered_and_a_chosen_one_stays(desk_page):
    desk_page.goto(NOTICE)
    type_date(desk_page, "届出日", "R3.4.20", "令和3年4月20日（")
    expect(option(desk_page, FORMER)).to_have_attribute("disabled", "")
    type_date(desk_page, "届出日", "R1.6.3", "令和元年6月3日（")
    desk_page.get_by_label("届出時の所管課").select_option(FORMER)
    chosen = desk_page.get_by_label("届出時の所管課").input_value()
    type_date(desk_page, "届出日", "R3.4.20", "令和3年4月20日（")
    expect(desk_page.get_by_text("入力した日や所管課には使われていません")).to_be_visible()
    expect(desk_page.get_by_label("届出時の所管課")).to_have_value(chosen)


def test_what_was_chosen_before_the_date_was_read_becomes_that_of_its_law(desk_page):
    asked = []
    desk_page.route("**/desk/date/**", lambda route: asked.append(route))
    desk_page.goto(REQUEST)
    desk_page.get_by_label("受付日").fill("R3.4.20")
    desk_page.keyboard.press("Tab")
    kind, method = desk_page.get_by_label("請求の種類"), desk_page.get_by_label("開示の方法")
    choose(kind, "開示")
    choose(method, "閲覧")
    law = "select => select.selectedOptions[0].parentElement.label"
    assert kind.evaluate(law) == "個人情報の保護に関する法律"
    while not asked:
        desk_page.wait_for_timeout(20)
    asked.pop().continue_()
    expect(desk_page.get_by_text("令和3年4月20日（2021年4月20日 火曜日）")).to_be_visible()
    assert kind.evaluate(law) == "久留米市個人情報保護条例"
    assert method.evaluate("select => select.selectedOptions[0].text") == "閲覧"


def test_a_ground_chosen_before_the_date_is_read_becomes_that_days_too(desk_page):
    """Its text goes on with the article, which is another in each law."""
    asked = []
    desk_page.route("**/desk/date/**", lambda route: asked.append(route))
    desk_page.goto("/desk/use-notices/new/")
    desk_page.get_by_label("届出日").fill("R3.6.1")
    desk_page.keyboard.press("Tab")
    desk_page.get_by_label("区分").select_option("外部提供")
    ground = desk_page.get_by_label("根拠")
    ground.select_option(label="法令（法第69条第1項）")
    while not asked:
        desk_page.wait_for_timeout(20)
    asked.pop().continue_()
    expect(desk_page.get_by_text("令和3年6月1日（2021年6月1日 火曜日）")).to_be_visible()
    expect(ground.locator("option:checked")).to_have_text("法令（条例第9条第3項第2号）")


@pytest.mark.parametrize("ledger", ["registrations/notices", "requests"])
def test_the_filters_of_a_list_narrow_each_other(office_page, ledger):
    office_page.goto(f"/desk/{ledger}/")
    office_page.get_by_text("絞り込む", exact=True).click()
    office_page.get_by_label("実施機関").select_option("教育委員会")
    expect(option(office_page, "市長 総務部情報政策課")).to_have_attribute("disabled", "")
    expect(option(office_page, "教育部").first).not_to_have_attribute("disabled", "")
    expect(option(office_page, "教育委員会 教育部").first).not_to_have_attribute("disabled", "")
    office_page.get_by_role("button", name="この条件で表示する").click()
    expect(office_page).to_have_url(re.compile(r"agency=\d"))


# Choices that depend on others


def test_method_outcome_and_clauses_appear_as_the_kind_asks(office_page):
    office_page.goto(REQUEST)
    type_date(office_page, "受付日", "R3.4.20", "令和3年4月20日（")
    kind, method = office_page.get_by_label("請求の種類"), office_page.get_by_label("開示の方法")
    expect(method).to_be_hidden()
    choose(kind, "開示")
    choose(method, "閲覧")
    chosen = method.input_value()
    choose(kind, "訂正")
    expect(method).to_be_hidden()
    choose(kind, "開示")
    expect(method).to_have_value(chosen)
    expect(office_page.get_by_role("checkbox")).to_have_count(0)
    choose(office_page.get_by_label("処理の区分"), "一部承諾")
    expect(office_page.get_by_role("checkbox").first).to_be_visible()
    expect(office_page.get_by_label("実施日")).to_be_visible()
    choose(office_page.get_by_label("処理の区分"), "拒否")
    expect(office_page.get_by_label("実施日")).to_be_hidden()


@pytest.mark.parametrize(
    ("law", "others", "partly"),
    [("久留米市個人情報保護条例", "個人情報の保護に関する法律", "一部承諾"),
     ("個人情報の保護に関する法律", "久留米市個人情報保護条例", "部分開示")],
)  # fmt: skip
def test_only_outcomes_and_clauses_of_the_kinds_own_law_are_offered(desk_page, law, others, partly):
    desk_page.goto(REQUEST)
    kinds = desk_page.get_by_label("請求の種類").locator(f"optgroup[label='{law}'] option")
    desk_page.get_by_label("請求の種類").select_option(kinds.first.get_attribute("value"))
    outcomes = desk_page.get_by_label("処理の区分")
    offered = "optgroup[label='{}'] option:not([disabled])"
    expect(outcomes.locator(offered.format(others))).to_have_count(0)
    expect(outcomes.locator(offered.format(law))).not_to_have_count(0)
    choose(outcomes, partly)
    expect(desk_page.get_by_role("group", name=law, exact=True)).to_be_visible()
    expect(desk_page.get_by_role("group", name=others, exact=True)).to_be_hidden()


def test_without_script_the_clauses_stand_under_the_name_of_their_law(plain_page):
    plain_page.goto(REQUEST)
    for law in ("久留米市個人情報保護条例", "個人情報の保護に関する法律"):
        assert plain_page.get_by_role("group", name=law, exact=True).count() > 0
        assert plain_page.locator(f"select[name=kind] optgroup[label='{law}']").count() == 1


def test_what_speaks_against_an_opinion_is_said_once_it_is_chosen(desk_page):
    desk_page.goto("/desk/use-notices/new/")
    select = desk_page.get_by_label("審議会の答申", exact=True)
    doubted = select.locator("option[data-doubt]").first
    sentence, said = doubted.get_attribute("data-doubt"), desk_page.locator("[data-doubt-said]")
    expect(said).to_have_count(0)
    select.select_option(doubted.get_attribute("value"))
    expect(said).to_have_text(sentence)
    select.select_option("")
    expect(said).to_have_text("")


def test_a_meeting_in_writing_is_asked_for_no_place(desk_page):
    desk_page.goto("/desk/council/new/")
    manner, place = desk_page.get_by_label("開催方法"), desk_page.get_by_label("場所", exact=True)
    manner.select_option("書面決議")
    expect(place).to_be_hidden()
    manner.select_option("オンライン会議")
    expect(place).to_be_visible()


def test_going_back_brings_back_what_was_chosen(desk_page):
    desk_page.goto(REQUEST)
    type_date(desk_page, "受付日", "R6.5.13", "令和6年5月13日（2024年5月13日 月曜日）")
    choose(desk_page.get_by_label("請求の種類"), "開示")
    choose(desk_page.get_by_label("開示の方法"), "写しの交付")
    desk_page.once("dialog", lambda dialog: dialog.accept())
    desk_page.get_by_role("link", name="保存せずに戻る").click()
    expect(desk_page).to_have_url(re.compile("/requests/$"))
    desk_page.go_back()
    method = desk_page.get_by_label("開示の方法")
    expect(method.locator("option:checked")).to_have_text("写しの交付")


# Wherever something is wrong, open or gone


def axe_finds_nothing(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("address", [NOTICE, REQUEST])
def test_axe_finds_nothing_in_a_form_with_errors(office_page, address):
    office_page.goto(address)
    save(office_page)
    expect(office_page.locator(".error-summary")).to_be_focused()
    axe_finds_nothing(office_page)


def test_axe_finds_nothing_in_a_filtered_list(office_page):
    office_page.goto("/desk/requests/?year=2021&sort=-received_on")
    axe_finds_nothing(office_page)


# Without script


def test_a_record_is_entered_changed_and_deleted_without_script(plain_page):
    plain_page.goto(BUSINESS)
    plain_page.get_by_label("名称").fill("スクリプトなしの業務")
    plain_page.get_by_label("所管課").select_option("市長 総務部情報政策課")
    save(plain_page)
    expect(plain_page.get_by_text("を保存しました。")).to_be_visible()
    plain_page.get_by_role("link", name="変更する").click()
    plain_page.get_by_label("名称").fill("スクリプトなしで変えた業務")
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("変えた業務")
    plain_page.get_by_role("link", name="削除する").click()
    plain_page.get_by_label("削除の理由").fill("試し")
    plain_page.get_by_role("button", name="削除する").click()
    expect(plain_page.get_by_text("を削除しました。")).to_be_visible()
