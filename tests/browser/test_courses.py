"""The courses that the Act knows, each walked by keyboard to its end, and where it is counted.

What the law forbids is refused on the way. Each stands in a year of its own, or in a row of its
own of the year: whatever runs before it, it counts the same.
"""

from datetime import UTC, date, datetime
from unicodedata import normalize

import pytest
from playwright.sync_api import expect

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Division, User
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.browser import course, publication
from tests.browser.conftest import WIDTHS, opened
from tests.browser.course import TODAY, begin, counted, enter, mend, refused, saved, type_in
from tests.browser.keyboard import fill, go

pytestmark = [pytest.mark.browser, pytest.mark.each_database]

YEAR, PUBLISHED_AT = FiscalYear(2023), datetime(2024, 4, 22, 3, tzinfo=UTC)
PUBLISHED, NEXT = "/desk/reports/2023/", "/desk/reports/2024/"
BY_LAW = "他の法令により開示を受けたもの"  # 法88条1項
LATE = "先の開示がない、又は期間を過ぎた理由"


@pytest.fixture
def office(chromium, server):
    """The office, which keeps records as a clerk does, and reads the drafts."""
    with opened(chromium, server, WIDTHS["desktop"], "office") as page:
        yield page


@pytest.fixture
def approver(chromium, server):
    with opened(chromium, server, WIDTHS["desktop"], "approver") as page:
        yield page


@pytest.fixture(autouse=True, scope="module")
def disclosed(server, django_db_blocker):
    """The page of a request of 令和6年度 whose data were disclosed on 10 April 2025."""
    with django_db_blocker.unblock():
        division = Division.objects.get(name="介護保険課")
        request = factories.disclosure_request(received_on=date(2025, 3, 3), division=division)
        factories.disposition(request=request, carried_out_on=date(2025, 4, 10))
        return request.get_absolute_url()


@pytest.fixture(autouse=True, scope="module")
def explained(server, django_db_blocker):
    """Reasons for what is found of 令和5年度 before there is a request: each takes seconds."""
    with django_db_blocker.unblock():
        office = User.objects.get(username="office")
        for group in Draft.of(YEAR, PUBLISHED_AT.date()).groups:
            publish.explain(YEAR, group.check, "記録を確かめました。", office, PUBLISHED_AT)


def test_an_opposed_disclosure_to_the_ruling_on_its_appeal(office, clock):
    clock(date(2025, 8, 10))
    asked = {"開示の方法": "閲覧"}
    told = "決定期限は令和7年7月2日（水）です。"
    course.receive(office, "R7.6.2", "開示", "介護給付費の記録", told, **asked)
    enter(office, "補正を求めた", {"補正を求めた日": "R7.6.4"}, "期限は止まっています。")
    enter(office, "補正された", {"補正された日": "R7.6.9"}, "決定期限は令和7年7月7日（月）に")
    party = {"第三者に意見を求めた日": "R7.6.10", "意見を聴く根拠": "86条2項"}
    enter(office, "第三者に聞く", party | {"意見の提出期限": "R7.6.24"})
    enter(office, "第三者の回答", {"第三者の意見が提出された日": "R7.6.24", "反対意見書": "はい"})

    begin(office, "延長", "延長を通知した日")
    longer = {"延長を通知した日": "R7.6.25", "延長の日数": "31", "延長の理由": "量が多いため"}
    type_in(office, longer)
    expect(office.locator("[data-preview]")).to_have_text("延長の日数は、30日までにしてください。")
    refused(office, "延長の日数", "延長の日数は、30日までにしてください。")
    mend(office, "延長の日数", "30")
    expect(office.locator("[data-preview]")).to_contain_text("令和7年8月6日（水）になります。")
    saved(office, "延長")

    partly = {"処理の区分": "部分開示", "決定日": "R7.8.4", "該当号": "第2号"}
    enter(office, "決定", partly, "期限内の決定です。")
    enter(office, "第三者への通知", {"第三者に開示決定を通知した日": "R7.8.4"})
    enter(office, "通知", {"通知日": "R7.8.4"})
    enter(office, "実施の申出", {"実施の申出の日": "R7.8.8"})
    begin(office, "実施", "実施日")
    type_in(office, {"実施日": TODAY})
    refused(office, "実施日", "令和7年8月18日以後に実施してください")
    clock(date(2025, 8, 18))
    mend(office, "実施日", "R7.8.18")
    saved(office, "実施")
    expect(office.locator(".event-next")).to_contain_text("終わっています。")

    clock(date(2026, 1, 30))
    enter(office, "審査請求", {"受付日": "R7.9.1"})
    enter(office, "諮問", {"諮問日": "R7.9.25"})
    enter(office, "答申", {"答申日": "R7.12.1", "答申の結果": "一部認容"})
    enter(office, "裁決", {"裁決": "一部認容", "裁決日": TODAY})
    expect(office.locator(".event-next")).to_contain_text("終わっています。")

    office.goto("/desk/reports/2025/")
    counted(office, "disclosure.requests", "開示", "閲覧", 請求件数="1", 部分開示="1")
    counted(office, "disclosure.course", "今年度の受付", "開示", 件数="1", 決定="1", 処理中="0")
    appeal = told_of_appeal(office, "開示請求に対する部分開示")
    assert appeal[3:] == ["令和7年9月25日", "令和7年12月1日 一部認容", "令和8年1月30日 一部認容"]


