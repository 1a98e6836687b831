"""The way to publication: who may take which step from where, and what each step does."""

import json
from datetime import UTC, date, datetime

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.models import ClosedYear, Role, YearClosed
from reports.compiling.checks import CHECKS
from reports.compiling.compile import compile_report
from reports.edition.canonical import structure_of
from reports.edition.facts import File
from reports.models import Edition, Explanation, PublicNotice, Stage, Step, StepKind
from reports.publishing import draft, publish
from reports.publishing.draft import Draft
from reports.rendering.render import PdfUnavailable
from tests import factories
from tests.factories import DAY
from tests.reports import published as publishing

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2021)
NOW = datetime(2022, 7, 30, 9, tzinfo=UTC)
NOTICE = {"notice_number": 412, "published_on": date(2022, 7, 29)}
ROLES = {role.value: role for role in Role}


@pytest.fixture(autouse=True)
def few_files(monkeypatch):
    """Two files that are quickly made; the real ones have tests of their own."""
    monkeypatch.setattr(publish, "files_of", made)


def made(report, facts):
    return {
        "report.json": File(str(as_data(report)).encode(), "application/json"),
        "facts.txt": File(repr(facts).encode(), "text/plain"),
    }


@pytest.fixture
def people(city):
    return {name: factories.user(name, role) for name, role in ROLES.items()}


@pytest.fixture
def year(city, people):
    """A year that can be asked about: one notice, and the notice of the year before.

    Before and after it, others are published.
    """
    publishing.publish_others(people["approver"])
    factories.business_notice(number=1, notified_on=DAY, division=city.residents)
    factories.public_notice(2020)
    for warning in Draft.of(YEAR, NOW.date()).unexplained:
        publish.explain(YEAR, warning.check, "確かめました。", people["office"], NOW)
    return YEAR


def take(act, people, **more):
    """Take a step as the person whose step it is."""
    office = act in (StepKind.ASK, StepKind.WITHDRAW)
    stated = {StepKind.PUBLISH: NOTICE}.get(act, {})
    reason = {"reason": "数が違うため"} if act in (StepKind.SEND_BACK, StepKind.REOPEN) else {}
    user = people["office" if office else "approver"]
    options = {"user": user, "now": NOW} | stated | reason | more
    return getattr(publish, act.value)(YEAR, **options)


def go(people, *acts):
    for act in acts:
        take(act, people)


def steps():
    return Step.objects.filter(year=2021)


def editions():
    return Edition.objects.of_year(YEAR)


def closed():
    """Return the closed years, those left out that were closed before."""
    first, *years, last = ClosedYear.years()
    assert (first, last) == publishing.OTHERS
    return years


def refusal(act, people, **more):
    """Assert that a step is refused and leaves everything as it was; return the sentence."""
    before = Step.objects.count(), ClosedYear.years(), Edition.objects.count()
    with pytest.raises(publish.StepRefused) as refused:
        take(act, people, **more)
    assert before == (Step.objects.count(), ClosedYear.years(), Edition.objects.count())
    (sentence,) = refused.value.messages
    return sentence


WHOLE_WAY = (StepKind.ASK, StepKind.APPROVE, StepKind.PUBLISH)


def test_the_way_from_draft_to_edition(year, people):
    assert Step.stage(YEAR) == Stage.DRAFTING
    go(people, StepKind.ASK)
    assert Step.stage(YEAR) == Stage.ASKED
    go(people, StepKind.APPROVE)
    assert Step.stage(YEAR) == Stage.APPROVED
    edition = take(StepKind.PUBLISH, people)
    assert Step.stage(YEAR) == Stage.PUBLISHED
    assert str(edition) == "令和3年度 第1版"
    assert [step.act for step in steps()] == ["ask", "approve", "publish"]
    assert {step.at for step in steps()} == {NOW}


def test_the_edition_states_all_that_was_published(year, people):
    report = compile_report(YEAR)
    go(people, *WHOLE_WAY)
    edition = editions().get()
    assert edition.report == report
    assert (edition.year, edition.number, edition.title) == (2021, 1, report.title)
    assert (edition.notice_number, edition.published_on) == (412, date(2022, 7, 29))
    assert (edition.published_at, edition.published_by) == (NOW, people["approver"])
    assert [step["act"] for step in json.loads(edition.steps)] == ["ask", "approve", "publish"]
    assert json.loads(edition.corrections) == []
    assert edition.rules_version.startswith("4+")
    assert [file.path for file in edition.files.all()] == ["facts.txt", "report.json"]


