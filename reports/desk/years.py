"""The years of the reports: which there are, and which of them wait for their publication."""

from dataclasses import dataclass
from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.tasks import Item, Task
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from reports.models import PublicNotice, Stage, Step
from reports.publishing.standing import Standing, standings
from reports.tasks import waits_for
from reports.years import years_with_records

# What comes next, for whoever drafts and for whoever publishes.
NEXT = {
    Stage.DRAFTING: (
        "検査の結果を確かめ、確認を依頼してください。別に公表したときは、告示を登録してください。",
        "総括担当が作成しています。",
    ),
    Stage.ASKED: ("承認者の確認を待っています。", "内容を確かめ、承認するか差し戻してください。"),
    Stage.APPROVED: (
        "承認者の公表を待っています。",
        "告示番号と公表日を入力し、公表してください。",
    ),
}


@dataclass(frozen=True)
class ReportedYear:
    """A year: where its report stands, whether there are records, the 告示 that published it."""

    standing: Standing
    recorded: bool
    notice: PublicNotice | None

    @property
    def elsewhere(self) -> bool:
        """Whether it was published before there was this application, or beside it."""
        return self.notice is not None and self.standing.last is None

    @property
    def waits(self) -> bool:
        """Whether there is something to publish, and nobody has."""
        begun = self.recorded or self.standing.last is not None
        return begun and self.standing.stage != Stage.PUBLISHED and not self.elsewhere

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is here that could be published, nor the 告示 that published it."""
        return not self.recorded and self.standing.last is None and self.notice is None


def reported(today: date) -> list[ReportedYear]:
    """Return every year that has a place among the reports, the latest first.

    Those with records that make a year, with a step, an edition or a 告示; and the year that
    ended last, which is to be reported though nothing was recorded.
    """
    notices = {notice.year: notice for notice in PublicNotice.objects.all()}
    recorded = {int(year) for year in years_with_records()}
    begun = Step.objects.order_by().values_list("year", flat=True).distinct()
    years = {int(FiscalYear.of(today).previous), *recorded, *begun, *notices}
    return [
        ReportedYear(one, (year := int(one.year)) in recorded, notices.get(year))
        for one in standings(map(FiscalYear, years))
    ]


def unpublished(user: User, today: date) -> list[Task]:
    """Tell who drafts and who publishes of the years that are over and not published yet.

    What waits for this user is told as their turn. The 告示 of the year that ended last is asked
    for where nothing of that year is here to be published: the next report tells of it.
    """
    if not (user.is_approver or user.is_office):
        return []
    over = [one for one in reported(today) if one.standing.year <= FiscalYear.of(today).previous]
    waiting = [one.standing for one in over if one.waits]
    items = tuple(_item(one, user) for one in waiting if not waits_for(user, one.last))
    told = [Task("公表していない年度", len(items), Link("reports:drafts"), items=items)]
    unknown = [one.standing.year for one in over if one.is_unknown and user.is_office]
    return [*(told if items else []), *map(_notice_of, unknown)]


def _item(standing: Standing, user: User) -> Item:
    office, approver = NEXT[standing.stage]
    notes = (standing.stage.label, approver if user.is_approver else office)
    return Item(str(standing.year), Link("reports:draft", int(standing.year)), notes)


def _notice_of(year: FiscalYear) -> Task:
    link = Link("reports:publicnotice_create")
    return Task(f"{year}の運用状況を公表した告示の入力", 1, link, unit="")
