"""What a section of the report declares of itself, once: all that shows sections reads it here.

An app declares its sections in its section.py; `reports.sections` lists them in the report's
order. Menu, front page, compiling, checks, Excel and sample iterate that list.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.ledger import Ledger, ReadOnlyLedger
from kurume_privacy.desk.progress import Progress, SoFar
from kurume_privacy.desk.tasks import ToDo
from kurume_privacy.document.findings import Check, Finding
from kurume_privacy.document.links import Link
from kurume_privacy.document.measuring import Compared
from kurume_privacy.document.structure import Report, Section
from kurume_privacy.models import Counted, Law, User

LAST = 1_000  # on the front page, after all that say where they stand


class SamplePart(NamedTuple):
    """A part of the sample file, and what enters it: returns how many records were entered."""

    name: str
    enter: Callable[[Any, FiscalYear], int]


class Broken(NamedTuple):
    """What the year before does not carry over into this one: the sentence, and where to look.

    ``behind`` are the keys of the records concerned.
    """

    sentence: str
    link: Link
    behind: list[int]


def nothing_broken(
    year: FiscalYear, report: Report, before: Report, counted_to: date | None
) -> Iterable[Broken]:
    """Find that all was carried over, or nothing ever is."""
    return ()


def nothing_to_do(user: User, today: date) -> ToDo:
    """Say that nothing is due and nothing incomplete."""
    return ToDo()


def nothing_found(year: FiscalYear, counted: Counted) -> Iterable[Finding]:
    """Find nothing wrong."""
    return ()


@dataclass(frozen=True, eq=False)
class SectionDeclaration:
    """A section: what it prints, what it keeps, what it checks, what the front page says of it."""

    key: str  # lasting: that of the compiled section
    compiled: Callable[[FiscalYear, Law], Section]
    ledgers: tuple[Ledger | ReadOnlyLedger, ...] = ()  # in the order in which they build on others
    # The paragraphs that the office may word itself, by key, with what the office calls them.
    wordable: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()  # in the order in which their findings are told
    # What is wrong with the year, as far as it is dated within the days that the year counts.
    findings: Callable[[FiscalYear, Counted], Iterable[Finding]] = nothing_found
    to_do: Callable[[User, date], ToDo] = nothing_to_do
    so_far: Callable[[User, SoFar], Progress] | None = None
    # Its main figure, of a compiled section: half more or less than last year wants a reason.
    main: Callable[[Section], int | None] | None = None
    # What does not follow from the edition of the year before, and the day that this counted to.
    carried: Callable[[FiscalYear, Report, Report, date | None], Iterable[Broken]] = nothing_broken
    compared: Compared | None = None  # over the years, on the public site
    about_persons: tuple[str, ...] = ()  # measures of which a small number could show somebody
    style: str = ""  # its style sheet, a static file: how its tables are set
    place: int = LAST  # on the front page: what is entered most often comes first
    sample: SamplePart | None = None

    @property
    def is_offices(self) -> bool:
        """Whether the office keeps all of it, so that no clerk is told of it."""
        return all(ledger.is_offices for ledger in self.ledgers)

    @property
    def kept(self) -> tuple[Ledger, ...]:
        """The ledgers in which records are entered."""
        return tuple(ledger for ledger in self.ledgers if isinstance(ledger, Ledger))

    def urls(self) -> list:
        """Return the addresses of its ledgers."""
        return [address for ledger in self.ledgers for address in ledger.urls()]