def test_the_reasons_of_the_warnings_stay_with_the_edition(year, people):
    factories.business_notice(number=5, notified_on=DAY)
    (warning,) = Draft.of(YEAR, NOW.date()).unexplained
    publish.explain(YEAR, warning.check, "欠番です。", people["office"], NOW)
    go(people, *WHOLE_WAY)
    stated = {found["check"]: found for found in json.loads(editions().get().checks)}
    assert stated[warning.check]["reason"] == "欠番です。"
    assert stated[warning.check]["sentences"] == [one.sentence for one in warning.findings]


def test_the_notice_of_the_year_is_recorded_once(year, people):
    go(people, *WHOLE_WAY)
    notice = PublicNotice.objects.get(year=2021)
    assert (notice.number, notice.published_on) == (412, date(2022, 7, 29))
    assert notice.history.get().history_user == people["approver"]
    go(people, StepKind.REOPEN, StepKind.ASK, StepKind.APPROVE)
    take(StepKind.PUBLISH, people, notice_number=999)
    assert PublicNotice.objects.get(year=2021).number == 412


NEXT_CLOSED = (
    "令和4年度の報告書が確認依頼か承認の後で、まだ公表されていないため、令和3年度の告示を"
    "記録できません。先に令和4年度を公表するか、差し戻してください（承認の前なら、"
    "総括担当が依頼を取り消せます）。"
)


@pytest.mark.parametrize("act", [StepKind.ASK, StepKind.PUBLISH])
def test_where_the_next_year_is_closed_the_notice_cannot_be_recorded(
    year, people, act, monkeypatch
):
    monkeypatch.setattr(publish, "files_of", no_files)
    go(people, *BEFORE[act])
    ClosedYear.objects.create(year=2022)
    assert refusal(act, people) == NEXT_CLOSED


def test_a_notice_on_record_may_be_told_of_already(year, people):
    factories.public_notice(2021, number=412, published_on=NOTICE["published_on"])
    ClosedYear.objects.create(year=2022)
    go(people, *WHOLE_WAY)
    assert PublicNotice.objects.get(year=2021).history.count() == 1


def no_files(report, facts):
    raise AssertionError("what is refused is refused before the files are made")


@pytest.mark.parametrize(
    "stated", [{"notice_number": 77}, {"published_on": date(2022, 6, 1)}, {}], ids=str
)
def test_the_first_edition_has_the_notice_on_record(year, people, stated, monkeypatch):
    monkeypatch.setattr(publish, "files_of", no_files)
    factories.public_notice(2021, number=77, published_on=date(2022, 6, 1))
    go(people, StepKind.ASK, StepKind.APPROVE)
    assert refusal(StepKind.PUBLISH, people, **stated) == (
        "この年度の告示は、第77号（令和4年6月1日）と記録されています。"
        "番号と公表日を合わせるか、先に告示の記録を直してください。"
    )


def test_the_notice_on_record_is_taken_as_it_is(year, people):
    factories.public_notice(2021, number=77, published_on=date(2022, 6, 1))
    go(people, StepKind.ASK, StepKind.APPROVE)
    edition = take(StepKind.PUBLISH, people, notice_number=77, published_on=date(2022, 6, 1))
    assert (edition.notice_number, edition.published_on) == (77, date(2022, 6, 1))


# Stages, roles, people


REACHED = {
    Stage.DRAFTING: (),
    Stage.ASKED: (StepKind.ASK,),
    Stage.APPROVED: (StepKind.ASK, StepKind.APPROVE),
    Stage.PUBLISHED: WHOLE_WAY,
}


@pytest.mark.parametrize("act", StepKind)
@pytest.mark.parametrize("stage", Stage)
def test_each_step_is_taken_from_its_stages_alone(year, people, act, stage):
    go(people, *REACHED[stage])
    assert Step.stage(YEAR) == stage
    if stage in publish.FROM[act]:
        take(act, people)
    else:
        assert f"今の状態は「{stage.label}」です" in refusal(act, people)


