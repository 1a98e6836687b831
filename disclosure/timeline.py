"""The course of a request as people read it: what happened when, in the order of the days."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from disclosure.models import DisclosureRequest, Disposition, ReviewRequest
from disclosure.tables import after_due
from kurume_privacy.calendar.fiscal import era_date


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
    events = [Event(request.received_on, "受付", (request.kind.request_name,))]
    events += _corrected(request)
    events += _before_the_decision(request)
    for disposition in request.dispositions.all():
        events += _decided(disposition)
    return sorted(events, key=lambda event: event.day)


def _corrected(request: DisclosureRequest) -> Iterator[Event]:
    for correction in request.corrections.all():
        waiting = () if correction.completed_on else ("まだ補正されていません。期限は止まります。",)
        yield Event(correction.requested_on, "補正を求めた", waiting)
        if correction.completed_on:
            yield Event(correction.completed_on, "補正された")


def _before_the_decision(request: DisclosureRequest) -> Iterator[Event]:
    if request.extended_on:
        late = ("期限の後の通知のため、期限は延びません。",) if _is_late(request) else ()
        details = (f"{request.extension_days}日", f"理由：{request.extension_reason}", *late)
        yield Event(request.extended_on, "期限を延長した", details)
    if request.third_party_asked_on:
        yield Event(request.third_party_asked_on, "第三者に意見を求めた")
    if request.third_party_answered_on:
        yield Event(request.third_party_answered_on, "第三者の意見が提出された")


def _is_late(request: DisclosureRequest) -> bool:
    """Say whether the extension was notified when the time was over already."""
    counted = request.deadline() if request.may_be_extended_late else None
    return counted is not None and counted.late_extension


def _decided(disposition: Disposition) -> Iterator[Event]:
    clauses = "、".join(str(clause) for clause in disposition.clauses.all())
    late = (after_due(days),) if (days := disposition.days_late) else ()
    details = (*late, *((f"該当号：{clauses}",) if clauses else ()))
    yield Event(disposition.decided_on, f"決定：{disposition.outcome}", details)
    if disposition.carried_out_on:
        yield Event(disposition.carried_out_on, "実施", tuple(_carried_out(disposition)))
    for appeal in disposition.review_requests.all():
        yield from course_of_appeal(appeal)


def _carried_out(disposition: Disposition) -> Iterator[str]:
    if disposition.sheets is not None:
        yield f"{disposition.sheets}枚"
    if disposition.fee is not None:
        yield f"手数料{disposition.fee}円"


def course_of_appeal(appeal: ReviewRequest) -> Iterator[Event]:
    """Yield what happened to an appeal, in its order."""
    steps = (
        (appeal.received_on, "審査請求", ()),
        (appeal.referred_on, "審議会に諮問した", ()),
        (appeal.opinion_on, "審議会の答申", ()),
        (appeal.ruled_on, f"裁決：{appeal.get_ruling_display()}", ()),
    )
    for day, what, details in steps:
        if day:
            yield Event(day, what, (str(appeal), *details))
