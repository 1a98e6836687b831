"""Whose turn it is with a report."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.tasks import Item, Task
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from kurume_privacy.records.display import era_moment
from reports.models import Step, StepKind

TO_APPROVE = ("確認又は公表を待つ報告書", (StepKind.ASK, StepKind.APPROVE))
TO_MEND = (
    "直して、もう一度確認を依頼する報告書",
    (StepKind.SEND_BACK, StepKind.WITHDRAW, StepKind.REOPEN),
)
LONGEST = 120  # characters of a reason; the whole stands on the report's page


def turns(user: User) -> list[Task]:
    """Tell the approver which reports wait for them, and the office which came back, and why."""
    if not (user.is_approver or user.is_office):
        return []
    sentence, _ = TO_APPROVE if user.is_approver else TO_MEND
    steps = [step for step in Step.objects.latest_of_years() if waits_for(user, step)]
    items = tuple(map(_turn, steps))
    return [Task(sentence, len(items), Link("reports:drafts"), items=items)] if items else []


def waits_for(user: User, last: Step | None) -> bool:
    """Say whether it is this user's turn, after the last step of a year."""
    _, acts = TO_APPROVE if user.is_approver else TO_MEND
    return last is not None and last.act in acts


def _turn(step: Step) -> Item:
    """Return a report with who did what with it last, when, and why."""
    notes = [f"{step.user_name}が{era_moment(step.at)}に{step.done}。"]
    if step.reason:
        notes.append(f"理由：{_beginning(step.reason)}")
    return Item(str(FiscalYear(step.year)), Link("reports:draft", step.year), tuple(notes))


def _beginning(reason: str) -> str:
    return reason if len(reason) <= LONGEST else f"{reason[:LONGEST]}…"