BEFORE = {
    StepKind.ASK: (),
    StepKind.WITHDRAW: (StepKind.ASK,),
    StepKind.SEND_BACK: (StepKind.ASK,),
    StepKind.APPROVE: (StepKind.ASK,),
    StepKind.PUBLISH: (StepKind.ASK, StepKind.APPROVE),
    StepKind.REOPEN: WHOLE_WAY,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", StepKind)
def test_each_step_is_of_one_role(year, people, act, role):
    go(people, *BEFORE[act])
    theirs = Role.OFFICE if act in (StepKind.ASK, StepKind.WITHDRAW) else Role.APPROVER
    if role == theirs:
        take(act, people, user=people[role.value])
    else:
        sentence = f"この手続は、{theirs.label}が行います。"
        assert refusal(act, people, user=people[role.value]) == sentence


def test_whoever_asked_does_not_approve(year, people):
    go(people, StepKind.ASK)
    asked = people["office"]
    asked.role = Role.APPROVER
    asked.save()
    assert refusal(StepKind.APPROVE, people, user=asked) == "確認を依頼した人は、承認できません。"
    take(StepKind.APPROVE, people)


@pytest.mark.parametrize("act", [StepKind.SEND_BACK, StepKind.REOPEN])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_what_opens_the_year_wants_a_reason(year, people, act, reason):
    go(people, *BEFORE[act])
    assert refusal(act, people, reason=reason) == "理由を入力してください。"


# What each step does to the year


@pytest.mark.parametrize("stage", Stage)
def test_the_year_is_closed_from_the_asking_on(year, people, stage):
    go(people, *REACHED[stage])
    assert closed() == ([] if stage == Stage.DRAFTING else [2021])


@pytest.mark.parametrize("act", [StepKind.WITHDRAW, StepKind.SEND_BACK, StepKind.REOPEN])
def test_withdrawn_sent_back_or_reopened_the_year_is_open_again(year, people, act):
    go(people, *BEFORE[act])
    with pytest.raises(YearClosed):
        factories.business_notice(number=2, notified_on=DAY)
    take(act, people)
    assert closed() == []
    factories.business_notice(number=2, notified_on=DAY)
    assert Step.last(YEAR).reason == ("" if act == StepKind.WITHDRAW else "数が違うため")


def test_what_was_asked_about_is_kept_with_the_request(year, people):
    """Of the request alone: what is approved and published is the same."""
    report = compile_report(YEAR)
    go(people, *WHOLE_WAY)
    kept = dict(steps().values_list("act", "structure"))
    assert kept == {"ask": structure_of(report), "approve": "", "publish": ""}


def test_a_withdrawal_may_say_why(year, people):
    go(people, StepKind.ASK)
    take(StepKind.WITHDRAW, people, reason="  研修を直すため  ")
    assert Step.last(YEAR).reason == "研修を直すため"
    assert Step.stage(YEAR) == Stage.DRAFTING
    go(people, *WHOLE_WAY)
    assert [step["act"] for step in json.loads(editions().get().steps)] == [
        *("ask", "withdraw", "ask", "approve", "publish")
    ]


def test_what_somebody_else_wrote_at_the_same_moment_is_refused_in_a_sentence(year, people):
    ClosedYear.objects.create(year=2021)
    assert refusal(StepKind.ASK, people).startswith("同時に別の人が手続をしました")


# What was found


def test_an_error_stands_in_the_way_of_asking(year, people):
    early = datetime(2022, 3, 30, 9, tzinfo=UTC)
    sentence = "エラーが残っています：「年度の終わり」。直してください。"
    assert refusal(StepKind.ASK, people, now=early) == sentence


def test_a_warning_stands_in_the_way_until_it_is_explained(year, people):
    factories.business_notice(number=5, notified_on=DAY)
    sentence = "理由のない警告があります：「番号の欠け」。直すか、理由を書いてください。"
    assert refusal(StepKind.ASK, people) == sentence
    (warning,) = Draft.of(YEAR, NOW.date()).unexplained
    publish.explain(YEAR, warning.check, "欠番です。", people["office"], NOW)
    go(people, StepKind.ASK)


def test_a_reason_holds_for_what_was_found_alone(year, people):
    factories.business_notice(number=5, notified_on=DAY)
    (warning,) = Draft.of(YEAR, NOW.date()).unexplained
    publish.explain(YEAR, warning.check, "欠番です。", people["office"], NOW)
    factories.business_notice(number=9, notified_on=DAY)
    assert "理由のない警告があります" in refusal(StepKind.ASK, people)
    written = publish.explain(YEAR, warning.check, "二つとも欠番です。", people["office"], NOW)
    assert written == Explanation.objects.get(year=2021, check_name=warning.check)
    assert written.reason == "二つとも欠番です。"
    go(people, StepKind.ASK)


LATER = "差し戻して、総括担当が直すか理由を書いてください。"


@pytest.mark.parametrize("act", [StepKind.APPROVE, StepKind.PUBLISH])
def test_a_warning_whose_reason_is_gone_is_neither_approved_nor_published(year, people, act):
    factories.business_notice(number=5, notified_on=DAY)
    (warning,) = Draft.of(YEAR, NOW.date()).unexplained
    explained(people, check=warning.check)
    go(people, *BEFORE[act])
    Explanation.objects.get(year=2021, check_name=warning.check).delete()
    sentence = refusal(act, people)
    assert sentence.startswith("理由のない警告があります")
    assert sentence.endswith(LATER)


@pytest.mark.parametrize("act", [StepKind.APPROVE, StepKind.PUBLISH])
def test_an_error_is_neither_approved_nor_published(year, people, act, monkeypatch):
    go(people, *BEFORE[act])
    monkeypatch.setattr(draft, "run", lambda *given: (CHECKS["year_not_over"].found("まだ"),))
    sentence = refusal(act, people)
    assert sentence.startswith("エラーが残っています")
    assert sentence.endswith(LATER)


def explained(people, check="numbering", reason="理由", role="office"):
    publish.explain(YEAR, check, reason, people[role], NOW)


def test_only_the_office_explains_a_draft_and_only_what_is_found(year, people):
    for role in ("clerk", "approver", "administrator"):
        with pytest.raises(publish.StepRefused, match="総括担当が行います"):
            explained(people, role=role)
    with pytest.raises(publish.StepRefused, match="この警告は、今はありません"):
        explained(people, check="no such check")
    with pytest.raises(publish.StepRefused, match="理由を入力してください"):
        explained(people, reason=" ")
    go(people, StepKind.ASK)
    with pytest.raises(publish.StepRefused, match="今は、この手続はできません"):
        explained(people)


def test_an_error_is_not_explained_away(year, people):
    early = datetime(2022, 3, 30, 9, tzinfo=UTC)
    with pytest.raises(publish.StepRefused, match="エラーに理由は書けません"):
        publish.explain(YEAR, "year_not_over", "急ぐため", people["office"], early)


# The same from asking to publishing


@pytest.mark.parametrize("act", [StepKind.APPROVE, StepKind.PUBLISH])
def test_what_changed_since_the_asking_is_sent_back(year, people, act):
    go(people, *BEFORE[act])
    law = factories.regime()
    law.report_subject = "別の制度"
    law.save()
    assert "報告書の内容が変わりました" in refusal(act, people)
    go(people, StepKind.SEND_BACK, *WHOLE_WAY)


def test_what_changes_while_the_files_are_made_is_not_published(year, people, monkeypatch):
    go(people, StepKind.ASK, StepKind.APPROVE)
    monkeypatch.setattr(publish, "files_of", lambda *given: sent_back(people, *given))
    with pytest.raises(publish.StepRefused, match="今は、この手続はできません"):
        take(StepKind.PUBLISH, people)
    assert not editions().exists()


def sent_back(people, report, facts):
    go(people, StepKind.SEND_BACK)
    return made(report, facts)


def test_files_of_an_earlier_draft_are_not_published(year, people, monkeypatch):
    def approved_anew(report, facts):
        go(people, StepKind.SEND_BACK)
        factories.business_notice(number=2, notified_on=DAY)
        go(people, StepKind.ASK, StepKind.APPROVE)
        return made(report, facts)

    go(people, StepKind.ASK, StepKind.APPROVE)
    monkeypatch.setattr(publish, "files_of", approved_anew)
    with pytest.raises(publish.StepRefused, match="同時に別の人が手続をしました"):
        take(StepKind.PUBLISH, people)
    assert not editions().exists()


def test_without_the_libraries_of_the_pdf_nothing_is_published(year, people, monkeypatch):
    def unavailable(report, facts):
        raise PdfUnavailable("no Pango")

    go(people, StepKind.ASK, StepKind.APPROVE)
    monkeypatch.setattr(publish, "files_of", unavailable)
    assert "PDFを作る準備" in refusal(StepKind.PUBLISH, people)


# The 告示


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"published_on": date(2022, 3, 31)}, "公表日は、報告の年度の後の日にしてください。"),
        ({"published_on": date(2022, 7, 31)}, "今日より後の公表日です。年を確かめてください。"),
        ({"published_on": None}, "公表日を入力してください。"),
        ({"notice_number": 0}, "告示番号を入力してください。"),
        ({"notice_number": -1}, "告示番号を入力してください。"),
        ({"notice_number": None}, "告示番号を入力してください。"),
    ],
)
def test_the_notice_is_stated_and_comes_after_the_year(year, people, stated, sentence, monkeypatch):
    go(people, StepKind.ASK, StepKind.APPROVE)
    monkeypatch.setattr(publish, "files_of", None)  # nobody waits for files to be refused
    assert refusal(StepKind.PUBLISH, people, **stated) == sentence


