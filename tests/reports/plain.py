"""A city in plain words: what a test draws, enters as records and counts by hand.

Nothing here knows of a database. Words are those that stand in the report.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What is in use from one day to another; an empty day leaves that side open."""

    first_day: date | None = None
    last_day: date | None = None

    def in_use(self, first: date, last: date) -> bool:
        """Say whether it was in use on any day from ``first`` to ``last``."""
        if self.first_day and self.first_day > last:
            return False
        return not (self.last_day and self.last_day < first)


# The law: its rows have a lasting key; later versions of a row have the same one


@dataclass(frozen=True)
class Row(Dated):
    key: str
    name: str


@dataclass(frozen=True)
class Kind(Row):
    has_method: bool
    has_clauses: bool
    in_parts: bool  # a special period gives a considerable part a day of its own


@dataclass(frozen=True)
class Method(Row):
    pass


@dataclass(frozen=True)
class Outcome(Row):
    in_prose: str
    clauses: str  # required, optional or none
    breakdown: str  # clauses, departments or none
    kinds: tuple[str, ...]  # the keys of those that it answers
    parent: str | None  # the key of the outcome that it is a part of
    ends: str  # decided, withdrawn or transferred


@dataclass(frozen=True)
class Clause(Row):
    paragraph: int
    number: int
    letter: str


@dataclass(frozen=True)
class Ground(Row):
    citation: str
    listed: bool
    for_use: bool
    for_provision: bool


@dataclass(frozen=True)
class Way(Row):
    answers: str  # cohort or flow
    parts: str  # of an outcome: beside or inner
    states_course: bool


@dataclass(frozen=True)
class Governance(Dated):
    agency: str


@dataclass(frozen=True)
class Law(Dated):
    """A body of law; ``words`` are those it lends to the report."""

    name: str
    words: dict[str, str] = field(repr=False)
    governs: tuple[Governance, ...] = field(repr=False)
    kinds: tuple[Kind, ...] = field(repr=False)
    methods: tuple[Method, ...] = field(repr=False)
    outcomes: tuple[Outcome, ...] = field(repr=False)
    clauses: tuple[Clause, ...] = field(repr=False)
    grounds: tuple[Ground, ...] = field(repr=False)
    ways: tuple[Way, ...]


# The organisation


@dataclass(frozen=True, repr=False)
class Unit(Dated):
    name: str

    def __repr__(self) -> str:
        return f"{self.name or '―'} ({self.first_day or ''}..{self.last_day or ''})"

    def _repr_pretty_(self, printer, cycle):
        """Let Hypothesis print it as short as that."""
        printer.text(repr(self))


@dataclass(frozen=True, repr=False)
class Agency(Unit):
    pass


@dataclass(frozen=True, repr=False)
class Department(Unit):
    agency: Agency
    order: int = 0


@dataclass(frozen=True, repr=False)
class Division(Unit):
    department: Department

    def __repr__(self) -> str:
        return f"{self.department.agency!r} {self.department!r} {super().__repr__()}"

    @property
    def full_name(self) -> str:
        return self.department.name + self.name

    def in_use_on(self, day: date) -> bool:
        units = (self, self.department, self.department.agency)
        return all(unit.in_use(day, day) for unit in units)


# The records


@dataclass(frozen=True)
class BusinessNotice:
    number: int
    day: date
    kind: str
    name: str
    division: Division
    registered_by: Division  # where the register has the business, which may have moved


@dataclass(frozen=True)
class Disposition:
    """How a request was answered; the outcome and the clauses by their keys."""

    outcome: str
    day: date
    clauses: frozenset[str] = frozenset()
    part: bool = False  # only a considerable part of what was asked for is decided


@dataclass(frozen=True)
class Request:
    """What was asked for; the kind and the method by their keys."""

    number: int
    day: date
    law: str
    kind: str
    method: str | None
    division: Division
    dispositions: tuple[Disposition, ...] = ()
    transferred_in: bool = False
    special: bool = False


@dataclass(frozen=True)
class Appeal:
    number: int
    day: date
    request: Request
    against: int | None  # which of the request's dispositions; None: that it has none
    by_third_party: bool = False
    referred_on: date | None = None
    opinion_on: date | None = None
    opinion: str = ""
    ruled_on: date | None = None
    ruling: str = ""


@dataclass(frozen=True)
class UseNotice:
    number: int
    day: date
    kind: str
    division: Division
    law: str
    ground: str | None
    using_business: str = ""
    used_business: str = ""
    items: str = ""


@dataclass(frozen=True)
class Meeting:
    order: int
    manner: str
    day: date
    last_day: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Point:
    order: int
    label: str
    matter: str


@dataclass(frozen=True)
class Consultation:
    order: int
    matter: str
    conclusion: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Briefing:
    order: int
    matter: str


@dataclass(frozen=True)
class Session:
    year: int
    number: int
    meetings: tuple[Meeting, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    briefings: tuple[Briefing, ...] = ()


@dataclass(frozen=True)
class Publication:
    year: int
    day: date
    number: int
    on_website: bool = True


@dataclass(frozen=True)
class Training:
    day: date
    order: int
    content: str
    note: str = ""


@dataclass(frozen=True)
class City:
    """Everything that is known of a city, in the order in which it was entered."""

    laws: tuple[Law, ...]
    agencies: tuple[Agency, ...] = field(repr=False)
    departments: tuple[Department, ...] = field(repr=False)
    divisions: tuple[Division, ...] = field(repr=False)
    notices: tuple[BusinessNotice, ...] = ()
    requests: tuple[Request, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    uses: tuple[UseNotice, ...] = ()
    sessions: tuple[Session, ...] = ()
    publications: tuple[Publication, ...] = ()
    trainings: tuple[Training, ...] = ()
