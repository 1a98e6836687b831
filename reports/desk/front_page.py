"""What the front page of the desk shows, gathered from the sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.ledger import Ledger
from kurume_privacy.desk.progress import Progress, SoFar
from kurume_privacy.desk.tasks import ToDo
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from reports import tasks
from reports.desk.ledgers import LEDGERS
from reports.desk.years import unpublished
from reports.sections import SECTIONS
from reports.years import latest_year

# What is entered most often comes first.
BY_PLACE = sorted(SECTIONS, key=lambda section: section.place)


@dataclass(frozen=True)
class YearSoFar:
    """A year in figures; where it has none, the latest year of which there are records."""

    so_far: SoFar
    sections: list[Progress]
    latest: FiscalYear | None

    @property
    def empty(self) -> bool:
        """Say whether the year has no records at all."""
        return not any(figure.now for section in self.sections for figure in section.figures)


@dataclass(frozen=True)
class Shortcut:
    """A page that is one step away: by its name there."""

    name: str
    link: Link


def to_do(user: User, today: date) -> ToDo:
    """Gather what is due and what is incomplete, of what this user may see."""
    told = [section.to_do(user, today) for section in BY_PLACE]
    incomplete = (task for each in told for task in each.incomplete)
    return ToDo(
        due=tuple(task for each in told for task in each.due),
        incomplete=(*tasks.turns(user), *unpublished(user, today), *incomplete),
        waiting="".join(each.waiting for each in told),
    )


def year_so_far(user: User, year: FiscalYear, today: date) -> YearSoFar:
    """Gather the figures of a year, of what this user may see."""
    so_far = SoFar.of(year, today)
    found = YearSoFar(so_far, list(_sections(user, so_far)), None)
    return YearSoFar(so_far, found.sections, latest_year(user)) if found.empty else found


def _sections(user: User, so_far: SoFar) -> Iterator[Progress]:
    for section in BY_PLACE:
        if section.so_far and not (section.is_offices and user.is_clerk):
            yield section.so_far(user, so_far)


def entries(user: User) -> list[Shortcut]:
    """Return the ways to enter what this user may enter."""
    if not user.keeps_records:
        return []
    return [
        Shortcut(ledger.often.name, Link(f"{ledger.route}_create"))
        for ledger in entered_often()
        if ledger.often and (user.is_office or not ledger.is_offices)
    ]


def entered_often() -> list[Ledger]:
    """Return the ledgers in which most is entered, the first of them first."""
    placed = [(ledger.often.place, ledger) for ledger in LEDGERS if ledger.often]
    return [ledger for _, ledger in sorted(placed, key=lambda each: each[0])]
