"""Whose turn it is with a report, and what the publication of the last year's lacks."""

from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.tasks import Item, Task, ToDo
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from reports.models import PublicNotice, Step, StepKind

TO_APPROVE = ("確認又は公表を待つ報告書", (StepKind.ASK, StepKind.APPROVE))
TO_MEND = ("差し戻された、又は再開された報告書", (StepKind.SEND_BACK, StepKind.REOPEN))


def turns(user: User) -> list[Task]:
    """Tell the approver which reports wait for them, and the office which came back."""
    if not (user.is_approver or user.is_office):
        return []
    sentence, acts = TO_APPROVE if user.is_approver else TO_MEND
    last = dict(Step.objects.order_by("pk").values_list("year", "act"))
    years = sorted((year for year, act in last.items() if act in acts), reverse=True)
    items = tuple(Item(str(FiscalYear(year)), Link("reports:draft", year)) for year in years)
    return [Task(sentence, len(years), Link("reports:drafts"), items=items)] if years else []


def publication_to_do(user: User, today: date) -> ToDo:
    """Tell the office that the notice which publishes last year's report is not entered."""
    year = FiscalYear.of(today).previous
    if not user.is_office or PublicNotice.objects.visible_to(user).in_year(year).exists():
        return ToDo()
    sentence = f"{year}の運用状況を公表した告示の入力"
    task = Task(sentence, 1, Link("reports:publicnotice_create"), unit="")
    return ToDo(incomplete=(task,))
