"""What a report counts of a request: how it was received, and its course up to a day."""

from datetime import date
from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import NOTHING, RegimeRow, Shown, looks_back

Course = tuple[tuple[str, object], ...]  # (field, value)
Steps = tuple[tuple[str, ...], ...]  # the field of a day, with those of what is said of it

# What the report of its year counts a request by, whatever becomes of it.
COUNTED_BY = (
    "number",
    "received_on",
    "kind",
    "method",
    "division_id",
    "transferred_from",
    "specific",
)
# What happens on the way, by its date, with what is said of it.
STEPS = (
    ("extended_on", "extension_days", "extension_reason"),
    ("special_notified_on", "special_reason", "special_part_on", "special_rest_on"),
)


def in_its_year(request: Any, counted_to: date) -> Shown:
    """Return what the report of its own year shows of a request."""
    received = Shown.part(*(_value(request, name) for name in COUNTED_BY))
    return received.along(_course(request, counted_to), counted_to)


def _value(request: Any, name: str) -> object:
    """Return what is counted: a day as it is stored, a row of the law whatever its version."""
    if name.endswith("_on"):
        return request.value_of(name)
    value = getattr(request, name, None)  # half filled, it may have no kind yet
    return value.lasting if isinstance(value, RegimeRow) else value


def _course(request: Any, counted_to: date) -> Course:
    """Return what happened on the way up to a day; the due date that an answer then met."""
    course = dated(request, STEPS, counted_to)
    if request.pk and request.dispositions.filter(decided_on__lte=counted_to).exists():
        return (*course, ("due_on", request.due_on))
    return course


def dated(record: Any, steps: Steps, counted_to: date) -> Course:
    """Return what a record says of the steps that are dated up to a day."""
    known = (step for step in steps if (day := record.value_of(step[0])) and day <= counted_to)
    return tuple((name, record.value_of(name)) for step in known for name in step)


def of_a_row(row: Any, year: int, steps: Steps, counted_to: date) -> Shown:
    """Return what the report of ``year`` shows of a row of a request, begun by its first step."""
    owner, course = row._owner(), dated(row, steps, counted_to)
    begun = any(name == steps[0][0] for name, _ in course)
    if owner is None or owner.own_year() != year or not begun:
        return NOTHING
    return NOTHING.along((*course, ("request", row.request_id)), counted_to)


def in_another(request: Any, year: FiscalYear) -> Shown:
    """Return what the report of another year shows: an appeal about it, or that it was open.

    Or that it was answered in the year, though it had been answered before.
    """
    stored = not request._state.adding
    if stored and type(request).objects.filter(pk=request.pk).appealed_in(year).exists():
        return Shown.part(*(_value(request, name) for name in ("kind", "division_id")))
    if request.value_of("received_on") >= year.first_day or not looks_back(int(year)):
        return NOTHING
    answers = request.dispositions.values_list("part_only", "decided_on") if stored else ()
    days = {decided for part_only, decided in answers if not part_only}
    if days and max(days) < year.first_day:
        return NOTHING
    return Shown.part(*(_value(request, name) for name in ("kind", "method", "division_id")))
