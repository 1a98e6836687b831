"""What taking in a file would do, or did: line by line, as the page and the command show it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.db import models


class Status(models.TextChoices):
    """What becomes of a record of the file."""

    NEW = "new", "新規"
    CHANGED = "changed", "変更"
    UNCHANGED = "unchanged", "変更なし"
    REFUSED = "refused", "登録できません"


@dataclass(frozen=True)
class Problem:
    """Why a record cannot be taken in, or what speaks against it, and where that stands."""

    line: int
    place: int | None  # of the column, from 1; the whole line without
    heading: str
    sentence: str


@dataclass(frozen=True)
class ImportOutcome:
    """What becomes of one record of the file."""

    line: int
    status: Status
    label: str  # what the record is called
    same_as: str = ""  # the other, where it may be there already
    changes: tuple[tuple[str, str, str], ...] = ()  # (label, before, after)
    problems: tuple[Problem, ...] = ()
    personal: tuple[Problem, ...] = ()  # texts that look like what no record may hold


@dataclass
class ImportResult:
    """What becomes of all of them, in the order of the file."""

    outcomes: list[ImportOutcome] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[Status, int]:
        """How many records of each status."""
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status: found[status] for status in Status}

    @property
    def possible_duplicates(self) -> int:
        """How many new records may be there already."""
        return sum(bool(outcome.same_as) for outcome in self.outcomes)

    @property
    def personal(self) -> int:
        """How many records have a text that looks like what no record may hold."""
        return sum(bool(outcome.personal) for outcome in self.outcomes)

    @property
    def problems(self) -> Iterator[Problem]:
        """Every error, in the order of the lines."""
        return (problem for outcome in self.outcomes for problem in outcome.problems)

    def as_data(self) -> dict:
        """Return what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict) -> "ImportResult":
        """Return what `as_data` gave."""
        return cls([_outcome(**outcome) for outcome in data["outcomes"]], data["notices"])


def _outcome(status, changes, problems, personal=(), **rest) -> ImportOutcome:
    return ImportOutcome(
        status=Status(status),
        changes=tuple(tuple(change) for change in changes),
        problems=tuple(Problem(**problem) for problem in problems),
        personal=tuple(Problem(**text) for text in personal),
        **rest,
    )
