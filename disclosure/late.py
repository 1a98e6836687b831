"""What came too late in the course of the requests that a year judges, and is found here."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from disclosure.judged import Judged, until
from disclosure.models import Correction, DisclosureRequest, Disposition, ThirdParty
from disclosure.models.course import ENDS, LATE
from disclosure.models.review_days import LAW_ASKS
from disclosure.tables import after_due
from kurume_privacy.calendar.deadlines import ClosedDayNames, Deadline, open_from
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.models import closed_days

DECIDED = Check("decided_after_due", Severity.WARNING, "期限の後の決定")
EXTENDED = Check("extended_after_due", Severity.WARNING, "期限の後の延長")
SPECIAL = Check("special_period_after_due", Severity.WARNING, "期限の後の期限の特例")
APPLIED = Check("applied_after_days", Severity.WARNING, "期間の後の実施の申出")
BEHIND = Check("course_after_decided", Severity.WARNING, "決定した後の延長や補正など")
DISORDERED = Check("follow_up_disordered", Severity.WARNING, "順の合わない通知、申出、納付")
CHECKS = (DECIDED, EXTENDED, SPECIAL, APPLIED, BEHIND, DISORDERED)

ORDER = ("request__year", "request__number", "pk")
# What belongs before a decision, by its date.
STEPS = ("extended_on", "special_notified_on")
RECEIVED = Coalesce("request__first_received_on", "request__received_on")
# What follows a decision and is dated out of its order: the day, by which day a year judges it,
# and what is said of it. A day before the receipt lies in no year that could judge it.
FOLLOW_UPS = (
    ("notified_on", "notified_on", Q(notified_on__gt=F("carried_out_on")), "実施日より後"),
    ("applied_on", "applied_on", Q(applied_on__gt=F("carried_out_on")), "実施日より後"),
    ("paid_on", "decided_on", Q(paid_on__lt=RECEIVED), "受付日より前"),
)


class BehindStep(NamedTuple):
    """A step of a request that is dated after the last decision on it."""

    request: int
    what: str
    day: date

    def __str__(self) -> str:
        return f"{self.what}（{era_date(self.day)}）"


def findings(judged: Judged) -> Iterator[Finding]:
    """Yield what came too late of what is judged."""
    yield from _decided(judged)
    yield from _notified(
        judged,
        EXTENDED,
        judged.requests("extended_on").may_be_extended_late(),
        lambda counted: counted.late_extension,
        "extended_on",
        "延長",
    )
    yield from _notified(
        judged,
        SPECIAL,
        judged.requests("special_notified_on").may_be_special_late(),
        lambda counted: counted.late_special,
        "special_notified_on",
        "期限の特例",
    )
    yield from _applied(judged)
    yield from _behind(judged)
    yield from _disordered(judged)


def _decided(judged: Judged) -> Iterator[Finding]:
    late = judged.rows(Disposition.objects.filter(LATE), "decided_on")
    rows = list(late.select_related("request__kind", "outcome").order_by(*ORDER))
    if rows:
        sentence = (
            f"期限の後の決定が{len(rows)}件あります。決定日と延長の記録を確かめ、"
            "そのとおりのときは、遅れた理由を書いてください。"
        )
        told = [f"{row}（{era_date(row.decided_on)}、{after_due(row.days_late)}）" for row in rows]
        link = judged.link([row.request_id for row in rows], ("late", "on"))
        yield DECIDED.found(sentence, told, link)


def _notified(
    judged: Judged,
    check: Check,
    possible: QuerySet,
    is_late: Callable[[Deadline], bool],
    day: str,
    what: str,
) -> Iterator[Finding]:
    """Find them by the count of today: a correction moves the day until which one may notify."""
    found = possible.prefetch_related("kind__regime", "corrections")
    requests = list(found.prefetch_related("dispositions").order_by("year", "number"))
    closed = closed_days() if requests else None
    late = [
        request
        for request in requests
        if (counted := request.deadline(closed)) and is_late(counted)
    ]
    if late:
        sentence = (
            f"期限の後に通知した{what}が{len(late)}件あります。この{what}で期限は延びません。"
            "通知した日を確かめ、そのとおりのときは、その理由を書いてください。"
        )
        told = [f"{each}（{era_date(getattr(each, day))}通知）" for each in late]
        yield check.found(sentence, told, judged.link([each.pk for each in late]))


def _applied(judged: Judged) -> Iterator[Finding]:
    """Find who said how it should be carried out only after the days for it (法87条4項)."""
    answers = Disposition.objects.filter(
        applied_on__gt=F("notified_on"), request__kind__apply_within_days__isnull=False
    )
    answers = judged.rows(answers, "applied_on")
    rows = list(answers.select_related("request__kind", "outcome").order_by(*ORDER))
    closed = closed_days() if rows else None
    late = [row for row in rows if closed and _applied_late(row, closed)]
    if late:
        sentence = (
            f"通知の後の期間を過ぎた実施の申出が{len(late)}件あります。通知日と申出の日を確かめ、"
            "正当な理由があったときは、その理由を書いてください（法87条4項）。"
        )
        told = [f"{row}（{era_date(row.applied_on)}申出）" for row in late if row.applied_on]
        yield APPLIED.found(sentence, told, judged.link([row.request_id for row in late]))


def _applied_late(answer: Disposition, closed: ClosedDayNames) -> bool:
    days, told = answer.request.kind.apply_within_days, answer.notified_on
    if not (days and told and answer.applied_on):
        return False
    return answer.applied_on > open_from(told + timedelta(days=days), closed)


def _behind(judged: Judged) -> Iterator[Finding]:
    answers = until(judged.to, Disposition.objects.order_by())
    steps = [
        *_steps(judged, answers),
        *_rows(judged, ThirdParty, "asked_on", answers),
        *_rows(judged, Correction, "requested_on", answers),
    ]
    if steps:
        sentence = (
            f"最後の決定より後の日の、延長・第三者への照会・補正が{len(steps)}件あります。"
            "日付を確かめ、そのとおりのときは、その理由を書いてください。"
        )
        link = judged.link([step.request for step in steps])
        yield BEHIND.found(sentence, list(map(str, steps)), link)


def _steps(judged: Judged, answers: QuerySet) -> Iterator[BehindStep]:
    own = answers.filter(request=OuterRef("pk"))
    for name in STEPS:
        behind = _answered(judged.requests(name), own, name)
        field: Any = DisclosureRequest._meta.get_field(name)
        for request in behind.select_related("kind").order_by("year", "number"):
            yield BehindStep(request.pk, f"{request} {field.verbose_name}", getattr(request, name))


def _rows(judged: Judged, model: Any, day: str, answers: QuerySet) -> Iterator[BehindStep]:
    own = answers.filter(request=OuterRef("request"))
    behind = _answered(judged.rows(model.objects.all(), day), own, day)
    for row in behind.select_related("request__kind").order_by(*ORDER):
        yield BehindStep(row.request_id, str(row), getattr(row, day))


def _answered(rows: QuerySet, answers: QuerySet, day: str) -> QuerySet:
    """Return what was answered as a whole, and last on a day before its own."""
    dated = rows.filter(**{f"{day}__isnull": False}).filter(Exists(answers.filter(ENDS)))
    return dated.exclude(Exists(answers.filter(decided_on__gte=OuterRef(day))))


def _disordered(judged: Judged) -> Iterator[Finding]:
    """Find what was told, applied for or paid out of the order of the Act (法82条, 87条, 89条)."""
    wrong = list(_follow_ups(judged))
    if wrong:
        sentence = (
            f"実施日より後の通知や申出、受付日より前の納付が{len(wrong)}件あります。"
            "日付を確かめ、そのとおりのときは、その理由を書いてください。"
        )
        link = judged.link([row.request_id for row, _ in wrong])
        yield DISORDERED.found(sentence, [told for _, told in wrong], link)


def _follow_ups(judged: Judged) -> Iterator[tuple[Disposition, str]]:
    for name, judged_by, condition, why in FOLLOW_UPS:
        field: Any = Disposition._meta.get_field(name)
        rows = judged.rows(Disposition.objects.filter(LAW_ASKS, condition), judged_by)
        for row in rows.select_related("request__kind", "outcome").order_by(*ORDER):
            yield row, f"{row} {field.verbose_name}（{era_date(getattr(row, name))}、{why}）"
