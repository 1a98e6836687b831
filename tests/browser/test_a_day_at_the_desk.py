"""A day at the desk with the keyboard alone: the clerk enters, the office finds and counts."""

import re

import pytest
from playwright.sync_api import expect

from kurume_privacy.models import Division, Role
from tests import factories
from tests.browser.conftest import WIDTHS, opened
from tests.browser.keyboard import choose, fill, go, press, tick

pytestmark = [pytest.mark.browser, pytest.mark.each_database]

PASSWORD = "hibari no su 2021"  # noqa: S105


@pytest.fixture(autouse=True, scope="module")
def people(server, django_db_blocker):
    """A clerk and somebody of the office, with a password to type."""
    with django_db_blocker.unblock():
        for name, role in (("haruka", Role.CLERK), ("yoko", Role.OFFICE)):
            division = Division.objects.get(name="介護保険課") if role == Role.CLERK else None
            person = factories.user(name, role, division=division)
            person.set_password(PASSWORD)
            person.save()


@pytest.fixture
def fresh(chromium, server):
    """A page on which nobody has logged in."""
    with opened(chromium, server, WIDTHS["desktop"]) as page:
        yield page


@pytest.fixture
def office(chromium, server):
    """A page of the office."""
    with opened(chromium, server, WIDTHS["desktop"], "office") as page:
        yield page


def log_in(page, username):
    page.goto("/desk/")
    fill(page, "ユーザー名", username)
    fill(page, "パスワード", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ホーム")


def saved(page, name):
    expect(page.locator(".message-success")).to_contain_text(f"{name}「")


def test_a_request_with_a_partly_granting_disposition(fresh, office):
    log_in(fresh, "haruka")
    go(fresh, "開示等請求")
    go(fresh, "新しく登録する")
    expect(fresh.get_by_role("heading", level=1)).to_have_text("開示等請求の登録")
    fill(fresh, "受付日", "R3.4.20")
    choose(fresh, "請求の種類", "開示")
    choose(fresh, "開示の方法", "写しの交付")
    fill(fresh, "請求に係る個人情報の内容", "要介護認定の記録")
    go(fresh, "保存する")
    saved(fresh, "開示等請求")
    go(fresh, "決定")
    choose(fresh, "処理の区分", "一部承諾")
    fill(fresh, "決定日", "令和３年５月６日")
    tick(fresh, "第1号")
    tick(fresh, "第2号")
    go(fresh, "保存する")
    expect(fresh.locator(".message-success")).to_contain_text("「決定」を保存しました。")

    office.goto("/desk/requests/?q=要介護認定の記録")
    expect(office.locator(".count")).to_contain_text("1件")
    office.get_by_role("row").nth(1).get_by_role("link").click()
    expect(office.locator("main")).to_contain_text("一部承諾")
    office.goto("/desk/reports/2021/")
    expect(office.locator("main")).to_contain_text("１５３件")


def test_a_notice_of_a_business(fresh, office):
    log_in(fresh, "haruka")
    go(fresh, "個人情報業務")
    go(fresh, "新しく登録する")
    fill(fresh, "業務の名称", "見守り業務")
    go(fresh, "保存する")
    saved(fresh, "個人情報業務")
    go(fresh, "この業務の届出を登録する")
    expect(fresh.get_by_role("heading", level=1)).to_have_text("業務の届出の登録")
    fill(fresh, "届出日", "2021/5/10")
    choose(fresh, "登録区分", "開始")
    go(fresh, "保存して次を入力する")
    saved(fresh, "業務の届出")

    office.goto("/desk/registrations/notices/?year=2021&q=見守り業務")
    expect(office.locator(".count")).to_contain_text("1件")
    office.goto("/desk/reports/2021/")
    expect(office.locator("main")).to_contain_text("見守り業務")


def test_a_use_notice(fresh, office):
    log_in(fresh, "haruka")
    go(fresh, "目的外利用・外部提供")
    go(fresh, "新しく登録する")
    fill(fresh, "届出日", "20210601")
    choose(fresh, "区分", "外部提供")
    choose(fresh, "根拠", "法令")
    fill(fresh, "提供先", "福岡県")
    go(fresh, "保存して次を入力する")
    saved(fresh, "目的外利用・外部提供の届出")

    office.goto("/desk/use-notices/?year=2021&q=福岡県")
    expect(office.locator(".count")).to_contain_text(re.compile("[1-9][0-9]*件"))
    office.goto("/desk/reports/2021/")
    expect(office.locator("main")).to_contain_text("４４９件")


def test_a_council_session_with_two_meetings_and_three_consultations(fresh):
    log_in(fresh, "yoko")
    go(fresh, "審議会")
    go(fresh, "新しく登録する")
    fill(fresh, "年度", "令和3")
    fill(fresh, "開催日", "R4.3.7")
    fill(fresh, "場所", "市庁舎３階３０１会議室")
    press(fresh, "開催日・場所を追加する")
    fill(fresh, "開催日", "R4.3.14")
    fill(fresh, "場所", "市庁舎３階３０１会議室")
    fill(fresh, "諮問事項", "見守り業務における個人情報の目的外利用について")
    choose(fresh, "結論", "承認")
    for matter in ("外部提供について", "電子計算機の結合について"):
        press(fresh, "諮問案件を追加する")
        fill(fresh, "諮問事項", matter)
        choose(fresh, "結論", "承認")
    go(fresh, "保存する")
    saved(fresh, "審議会")
    fresh.goto("/desk/reports/2021/")
    expect(fresh.locator("main")).to_contain_text("見守り業務における個人情報の目的外利用について")
    expect(fresh.locator("main")).to_contain_text("電子計算機の結合について")