def test_a_disclosure_in_two_parts(office, clock):
    clock(date(2026, 12, 1))
    course.receive(office, "R8.6.1", "開示", "要介護認定の記録", 開示の方法="写しの交付")
    begin(office, "期限の特例", "期限の特例を通知した日")
    typed = {
        "期限の特例を通知した日": "R8.6.22",
        "相当の部分の決定期限": "R8.8.1",
        "残りの決定期限": "R8.10.30",
        "期限の特例の理由": "著しく大量のため",
    }
    type_in(office, typed)
    refused(office, "相当の部分の決定期限", "60日目の令和8年7月31日までにしてください")
    mend(office, "相当の部分の決定期限", "R8.7.31")
    told = "決定期限は令和8年7月31日（金）になります。"
    expect(office.locator("[data-preview]")).to_have_text(told)
    saved(office, "期限の特例")
    part = {"処理の区分": "全部開示", "決定日": "R8.7.30", "相当の部分の決定": "相当の部分"}
    enter(office, "決定", part, "期限内の決定です。")
    expect(office.locator(".event-due")).to_contain_text("決定期限は令和8年10月30日（金）です。")
    rest = {"処理の区分": "部分開示", "決定日": "R8.10.29", "該当号": "第2号"}
    enter(office, "決定", rest, "期限内の決定です。")

    office.goto("/desk/reports/2026/")
    answers = {"請求件数": "1", "全部開示": "1", "部分開示": "1"}
    counted(office, "disclosure.requests", "開示", "写しの交付", **answers)
    counted(office, "disclosure.course", "今年度の受付", "開示", 件数="1", 決定="1", 処理中="0")


def test_a_transferred_correction_is_carried_out_by_its_sender(office, clock):
    clock(date(2026, 12, 1))
    course.receive(office, "R8.6.1", "訂正", "被保険者の記録", **{LATE: BY_LAW})
    sent = {"移送した日": "R8.6.10", "移送先の行政機関等": "福岡県", "通知日": "R8.6.10"}
    enter(office, "移送", sent)
    enter(office, "実施", {"実施日": "R8.7.10", "提供先への通知日": "R8.7.13"})
    expect(office.locator(".event-next")).to_contain_text("終わっています。")

    office.goto("/desk/reports/2026/")
    counted(office, "disclosure.requests", "訂正", "訂正", 請求件数="1", 移送="1")
    counted(office, "disclosure.course", "今年度の受付", "訂正", 件数="1", 移送="1", 処理中="0")


