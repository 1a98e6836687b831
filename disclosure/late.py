"""What came too late in the course of a year's requests: recorded as it was, and found here."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from disclosure.models import Correction, DisclosureRequest, Disposition
from disclosure.models.course import LATE
from disclosure.tables import after_due
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import closed_days

DECIDED = Check("decided_after_due", Severity.WARNING, "期限の後の決定")
EXTENDED = Check("extended_after_due", Severity.WARNING, "期限の後の延長")
BEHIND = Check("course_after_decided", Severity.WARNING, "決定した後の延長や補正など")
CHECKS = (DECIDED, EXTENDED, BEHIND)

Rows = TypeVar("Rows", bound=QuerySet)
LIST = "disclosure:disclosurerequest"
# What belongs before a decision, by its date.
STEPS = ("extended_on", "third_party_asked_on")


class BehindStep(NamedTuple):
    """A step of a request that is dated after the last decision on it."""

    request: int
    what: str
    day: date

    def __str__(self) -> str:
        return f"{self.what}（{era_date(self.day)}）"


def findings(year: FiscalYear, counted_to: date | None = None) -> Iterator[Finding]:
    """Yield what came too late on the requests received in ``year``, as far as by a day."""
    yield from _decided(year, counted_to)
    yield from _extended(year, counted_to)
    yield from _behind(year, counted_to)


def until(day: date | None, rows: Rows, dated: str = "decided_on") -> Rows:
    """Return those of the rows that are dated up to a day; all of them where there is none."""
    return rows if day is None else rows.filter(**{f"{dated}__lte": day})


def _decided(year: FiscalYear, counted_to: date | None) -> Iterator[Finding]:
    late = until(counted_to, Disposition.objects.filter(LATE, request__year=int(year)))
    rows = list(late.select_related("request__kind", "outcome").order_by("request__number", "pk"))
    if rows:
        sentence = (
            f"期限の後の決定が{len(rows)}件あります。決定日と延長の記録を確かめ、"
            "そのとおりのときは、遅れた理由を書いてください。"
        )
        told = [f"{row}（{era_date(row.decided_on)}、{after_due(row.days_late)}）" for row in rows]
        keys = list(dict.fromkeys(row.request_id for row in rows))
        link = link_to(LIST, keys, ("year", int(year)), ("late", "on"))
        yield DECIDED.found(sentence, told, link)


def _extended(year: FiscalYear, counted_to: date | None) -> Iterator[Finding]:
    """Find them by the count of today: a correction moves the day until which one may extend."""
    possible = DisclosureRequest.objects.in_year(year).may_be_extended_late()
    found = (
        until(counted_to, possible, "extended_on")
        .select_related("kind__regime")
        .prefetch_related("corrections")
    )
    requests = list(found.order_by("number"))
    closed = closed_days() if requests else None
    late = [
        request
        for request in requests
        if (counted := request.deadline(closed)) and counted.late_extension
    ]
    if late:
        sentence = (
            f"期限の後に通知した延長が{len(late)}件あります。この延長で期限は延びません。"
            "通知した日を確かめ、そのとおりのときは、その理由を書いてください。"
        )
        told = [f"{each}（{era_date(each.extended_on)}通知）" for each in late if each.extended_on]
        keys = [each.pk for each in late]
        yield EXTENDED.found(sentence, told, link_to(LIST, keys, ("year", int(year))))


def _behind(year: FiscalYear, counted_to: date | None) -> Iterator[Finding]:
    answers = until(counted_to, Disposition.objects.order_by())
    steps = [*_steps(year, answers, counted_to), *_corrections(year, answers, counted_to)]
    if steps:
        sentence = (
            f"最後の決定より後の日の、延長・第三者への照会・補正が{len(steps)}件あります。"
            "日付を確かめ、そのとおりのときは、その理由を書いてください。"
        )
        keys = list(dict.fromkeys(step.request for step in steps))
        link = link_to(LIST, keys, ("year", int(year)))
        yield BEHIND.found(sentence, list(map(str, steps)), link)


def _steps(year: FiscalYear, answers: QuerySet, day: date | None) -> Iterator[BehindStep]:
    own = answers.filter(request=OuterRef("pk"))
    for name in STEPS:
        requests = until(day, DisclosureRequest.objects.in_year(year), name)
        behind = _answered(requests, own, name)
        field: Any = DisclosureRequest._meta.get_field(name)
        for request in behind.select_related("kind").order_by("number"):
            yield BehindStep(request.pk, f"{request} {field.verbose_name}", getattr(request, name))


def _corrections(year: FiscalYear, answers: QuerySet, day: date | None) -> Iterator[BehindStep]:
    own = answers.filter(request=OuterRef("request"))
    corrections = until(day, Correction.objects.filter(request__year=int(year)), "requested_on")
    behind = _answered(corrections, own, "requested_on")
    for row in behind.select_related("request__kind").order_by("request__number", "pk"):
        yield BehindStep(row.request_id, str(row), row.requested_on)


def _answered(rows: QuerySet, answers: QuerySet, day: str) -> QuerySet:
    """Return what was answered, and last on a day before its own."""
    dated = rows.filter(**{f"{day}__isnull": False}).filter(Exists(answers))
    return dated.exclude(Exists(answers.filter(decided_on__gte=OuterRef(day))))
