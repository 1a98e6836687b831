"""The law and the agencies bound by it, loaded once for the compiling of a year."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from django.db.models import Prefetch

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.organisation import Agency, Division
from kurume_privacy.models.regime import Outcome, Regime

ROWS = ("requestkind_set", "disclosuremethod_set", "exemptionclause_set", "useground_set")
PLACE = (
    "department__agency__order",
    "department__agency",
    "department__agency__name",
    "department__order",
    "department",
    "department__name",
    "department__agency__key",
    "department__key",
)


class Place(NamedTuple):
    """Where a division stands; sorts in the order of the organisation."""

    agency_order: int
    agency_id: int
    agency: str
    department_order: int
    department_id: int
    department: str
    agency_key: str
    department_key: str


class Way(Enum):
    """Which dispositions the report of a year counts."""

    COHORT = "cohort"  # those of the requests that were received in the year
    FLOW = "flow"  # those that were made in the year, whenever the request was received


class Counted(NamedTuple):
    """Up to which days the report of a year counts, and that of the year before."""

    to: date | None  # all that is recorded, where it is not known yet
    before: date  # what was decided up to then is not carried over

    @classmethod
    def of(cls, year: FiscalYear, to: date | None = None, before: date | None = None) -> "Counted":
        """Return the days of ``year``: the one before counts to its end, where nothing is known."""
        return cls(to, before or year.previous.last_day)


def states_course(year: int) -> bool:
    """Say whether the report of ``year`` says what was carried over, and up to which day."""
    return False


@dataclass(frozen=True)
class Law:
    """All regimes with their rows, and all agencies in the law's order, as one year sees them.

    ``places`` says where each division stands: the ledgers are counted by division, as their
    indexes are ordered, and no record has to be joined to the organisation.
    """

    year: FiscalYear
    regimes: tuple[Regime, ...]
    agencies: tuple[Agency, ...]
    places: Mapping[int, Place]
    counted: "Counted"

    @classmethod
    def of(cls, year: FiscalYear, counted: "Counted | None" = None) -> "Law":
        """Load everything, in a fixed number of queries; ``counted`` says up to which day."""
        outcomes = Prefetch("outcome_set", Outcome.objects.prefetch_related("kinds"))
        regimes = Regime.objects.prefetch_related(*ROWS, outcomes)
        divisions = Division.objects.order_by().values_list("pk", *PLACE)
        places = {division: Place(*place) for division, *place in divisions}
        agencies = tuple(Agency.objects.all())
        return cls(year, tuple(regimes), agencies, places, counted or Counted.of(year))

    @property
    def way(self) -> "Way":
        """How the dispositions are counted: those of the year's requests, or those of the year."""
        return Way.COHORT

    @property
    def states_course(self) -> bool:
        """Whether the report says what was carried over, and up to which day it counts."""
        return states_course(int(self.year))

    def by_agency(self, counts: Counter) -> Counter:
        """Add up {(…, division's id): records} to {(agency's id, …): records}."""
        added: Counter = Counter()
        for (*rest, division), records in counts.items():
            added[self.places[division].agency_id, *rest] += records
        return added

    @property
    def regime(self) -> Regime:
        """The regime whose words name the year's report: in force on its last day."""
        in_force = [regime for regime in self.regimes if regime.in_force_on(self.year.last_day)]
        return (in_force or self.regimes)[0]

    def regimes_reported(self, counted: Container[int]) -> list[Regime]:
        """Return the regimes in force during the year, and any other with counted records."""
        return [
            regime
            for regime in self.regimes
            if regime.in_force_during(self.year) or regime.pk in counted
        ]

    def agencies_reported(self, counted: Container[int]) -> list[Agency]:
        """Return the agencies bound during the year, and any other with counted records."""
        return [
            agency
            for agency in self.agencies
            if agency.in_force_during(self.year) or agency.pk in counted
        ]
