"""The acts on the way to publication, a function an act, each one transaction.

Whoever calls them, a page or Python: the wrong role, the wrong stage and the wrong person are
refused here. Two who act at once act one after the other, and the second is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import ClosedYear, User
from reports.compiling.counted import counted_to
from reports.edition.facts import Facts
from reports.models import Edition, Explanation, Stage, Step, StepKind
from reports.publishing import notices
from reports.publishing.draft import Draft
from reports.publishing.issue import edition_of, give_notice
from reports.rendering.files import files_of
from reports.rendering.render import PdfUnavailable

# From where each step may be taken.
FROM = {
    StepKind.ASK: (Stage.DRAFTING,),
    StepKind.WITHDRAW: (Stage.ASKED,),
    StepKind.SEND_BACK: (Stage.ASKED, Stage.APPROVED),
    StepKind.APPROVE: (Stage.ASKED,),
    StepKind.PUBLISH: (Stage.APPROVED,),
    StepKind.REOPEN: (Stage.PUBLISHED,),
}
OFFICE_TAKES = (StepKind.ASK, StepKind.WITHDRAW)  # the approver takes the others
OFFICE_ONLY = "この手続は、総括担当が行います。"
APPROVER_ONLY = "この手続は、承認者が行います。"
NO_REASON = "理由を入力してください。"
ASKED_BY_SELF = "確認を依頼した人は、承認できません。"
CHANGED = (
    "確認を依頼した後に、報告書の内容が変わりました（法令の設定など）。"
    "差し戻して、もう一度確認を依頼してください。"
)
SEND_BACK_FIRST = "差し戻して、総括担当が直すか理由を書いてください。"
MEANWHILE = "同時に別の人が手続をしました。今の状態を確かめてください。"
NO_PDF = "PDFを作る準備がこの機械にないため、公表できません。管理者に連絡してください。"


class StepRefused(ValidationError):
    """An act that may not be done; its messages are sentences for the screen."""


def ask(year: FiscalYear, user: User, now: datetime) -> Step:
    """Ask for approval: the year is closed, and what is asked about is remembered.

    It counts what is dated up to this day; a year that has an edition, up to the day of that.
    """
    _refuse_unless(user.is_office, OFFICE_ONLY)
    with _alone(year, StepKind.ASK):
        _refuse_because(notices.unrecordable(year))
        day = counted_to(year) or _day(now)
        # First: nobody enters what is not asked about.
        ClosedYear.objects.create(year=int(year), counted_to=day)
        draft = Draft.of(year, _day(now))
        _refuse_findings(draft)
        asked = {"digest": draft.digest, "structure": draft.structure}
        return _step(year, StepKind.ASK, user, now, **asked)


def withdraw(year: FiscalYear, user: User, now: datetime, reason: str = "") -> Step:
    """Take a request back before it is approved, with or without a reason: the year is open."""
    _refuse_unless(user.is_office, OFFICE_ONLY)
    return _open(StepKind.WITHDRAW, year, user, reason.strip(), now)


def send_back(year: FiscalYear, user: User, reason: str, now: datetime) -> Step:
    """Send the draft back to the office, with a reason: the year is open again."""
    _refuse_unless(user.is_approver, APPROVER_ONLY)
    return _open(StepKind.SEND_BACK, year, user, _reason(reason), now)


def reopen(year: FiscalYear, user: User, reason: str, now: datetime) -> Step:
    """Open a published year, with a reason, for a corrected edition; the published one stays."""
    _refuse_unless(user.is_approver, APPROVER_ONLY)
    return _open(StepKind.REOPEN, year, user, _reason(reason), now)


def _open(act: StepKind, year: FiscalYear, user: User, reason: str, now: datetime) -> Step:
    with _alone(year, act):
        ClosedYear.objects.filter(year=int(year)).delete()
        return _step(year, act, user, now, reason=reason)


def approve(year: FiscalYear, user: User, now: datetime) -> Step:
    """Approve what was asked about: by another person, and only if it is still the same."""
    _refuse_unless(user.is_approver, APPROVER_ONLY)
    with _alone(year, StepKind.APPROVE) as last:
        _refuse_unless(last and last.user_id != user.pk, ASKED_BY_SELF)
        draft = Draft.of(year, _day(now))
        _refuse_unless(last and last.digest in draft.digests, CHANGED)
        _refuse_findings(draft)
        return _step(year, StepKind.APPROVE, user, now, digest=draft.digest)


def explain(
    year: FiscalYear, check_name: str, reason: str, user: User, now: datetime
) -> Explanation:
    """Write down why a warning does not stand in the way; it holds for what is found now."""
    _refuse_unless(user.is_office, OFFICE_ONLY)
    reason = _reason(reason)
    with _held():
        draft = Draft.of(year, _day(now))
        _refuse_unless(draft.stage == Stage.DRAFTING, _wrong_stage(draft.stage))
        found = {group.check: group for group in draft.groups}.get(check_name)
        if found is None:
            raise StepRefused("この警告は、今はありません。")
        _refuse_unless(not found.is_error, "エラーに理由は書けません。記録を直してください。")
        known = {"found": found.digest, "reason": reason, "at": now}
        by = {"user": user, "user_name": str(user)}  # of whoever writes it anew
        return Explanation.objects.update_or_create(
            year=int(year), check_name=check_name, defaults=known | by
        )[0]


def publish(
    year: FiscalYear,
    user: User,
    now: datetime,
    *,
    notice_number: int,
    published_on: date,
    reason: str = "",
) -> Edition:
    """Publish what was approved as a new edition, with all its files and its 正誤表.

    The files take seconds; nobody waits for them. What they were made of is compared again
    before they are stored: whole, or not at all.
    """
    _refuse_unless(user.is_approver, APPROVER_ONLY)
    _refuse_day(year, published_on, now)
    _refuse_unless(notice_number and notice_number > 0, "告示番号を入力してください。")
    stated = {"notice_number": notice_number, "published_on": published_on}
    draft, facts = _prepared(year, now, reason, stated)
    try:
        files = files_of(draft.report, facts)
    except PdfUnavailable as failure:
        raise StepRefused(NO_PDF) from failure
    with _alone(year, StepKind.PUBLISH):
        again, same = _prepared(year, now, reason, stated)
        _refuse_unless((again.digest, same) == (draft.digest, facts), MEANWHILE)
        step = _step(year, StepKind.PUBLISH, user, now, digest=again.digest)
        give_notice(year, user, now, stated)
        taken = replace(again, steps=(*again.steps, step))
        return edition_of(taken, facts, user, now).store(files)


def _prepared(year: FiscalYear, now: datetime, reason: str, stated: dict) -> tuple[Draft, Facts]:
    """Return the approved draft and what is stated of its edition, or refuse."""
    draft = Draft.of(year, _day(now))
    _refuse_unless(draft.stage in FROM[StepKind.PUBLISH], _wrong_stage(draft.stage))
    _refuse_findings(draft)
    _refuse_unless(draft.last and draft.last.digest in draft.digests, CHANGED)
    former = draft.former
    _refuse_because(notices.unrecordable(year) or notices.contradicted(year, former, stated))
    said = reason.strip() or draft.reason
    corrections = tuple(replace(erratum, reason=said) for erratum in draft.errata)
    return draft, Facts(draft.number, corrections=corrections, **stated)


# What every act asks


@contextmanager
def _held() -> Iterator[None]:
    """Act alone: another who acts at the same moment waits, and then finds this done."""
    try:
        with transaction.atomic():
            steps = ContentType.objects.get_for_model(Step)
            ContentType.objects.select_for_update().get(pk=steps.pk)
            yield
    except IntegrityError as failure:
        raise StepRefused(MEANWHILE) from failure
    except StepRefused:
        raise
    except ValidationError as refusal:  # of a record that is written along
        raise StepRefused(refusal.messages) from refusal


@contextmanager
def _alone(year: FiscalYear, act: StepKind) -> Iterator[Step | None]:
    """Take a step alone, from where it may be taken; gives the last step before it."""
    with _held():
        last = Step.last(year)
        stage = Step.stage(year)
        _refuse_unless(stage in FROM[act], _wrong_stage(stage))
        yield last


def _step(year: FiscalYear, act: StepKind, user: User, now: datetime, **more: str) -> Step:
    step = Step(year=int(year), act=act, user=user, at=now, **more)
    step.full_clean()
    step.save()
    return step


def _refuse_unless(right: object, sentence: str) -> None:
    if not right:
        raise StepRefused(sentence)


def _refuse_because(sentence: str) -> None:
    _refuse_unless(not sentence, sentence)


def _refuse_findings(draft: Draft) -> None:
    back = "" if draft.stage == Stage.DRAFTING else SEND_BACK_FIRST
    titles = "、".join(f"「{group.title}」" for group in draft.errors)
    _refuse_unless(not titles, f"エラーが残っています：{titles}。{back or '直してください。'}")
    titles = "、".join(f"「{group.title}」" for group in draft.unexplained)
    todo = back or "直すか、理由を書いてください。"
    _refuse_unless(not titles, f"理由のない警告があります：{titles}。{todo}")


def _refuse_day(year: FiscalYear, published_on: date | None, now: datetime) -> None:
    if published_on is None:
        raise StepRefused("公表日を入力してください。")
    late = published_on > year.last_day
    _refuse_unless(late, "公表日は、報告の年度の後の日にしてください。")
    _refuse_unless(published_on <= _day(now), "今日より後の公表日です。年を確かめてください。")


def _wrong_stage(stage: Stage) -> str:
    return f"今は、この手続はできません（今の状態は「{stage.label}」です）。"


def _reason(reason: str) -> str:
    said = reason.strip()
    _refuse_unless(said, NO_REASON)
    return said


def _day(now: datetime) -> date:
    return timezone.localdate(now)
