"""The due dates of requests: explained, and moved only after a yes.

A changed rule or closed day moves no stored date; what would move is shown first.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from disclosure.models import DisclosureRequest
from kurume_privacy.calendar.deadlines import ClosedDayNames, Deadline
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import ClosedYear, DecisionDeadline, RequestKind, closed_days


class Move(NamedTuple):
    """A request whose stored due date is not what would be counted today."""

    request: DisclosureRequest
    stored: date | None
    new: date | None


def explanation(request: DisclosureRequest) -> Deadline | None:
    """Return the due date day by day, as counted today; none where the law gives no days.

    It differs from the request's stored ``due_on`` where a rule or closed day changed since.
    """
    return request.deadline()


def would_move() -> list[Move]:
    """Return the requests of open years whose due date moves if counted today.

    Those that are open, and those whose extension or special period was notified too late: before
    that was known to move nothing, it did.
    """
    closed = closed_days()
    known: dict[tuple, Deadline | None] = {}
    requests = DisclosureRequest.objects.open().filter(kind__in=_kinds_with_days())
    requests |= DisclosureRequest.objects.open().filter(due_on__isnull=False)
    requests |= DisclosureRequest.objects.may_be_extended_late()
    requests |= DisclosureRequest.objects.may_be_special_late()
    requests = requests.exclude(year__in=ClosedYear.objects.values("year"))  # nothing moves there
    requests = requests.select_related("division__department")
    kinds = Prefetch("kind", RequestKind.objects.select_related("regime"))  # each looks up once
    requests = requests.prefetch_related(kinds, "corrections", "dispositions")
    moves = (_move(request, closed, known) for request in requests)
    return [move for move in moves if move.stored != move.new]


def _kinds_with_days() -> QuerySet:
    """Return the keys of the kinds of request for which the law gives days, in any version."""
    rows = DecisionDeadline.objects.filter(
        regime=OuterRef("regime"), kind__key=OuterRef("key"), decision_days__isnull=False
    )
    kinds = RequestKind.objects.filter(Exists(rows.order_by())).order_by()
    return kinds.values("pk")


def _move(request: DisclosureRequest, closed: ClosedDayNames, known: dict) -> Move:
    """Count a request anew; ``known`` remembers the due date of each course, for many share one."""
    corrections = ((row.requested_on, row.completed_on) for row in request.corrections.all())
    moved_by = request.extended_on, request.extension_days, request.special_date
    course = (request.kind_id, request.begins_on, *moved_by, *corrections)
    if course not in known:
        found = request.deadline(closed)
        known[course] = found and found.due
    return Move(request, request.due_on, known[course])


def move(request: DisclosureRequest) -> None:
    """Store the due date as counted today; the original one stays what it was at receipt."""
    request.refresh_due()


def why(found: Move, closed: ClosedDayNames) -> str:
    """Return the reason for a new date, as the count of today gives it."""
    counted = found.request.deadline(closed)
    if counted is None:
        kind = found.request.kind
        return f"{kind.regime}に{kind.request_name}の決定の期限の日数がないため"
    if counted.due is None:
        return counted.undetermined
    if counted.late_extension:
        return "延長の通知が期限の後で、期限が延びないため"
    if counted.late_special:
        return "期限の特例の通知が期限の後で、期限が延びないため"
    if found.stored and (name := closed(found.stored)) and _passed_over(counted, found.stored):
        return f"今の期限の日が休日（{name}）のため"
    if counted.moved_from:
        return f"末日の{era_date(counted.moved_from)}が{closed(counted.moved_from)}のため"
    number = max(day.number or 0 for day in counted.days)
    return f"今の数え方と休日で数えると、{number}日目のため"


def _passed_over(counted: Deadline, day: date) -> bool:
    """Say whether the count went over this day because it is closed."""
    uncounted = (each.date for each in counted.days if each.number is None and not each.is_due)
    return day == counted.moved_from or day in uncounted
