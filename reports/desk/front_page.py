"""What the front page of the desk shows, gathered from the sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import council.progress
import council.tasks
import disclosure.progress
import disclosure.tasks
import outside_use.progress
import outside_use.tasks
import registrations.progress
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.progress import Progress, SoFar
from kurume_privacy.desk.tasks import Task
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from reports import tasks
from reports.years import latest_year


@dataclass(frozen=True)
class ToDo:
    """What somebody should look at first: by date, and for the report."""

    waiting: int
    due: list[Task]
    incomplete: list[Task]


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
    """One of the most frequent things to enter."""

    name: str
    link: Link


ENTRIES = (
    Shortcut("開示等請求", Link("disclosure:disclosurerequest_create")),
    Shortcut("目的外利用・外部提供の届出", Link("outside_use:usenotice_create")),
    Shortcut("業務の届出", Link("registrations:businessnotice_create")),
)
OFFICE_ENTRIES = (
    Shortcut("審議会", Link("council:councilsession_create")),
    Shortcut("研修・意識啓発", Link("reports:training_create")),
)


def to_do(user: User, today: date) -> ToDo:
    """Gather what is due and what is lacking, of what this user may see."""
    waiting = disclosure.tasks.Open.of(user, today)
    return ToDo(
        waiting.requests,
        disclosure.tasks.due(user, today, waiting),
        [
            *tasks.turns(user),
            *disclosure.tasks.moving(user),
            *disclosure.tasks.incomplete(user, today, waiting),
            *outside_use.tasks.incomplete(user, today),
            *council.tasks.incomplete(user, today),
            *tasks.incomplete(user, today),
        ],
    )


def year_so_far(user: User, year: FiscalYear, today: date) -> YearSoFar:
    """Gather the figures of a year, of what this user may see."""
    so_far = SoFar.of(year, today)
    found = YearSoFar(so_far, list(_sections(user, so_far)), None)
    return YearSoFar(so_far, found.sections, latest_year(user)) if found.empty else found


def _sections(user: User, so_far: SoFar) -> Iterator[Progress]:
    yield disclosure.progress.requests(user, so_far)
    yield outside_use.progress.notices(user, so_far)
    yield registrations.progress.notices(user, so_far)
    yield disclosure.progress.reviews(user, so_far)
    if not user.is_clerk:
        yield council.progress.sessions(user, so_far)


def entries(user: User) -> tuple[Shortcut, ...]:
    """Return the ways to enter what this user may enter."""
    if not user.keeps_records:
        return ()
    return (*ENTRIES, *OFFICE_ENTRIES) if user.is_office else ENTRIES
