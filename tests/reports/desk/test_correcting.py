"""A correction on its way, as the pages show it: what differs, which edition, what came back."""

from datetime import UTC, datetime

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Role
from reports.models import Edition, Stage, Step, StepKind
from reports.publishing import publish
from reports.publishing.draft import Draft
from tests import factories
from tests.desk import log_in_as, said, text, words
from tests.factories import DAY
from tests.reports import published as publishing
from tests.reports.editions import small_files

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)
NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)
DRAFT = "/desk/reports/2021/"
NOTICE = {"notice_number": "200", "published_on": "R4.5.1"}
WHY = "届出1件の登録漏れ"
SENT = {
    StepKind.WITHDRAW: {"reason": ""},
    StepKind.SEND_BACK: {"reason": "数が違うため"},
    StepKind.PUBLISH: NOTICE,
    StepKind.REOPEN: {"reason": WHY},
}


@pytest.fixture
def desks(city, monkeypatch):
    """The office's browser and the approver's, a notice in this year and one in the next."""
    monkeypatch.setattr(publish, "files_of", publishing.few_files)
    factories.public_notice(2020)
    factories.business_notice(number=1, notified_on=DAY)
    factories.business_notice(number=1, notified_on=DAY.replace(year=2022))
    return {role: log_in_as(role.value, role) for role in (Role.OFFICE, Role.APPROVER)}


def desk_of(desks, act):
    return desks[Role.OFFICE if act in publish.OFFICE_TAKES else Role.APPROVER]


def take(desks, *acts, **sent):
    """Take steps by their pages; return what the last page says."""
    answer = None
    for act in acts:
        if act == StepKind.ASK:
            explain(desks)
        answer = desk_of(desks, act).post(f"{DRAFT}{act.value}/", SENT.get(act, {}) | sent)
        assert answer.status_code == 302, answer.context["errors"]
    return answer and said(desk_of(desks, act).get(answer["Location"]))


def explain(desks):
    for warning in Draft.of(YEAR, NOW.date()).unexplained:
        sent = {"check": warning.check, "reason": "確かめました。"}
        desks[Role.OFFICE].post(f"{DRAFT}checks/", sent)


WAY = (StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH)


@pytest.fixture
def reopened(desks):
    take(desks, *WAY, StepKind.REOPEN)
    return desks


def add_notice():
    factories.business_notice(number=2, notified_on=DAY)


# What differs is seen at every step


def pages_of(desks, *acts):
    """Return the pages on which somebody decides on the next step: draft, checks, the step's."""
    for act in acts:
        for page in ("", "checks/", f"{act.value}/"):
            yield desk_of(desks, act).get(f"{DRAFT}{page}")


def test_every_page_on_the_way_shows_the_errata_with_the_words_that_differ(reopened):
    add_notice()
    for act in WAY:
        for page in pages_of(reopened, act):
            shown = text(page)
            assert "<del>1</del>" in shown and "<ins>2</ins>" in shown  # noqa: PT018
            assert f"訂正の理由：{WHY}" in words(page)
            assert "第1版と異なるところ" in words(page)
            assert "このまま公表すると、第2版になり、次の表が正誤表として付きます。" in words(page)
        take(reopened, act)
    assert len(Edition.objects.of_year(YEAR)) == 2


def test_what_is_shown_is_what_is_published(reopened, monkeypatch):
    monkeypatch.setattr(publish, "files_of", lambda report, facts: small_files(report))
    add_notice()
    shown = reopened[Role.OFFICE].get(DRAFT).context["draft"].errata
    take(reopened, *WAY)
    public = "".join(words(reopened[Role.OFFICE].get("/reports/2021/")).split())
    assert shown
    for erratum in shown:
        row = (
            erratum.row or "―",
            erratum.column or "―",
            erratum.wrong or "（なし）",
            erratum.right,
        )
        assert "".join("".join(row).split()) in public


def test_that_nothing_differs_is_a_warning_and_stands_in_no_ones_way(reopened):
    for act in WAY:
        for page in pages_of(reopened, act):
            assert "第1版と違いがありません。" in words(page)
            assert "正誤表のない第2版になります。" in words(page)
        take(reopened, act)
    assert Edition.objects.current().get(year=2021).number == 2


def test_a_first_edition_is_compared_with_none(desks):
    for page in pages_of(desks, StepKind.ASK):
        assert "異なるところ" not in text(page)


def test_a_long_list_of_errata_is_folded_and_says_how_many(reopened):
    for number in range(2, 30):
        factories.business_notice(number=number, notified_on=DAY)
    page = reopened[Role.OFFICE].get(DRAFT)
    count = len(page.context["draft"].errata)
    assert count > 20
    assert '<details class="marked">' in text(page)
    assert f"正誤表（{count}か所）" in words(page)


