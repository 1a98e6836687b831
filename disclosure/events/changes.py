"""What an event would change, in words, from what can be read of its form so far."""

from collections.abc import Callable
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError

from disclosure.events.declaration import Typed
from disclosure.models import Correction, DisclosureRequest, Disposition
from disclosure.models.sent_along import corrections_sent
from kurume_privacy.calendar.deadlines import Deadline, Pause
from kurume_privacy.desk.tasks import day_in_words
from kurume_privacy.models import Outcome

NOT_LONGER = "期限の後の通知のため、期限は延びません。"


def due_in_words(found: Deadline | None) -> str:
    """Return 決定期限は令和8年7月1日（水）です, or why there is none; nothing without a rule."""
    if found is None:
        return ""
    if found.due is None:
        return found.undetermined
    return f"決定期限は{day_in_words(found.due)}です。"


def received(typed: Typed) -> str:
    """Return the due date of a request of this day and kind."""
    if not (typed.get("received_on") and typed.get("kind")):
        return ""
    begun = DisclosureRequest(received_on=typed["received_on"], kind=typed["kind"])
    return due_in_words(begun.deadline())


def refusal(check: Callable[[], None]) -> str:
    """Return the sentence with which a check refuses what is typed; nothing where it does not."""
    try:
        check()
    except ValidationError as refused:
        return "".join(refused.messages)
    return ""


def extended(request: DisclosureRequest, typed: Typed) -> str:
    """Return the due date with the extension."""
    if not (typed.get("extended_on") and typed.get("extension_days")):
        return ""
    longer = copy(request)
    longer.extended_on, longer.extension_days = typed["extended_on"], typed["extension_days"]
    if refused := refusal(longer.check_extension):
        return refused
    found = longer.deadline()
    late = NOT_LONGER if found and found.late_extension else ""
    return f"{late}{_from_now_on(found)}"


def special(request: DisclosureRequest, typed: Typed) -> str:
    """Return the due date with the special period: of the part first, where the law knows one."""
    notified_on, rest = typed.get("special_notified_on"), typed.get("special_rest_on")
    part = typed.get("special_part_on") or request.latest_part()
    if not (notified_on and (part or rest)):
        return ""
    longer = copy(request)
    longer.special_notified_on = notified_on
    longer.special_part_on, longer.special_rest_on = part, rest or part
    if refused := refusal(longer.check_special_period):
        return refused
    found = longer.deadline()
    late = NOT_LONGER if found and found.late_special else ""
    return f"{late}{_from_now_on(found)}"


def asked(correction: Correction, typed: Typed) -> str:
    """Return that the due date is suspended, where it is."""
    return _corrected(correction, typed.get("requested_on"), None)


def corrected(correction: Correction, typed: Typed) -> str:
    """Return the due date without the days of the correction."""
    completed_on = typed.get("completed_on")
    return _corrected(correction, correction.requested_on, completed_on) if completed_on else ""


def _corrected(correction: Correction, first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    request = correction.request
    others = [row for row in request.corrections.all() if row.pk != correction.pk]
    pauses = [Pause(row.requested_on, row.completed_on) for row in others]
    with corrections_sent(request, [*pauses, Pause(first, last)]):
        return _from_now_on(request.deadline())


def _from_now_on(found: Deadline | None) -> str:
    return due_in_words(found).replace("です。", "になります。")


def decided(disposition: Disposition, typed: Typed) -> str:
    """Return whether the decision is in time, and what it leaves to be done."""
    outcome, told = typed.get("outcome"), ""
    disposition.part_only = bool(typed.get("part_only"))
    day, due = typed.get("decided_on"), disposition.due_on
    if day and due:
        late = (day - due).days
        told = f"期限の{late}日後の決定です。" if late > 0 else "期限内の決定です。"
    if outcome and outcome.carrying_out == Outcome.CarryingOut.REQUIRED:
        told += "保存すると、実施待ちになります。"
    return told