def test_a_correction_after_its_ninety_days_says_why(office, clock, disclosed):
    clock(date(2025, 9, 1))
    office.goto(disclosed)
    course.to_main(office)
    go(office, "続く請求を登録する")
    course.take_in(office, "要介護度の訂正", 受付日="R7.7.10", 請求の種類="訂正")
    refused(office, LATE, "開示を受けた日から90日を過ぎています。却下の決定も考えられます。")
    mend(office, LATE, "災害のため")
    course.save(office)
    enter(office, "決定", {"処理の区分": "一部訂正", "決定日": "R7.8.1"}, "期限内の決定です。")
    enter(office, "実施", {"実施日": "R7.8.4", "提供先への通知日": "R7.8.5"})

    office.goto("/desk/reports/2025/")
    counted(office, "disclosure.requests", "訂正", "訂正", 請求件数="1", 一部訂正="1")
    counted(office, "disclosure.course", "今年度の受付", "訂正", 件数="1", 決定="1", 処理中="0")


def test_an_appeal_against_no_answer(office, clock):
    clock(date(2025, 9, 1))
    asked = {LATE: BY_LAW, "利用停止の理由": "利用の停止"}
    course.receive(office, "R7.6.2", "利用停止", "督促の記録", **asked)
    office.goto(f"{office.url}transfer/")  # which its page does not offer
    expect(office.locator("main")).to_contain_text("移送のできない請求です。")
    go(office, "記録に戻る")
    course.open_others(office)
    go(office, "不作為の審査請求")
    fill(office, "受付日", "R7.7.10")
    saved(office, "不作為の審査請求")
    enter(office, "諮問", {"諮問日": "R7.7.15"})
    enter(office, "答申", {"答申日": "R7.8.20", "答申の結果": "認容"})
    course.to_main(office)
    go(office, "令和7年度第")  # its request
    enter(office, "決定", {"処理の区分": "利用停止", "決定日": "R7.8.25"}, "期限の54日後の決定")
    enter(office, "裁決", {"裁決": "認容", "裁決日": "R7.8.29"})

    office.goto("/desk/reports/2025/")
    counted(office, "disclosure.requests", "利用停止", "利用停止", 請求件数="1", 利用停止="1")
    counted(office, "disclosure.course", "今年度の受付", "利用停止", 件数="1", 決定="1", 処理中="0")
    appeal = told_of_appeal(office, "利用停止請求に対する不作為")
    assert appeal[3:] == ["令和7年7月15日", "令和7年8月20日 認容", "令和7年8月29日 認容"]


def test_a_request_goes_on_after_its_year_is_published(office, approver, clock):
    clock(PUBLISHED_AT.date())
    course.receive(office, "R6.3.15", "開示", "給付の記録", 開示の方法="閲覧")
    request = office.url
    publication.explain_warnings(office, PUBLISHED)
    publication.step(office, PUBLISHED, "確認を依頼する")
    publication.step(approver, PUBLISHED, "承認する")
    publication.step(approver, PUBLISHED, "公表する", 告示番号="200", 公表日="R6.4.22")
    expect(approver.locator(".message-success")).to_contain_text("公表しました")
    edition = published(approver)
    assert "処理中" in edition

    clock(date(2024, 5, 20))
    office.goto(request)
    begin(office, "延長", "延長を通知した日")
    early = {"延長を通知した日": "R6.4.10", "延長の日数": "30", "延長の理由": "量が多いため"}
    type_in(office, early)
    refused(office, "延長を通知した日", "公表の後なら承認者に再開を依頼してください。")
    office.goto(request)
    enter(office, "決定", {"処理の区分": "全部開示", "決定日": TODAY}, "期限の35日後の決定です。")

    assert published(approver) == edition
    approver.goto(PUBLISHED)
    same = "今の記録からできる報告書は、公表中の第1版と同じです。"
    expect(approver.locator("#differences")).to_contain_text(same)
    office.goto(NEXT)
    before = {"件数": "1", "決定": "1", "処理中": "0"}
    counted(office, "disclosure.course", "前年度からの繰越し", "開示", **before)


def published(page):
    """Return what the city reads of the published year."""
    page.goto("/reports/2023/")
    return page.locator("main").inner_text()


def told_of_appeal(page, about):
    """Return the cells of the appeal about this in the table of section 4."""
    row = page.locator("[data-table='reviews.list'] tbody tr", has_text=about)
    cells = row.locator("th, td").all_inner_texts()
    return [" ".join(normalize("NFKC", cell).split()) for cell in cells]