def test_what_is_published_today_is_not_published_too_early(year, people):
    go(people, StepKind.ASK, StepKind.APPROVE)
    assert take(StepKind.PUBLISH, people, published_on=NOW.date()).published_on == NOW.date()


# The second edition


def test_a_second_edition_says_what_it_corrects(year, people):
    go(people, *WHOLE_WAY, StepKind.REOPEN)
    factories.business_notice(number=2, notified_on=DAY)
    go(people, *WHOLE_WAY)
    first, second = editions()
    assert (first.number, second.number) == (1, 2)
    corrections = json.loads(second.corrections)
    assert {one["reason"] for one in corrections} == {"数が違うため"}
    total = {"row": "合計", "column": "登録", "wrong": "1", "right": "2"}
    assert any(total.items() <= one.items() for one in corrections)
    assert Edition.objects.current().get(year=2021) == second
    assert first.report != second.report


def test_a_third_edition_corrects_the_second(year, people):
    for number in (2, 3):
        go(people, *WHOLE_WAY, StepKind.REOPEN)
        factories.business_notice(number=number, notified_on=DAY)
    go(people, *WHOLE_WAY)
    third = Edition.objects.current().get(year=2021)
    assert third.number == 3
    total = {"row": "合計", "column": "登録", "wrong": "2", "right": "3"}
    assert any(total.items() <= one.items() for one in json.loads(third.corrections))


