"""The course of a request as people read it: what happened when, in the order of the days."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from disclosure.models import DisclosureRequest, Disposition, ReviewRequest, ThirdParty
from disclosure.tables import after_due
from kurume_privacy.calendar.fiscal import era_date

UNKNOWN = "不明"  # of an opinion that was recorded before its result was


class Event(NamedTuple):
    """One thing that happened, with what is known of it."""

    day: date
    what: str
    details: tuple[str, ...] = ()

    @property
    def on(self) -> str:
        """The day in its era."""
        return era_date(self.day)


def course(request: DisclosureRequest) -> list[Event]:
    """Return what happened to a request; what happened on one day stays in its order."""
    events = [*_received(request), *_corrected(request), *_before_the_decision(request)]
    for disposition in request.dispositions.all():
        events += _decided(disposition)
    for appeal in request.appeals.all():
        events += course_of_appeal(appeal)
    return sorted(events, key=lambda event: event.day)


def _received(request: DisclosureRequest) -> Iterator[Event]:
    if request.first_received_on:
        yield Event(request.first_received_on, "移送した機関が受付", (request.transferred_from,))
    transferred = ("移送を受けた",) if request.transferred_from else ()
    yield Event(request.received_on, "受付", (request.kind.request_name, *transferred))


def _corrected(request: DisclosureRequest) -> Iterator[Event]:
    for correction in request.corrections.all():
        waiting = () if correction.completed_on else ("まだ補正されていません。期限は止まります。",)
        yield Event(correction.requested_on, "補正を求めた", waiting)
        if correction.completed_on:
            yield Event(correction.completed_on, "補正された")


def _before_the_decision(request: DisclosureRequest) -> Iterator[Event]:
    late = ("期限の後の通知のため、期限は延びません。",) if _is_late(request) else ()
    if request.extended_on:
        details = (f"{request.extension_days}日", f"理由：{request.extension_reason}", *late)
        yield Event(request.extended_on, "期限を延長した", details)
    if request.special_notified_on:
        days = (
            ("相当の部分", request.special_part_on),
            ("残り" if request.special_part_on else "期限", request.special_rest_on),
        )
        until = (f"{what}：{era_date(day)}まで" for what, day in days if day)
        details = (*until, f"理由：{request.special_reason}", *late)
        yield Event(request.special_notified_on, "期限の特例を通知した", details)
    for party in request.third_parties.all():
        yield from _heard(party)


def _heard(party: ThirdParty) -> Iterator[Event]:
    known = party.paragraph != ThirdParty.Paragraph.UNKNOWN
    paragraph = (f"法{party.get_paragraph_display()}",) if known else ()
    by = (f"提出期限：{era_date(party.answer_by)}",) if party.answer_by else ()
    yield Event(party.asked_on, "第三者に意見を求めた", (*paragraph, *by))
    if party.answered_on:
        said = {"yes": ("反対",), "no": ("反対しない",)}.get(party.opposed, ())
        yield Event(party.answered_on, "第三者の意見が提出された", said)
    if party.told_on:
        yield Event(party.told_on, "第三者に開示決定を通知した")


def _is_late(request: DisclosureRequest) -> bool:
    """Say whether more time was notified when the time was over already."""
    may_be = request.may_be_extended_late or request.may_be_special_late
    counted = request.deadline() if may_be else None
    return counted is not None and (counted.late_extension or counted.late_special)


def _decided(disposition: Disposition) -> Iterator[Event]:
    clauses = "、".join(str(clause) for clause in disposition.clauses.all())
    details = (
        *((after_due(days),) if (days := disposition.days_late) else ()),
        *(("相当の部分",) if disposition.part_only else ()),
        *(("裁量的開示",) if disposition.by_discretion else ()),
        *((f"該当号：{clauses}",) if clauses else ()),
        *((f"移送先：{disposition.transferred_to}",) if disposition.transferred_to else ()),
    )
    outcome = disposition.outcome
    decided = not (outcome.is_transfer or outcome.is_withdrawal)
    what = f"決定：{outcome}" if decided else str(outcome)
    yield Event(disposition.decided_on, what, details)
    steps = (
        (disposition.notified_on, "請求した人に通知した", ()),
        (disposition.applied_on, "実施の申出", ()),
        (disposition.carried_out_on, "実施", tuple(_carried_out(disposition))),
        (disposition.paid_on, "納付", ()),
        (disposition.recipients_told_on, "提供先に通知した", ()),
    )
    yield from (Event(day, what, known) for day, what, known in steps if day)


def _carried_out(disposition: Disposition) -> Iterator[str]:
    if disposition.sheets is not None:
        yield f"{disposition.sheets}枚"
    if disposition.fee is not None:
        yield f"手数料{disposition.fee}円"
    if disposition.copying_cost is not None:
        yield f"写しの費用{disposition.copying_cost}円"
    if disposition.waived:
        yield "減免"


def course_of_appeal(appeal: ReviewRequest) -> Iterator[Event]:
    """Yield what happened to an appeal, in its order."""
    unreferred = appeal.get_no_referral_reason_display()
    steps = (
        (appeal.received_on, f"審査請求{_of_whom(appeal)}", ()),
        (appeal.referred_on, "諮問した", _reason(appeal.referral_reason)),
        (appeal.parties_told_on, "諮問をした旨を通知した", ()),
        (appeal.opinion_on, f"答申：{appeal.get_opinion_display() or UNKNOWN}", ()),
        (
            appeal.ruled_on,
            f"裁決：{appeal.get_ruling_display()}",
            (
                *((f"諮問していません：{unreferred}",) if unreferred else ()),
                *_reason(appeal.ruling_reason),
            ),
        ),
        (appeal.court_filed_on, "訴訟が提起された", tuple(filter(None, (appeal.court_result,)))),
    )
    for day, what, details in steps:
        if day:
            yield Event(day, what, (str(appeal), *details))


def _of_whom(appeal: ReviewRequest) -> str:
    """Return what kind of appeal it is, where it is none of the usual kind."""
    if appeal.by_third_party:
        return "（第三者）"
    usual = appeal.against == ReviewRequest.Against.DISPOSITION
    return "" if usual else f"（{appeal.get_against_display()}）"


def _reason(reason: str) -> tuple[str, ...]:
    return (f"遅れた理由：{reason}",) if reason else ()
