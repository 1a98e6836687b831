"""What somebody should look at, as the sections tell it to the desk's front page. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kurume_privacy.calendar.fiscal import WEEKDAYS, era_date
from kurume_privacy.document.links import Link

SHOWN = 5  # as many records are named one by one, and one more; the rest is a list away
WEEK = timedelta(days=7)


class Urgency(Enum):
    """How urgent a task is; the front page says it in words, and orders by it."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    MISSING = "missing"


@dataclass(frozen=True)
class Item:
    """One of the records a task is about, and what to know of it before opening it."""

    name: str
    link: Link
    notes: tuple[str, ...] = ()
    distance: str = ""  # how far its due date is away
    acts: tuple[tuple[str, Link], ...] = ()  # what can be done next: (name, where)


@dataclass(frozen=True)
class Task:
    """So many records that somebody should look at; the link leads to exactly these."""

    sentence: str
    count: int
    link: Link
    severity: Urgency = Urgency.MISSING
    items: tuple[Item, ...] = ()
    unit: str = "件"  # nothing, where the count says nothing

    @property
    def more(self) -> int:
        """How many of the records are not named one by one."""
        return self.count - len(self.items)


@dataclass(frozen=True)
class ToDo:
    """What a section says on the front page: what is due, and what the report lacks."""

    due: tuple[Task, ...] = ()
    incomplete: tuple[Task, ...] = ()
    waiting: str = ""  # a sentence on how many records wait, due or not


def named_of(count: int) -> int:
    """Return how many of so many records are named one by one: never is one alone left out."""
    return count if count <= SHOWN + 1 else SHOWN


def end_of_week(today: date) -> date:
    """Return the last of the seven days after today: what is due this week is due by then."""
    return today + WEEK


def day_in_words(day: date) -> str:
    """Return 令和8年11月20日（金）."""
    return f"{era_date(day)}（{WEEKDAYS[day.weekday()]}）"