def test_a_correction_is_not_published_before_what_it_corrects(year, people):
    go(people, *WHOLE_WAY, StepKind.REOPEN, StepKind.ASK, StepKind.APPROVE)
    sentence = "公表日は、第1版の公表日（令和4年7月29日）以後の日にしてください。"
    assert refusal(StepKind.PUBLISH, people, published_on=date(2022, 7, 28)) == sentence
    take(StepKind.PUBLISH, people)


def test_the_first_edition_stays_with_all_its_files(year, people):
    go(people, *WHOLE_WAY)
    before = list(editions().values()), [bytes(f.content) for f in _files(1)]
    go(people, StepKind.REOPEN)
    factories.business_notice(number=2, notified_on=DAY)
    go(people, *WHOLE_WAY)
    after = list(editions().filter(number=1).values()), [bytes(f.content) for f in _files(1)]
    assert before == after


def _files(number):
    return editions().get(number=number).files.all()


def test_the_reason_of_the_corrections_may_be_said_otherwise(year, people):
    go(people, *WHOLE_WAY, StepKind.REOPEN)
    factories.business_notice(number=2, notified_on=DAY)
    go(people, StepKind.ASK, StepKind.APPROVE)
    edition = take(StepKind.PUBLISH, people, reason="届出1件の登録漏れ")
    assert {one["reason"] for one in json.loads(edition.corrections)} == {"届出1件の登録漏れ"}
