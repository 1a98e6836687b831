"""The law and the agencies bound by it, loaded once for the compiling of a year."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.db.models import Prefetch

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.in_force import InForce
from kurume_privacy.models.organisation import Agency, Division
from kurume_privacy.models.regime import Regime, RegimeRow
from kurume_privacy.models.rows import CountingWay, Outcome

LISTS = (
    "requestkind_set",
    "disclosuremethod_set",
    "outcome_set",
    "exemptionclause_set",
    "useground_set",
    "countingway_set",
)
Row = TypeVar("Row", bound=RegimeRow)
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

    @classmethod
    def of(cls, year: FiscalYear) -> "Law":
        """Load everything, in a fixed number of queries."""
        outcomes = Prefetch("outcome_set", Outcome.objects.prefetch_related("kinds"))
        others = (name for name in LISTS if name != "outcome_set")
        regimes = Regime.objects.prefetch_related("governances", *others, outcomes)
        divisions = Division.objects.order_by().values_list("pk", *PLACE)
        places = {division: Place(*place) for division, *place in divisions}
        return cls(year, tuple(regimes), tuple(Agency.objects.all()), places)

    @cached_property
    def stands_for(self) -> dict[tuple[type, int], int]:
        """The row that stands in the report for each version of it: {(list, key): its key}."""
        found = {}
        for regime in self.regimes:
            for name in LISTS:
                rows = list(getattr(regime, name).all())
                for row in rows:
                    alike = [other for other in rows if other.key == row.key]
                    found[type(row), row.pk] = self._of_the_year(alike).pk
        return found

    def _of_the_year(self, versions: list[Row]) -> Row:
        """Return the version that the year's report names: the last one in force in it.

        Where none was, the last before it, or else the first after it: what is entered from a
        later day on changes nothing.
        """
        begun = [row for row in versions if _begins(row) <= self.year.last_day]
        in_force = [row for row in begun if row.in_force_during(self.year)]
        return max(in_force or begun or [min(versions, key=_begins)], key=_begins)

    def standing(self, kind: type[RegimeRow], key: int | None) -> int | None:
        """Return the key of the row that stands for the one of this key; none for none."""
        return None if key is None else self.stands_for[kind, key]

    def reported(self, rows: Iterable[Row], counted: Container[int]) -> list[Row]:
        """Return the rows of one list that the year's report names, in their order.

        Those in force during the year and any other that is counted; one a key.
        """
        return [
            row
            for row in rows
            if self.stands_for[type(row), row.pk] == row.pk
            and (row.in_force_during(self.year) or row.pk in counted)
        ]

    def way(self, regime: Regime) -> CountingWay | None:
        """Return how the year's requests under a regime are counted: as on the last day."""
        ways = [row for row in regime.countingway_set.all() if row.in_force_during(self.year)]
        return max(ways, key=_begins, default=None)

    def by_agency(self, counts: Counter) -> Counter:
        """Add up {(…, division's id): records} to {(agency's id, …): records}."""
        added: Counter = Counter()
        for (*rest, division), records in counts.items():
            added[self.places[division].agency_id, *rest] += records
        return added

    @property
    def regime(self) -> Regime:
        """The regime whose words name the year's report: it governs the first agency at its end.

        That is the mayor; the assembly's own ordinance names no report of the city.
        """
        first, last_day = self.agencies[0].pk, self.year.last_day
        in_force = [regime for regime in self.regimes if regime.governs(first, last_day)]
        return (in_force or self.regimes)[0]

    def regimes_reported(self, counted: Container[int]) -> list[Regime]:
        """Return the regimes of the first agency during the year, and any with counted records."""
        first = self.agencies[0].pk
        return [
            regime
            for regime in self.regimes
            if regime.governs_during(first, self.year) or regime.pk in counted
        ]

    def agencies_reported(self, counted: Container[int]) -> list[Agency]:
        """Return the agencies bound during the year, and any other with counted records.

        Those under a law of their own have a block of their own: here only what is counted.
        """
        regimes = self.regimes_reported(())
        return [
            agency
            for agency in self.agencies
            if agency.pk in counted
            or (
                agency.in_force_during(self.year)
                and any(regime.governs_during(agency.pk, self.year) for regime in regimes)
            )
        ]


def _begins(row: InForce) -> date:
    return row.valid_from or date.min