def test_what_is_marked_is_escaped(reopened):
    factories.training(content="<b>研修</b>")
    page = text(reopened[Role.OFFICE].get(DRAFT))
    assert "&lt;b&gt;" in page
    assert "<b>研修</b>" not in page


# Which edition comes of it is named


@pytest.mark.parametrize(
    ("before", "act", "heading", "button", "message"),
    [
        (
            (),
            "ask",
            "報告書（第1版）の確認依頼",
            "第1版の確認を依頼する",
            "第1版の確認を依頼しました。",
        ),
        (WAY[:1], "approve", "報告書（第1版）の承認", "第1版を承認する", "第1版を承認しました。"),
        (
            WAY[:2],
            "publish",
            "報告書（第1版）の公表",
            "第1版として公表する",
            "第1版を公表しました。",
        ),
        (
            WAY,
            "reopen",
            "報告書（第1版）の再開",
            "再開する",
            "再開しました。次に公表するのは、第2版です。",
        ),
        (
            WAY[:1],
            "withdraw",
            "報告書（第1版）の依頼の取消し",
            "依頼を取り消す",
            "確認の依頼を取り消しました。",
        ),
        (WAY[:1], "send_back", "報告書（第1版）の差戻し", "差し戻す", "差し戻しました。"),
    ],
)
@pytest.mark.parametrize("editions", [0, 1])
def test_each_step_names_the_edition(desks, editions, before, act, heading, button, message):
    """A year's first edition, and the one after it."""
    act = StepKind(act)
    for _ in range(editions):
        take(desks, *WAY, StepKind.REOPEN)
    take(desks, *before)
    page = desk_of(desks, act).get(f"{DRAFT}{act.value}/")
    named = (
        one.replace("第2版", "第3版").replace("第1版", "第2版") if editions else one
        for one in (heading, button, message)
    )
    heading, button, message = named
    assert f"<h1>令和3年度の{heading}</h1>" in text(page)
    assert f">{button}</button>" in text(page)
    assert take(desks, act)[-1:] == [f"令和3年度の報告書：{message}"]


def test_the_draft_names_the_edition_that_comes_next(reopened):
    assert "次に公表するのは、第2版です。" in words(reopened[Role.OFFICE].get(DRAFT)).replace(
        " ", ""
    )
    take(reopened, *WAY)
    assert "次に公表するのは" not in words(reopened[Role.OFFICE].get(DRAFT))


# What came back


def test_the_second_request_shows_the_approver_what_changed_since_the_first(desks):
    take(desks, StepKind.ASK, StepKind.SEND_BACK)
    add_notice()
    take(desks, StepKind.ASK)
    for page in pages_of(desks, StepKind.APPROVE):
        shown = words(page)
        assert "前回の依頼から変わったところ（" in shown
        assert "理由：数が違うため" in shown
        assert "<del>1</del>" in text(page)
        assert "<ins>2</ins>" in text(page)
    take(desks, StepKind.APPROVE, StepKind.PUBLISH)
    assert "前回の依頼" not in words(desks[Role.APPROVER].get(DRAFT))


def test_a_second_request_without_a_change_says_so(desks):
    take(desks, StepKind.ASK, StepKind.SEND_BACK, StepKind.ASK)
    for page in pages_of(desks, StepKind.APPROVE):
        assert "報告書の内容は、前回の依頼から変わっていません。" in words(page)


def test_a_request_of_before_the_upgrade_cannot_be_compared(desks):
    take(desks, StepKind.ASK, StepKind.SEND_BACK)
    asked = Step.objects.get(act=StepKind.ASK)
    Step.objects.create(year=2021, act="ask", user=asked.user, at=NOW)
    Step.objects.create(year=2021, act="send_back", user=asked.user, at=NOW, reason="もう一度")
    take(desks, StepKind.ASK)
    page = words(desks[Role.APPROVER].get(DRAFT))
    assert "前回の依頼の内容は残っていないため、比べられません" in page


def test_the_office_withdraws_and_nobody_else(desks):
    take(desks, StepKind.ASK)
    assert desks[Role.APPROVER].post(f"{DRAFT}withdraw/").status_code == 422
    page = desks[Role.OFFICE].get(DRAFT)
    assert 'href="/desk/reports/2021/withdraw/">依頼を取り消す</a>' in text(page)
    take(desks, StepKind.WITHDRAW)
    assert Step.stage(YEAR) == Stage.DRAFTING


def test_what_was_done_is_said_in_the_words_and_the_era_of_the_city(desks):
    take(desks, StepKind.ASK, StepKind.SEND_BACK)
    step = Step.last(YEAR)
    page = words(desks[Role.OFFICE].get(DRAFT))
    assert f"approverが令和{step.at.year - 2018}年" in page
    assert "に差し戻しました。 理由：数が違うため" in page
    assert "さん" not in page
