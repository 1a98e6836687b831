"""The law and the agencies bound by it, loaded once for the compiling of a year."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.db.models import Prefetch, QuerySet, Subquery

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.counting_rows import CountingWay
from kurume_privacy.models.in_force import InForce, in_force_on
from kurume_privacy.models.organisation import Agency, Division
from kurume_privacy.models.regime import Governance, Regime, RegimeRow
from kurume_privacy.models.rows import Outcome

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


Way = CountingWay.Dispositions


class Counted(NamedTuple):
    """Up to which days the report of a year counts, and that of the year before."""

    to: date | None  # all that is recorded, where it is not known yet
    before: date  # what was decided up to then is not carried over

    @classmethod
    def of(cls, year: FiscalYear, to: date | None = None, before: date | None = None) -> "Counted":
        """Return the days of ``year``: the one before counts to its end, where nothing is known."""
        return cls(to, before or year.previous.last_day)


def counting_way(year: int) -> CountingWay | None:
    """Return how the report of ``year`` counts requests: `Law.counting`, in one query."""
    last_day = FiscalYear(year).last_day
    governances = _of_the_first_agency()
    ways = CountingWay.objects.filter(
        in_force_on(last_day),
        in_force_on(last_day, "regime__"),
        regime__in=governances.filter(in_force_on(last_day)).order_by().values("regime"),
    )
    return ways.first()


def looks_back(year: int) -> bool:
    """Say whether the report of ``year`` counts requests of earlier years: open, or answered."""
    way = counting_way(year)
    return way is not None and (way.states_course or way.dispositions == Way.FLOW)


def regimes_apart() -> QuerySet[Regime]:
    """Return the regimes that at no time govern the first agency: the assembly's own ordinance.

    What is counted under them has a block of its own, and is never added to the city's.
    """
    return Regime.objects.exclude(pk__in=_of_the_first_agency().order_by().values("regime"))


def _of_the_first_agency() -> QuerySet[Governance]:
    return Governance.objects.filter(agency=Subquery(Agency.objects.values("pk")[:1]))


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
        others = (name for name in LISTS if name != "outcome_set")
        regimes = Regime.objects.prefetch_related("governances", *others, outcomes)
        divisions = Division.objects.order_by().values_list("pk", *PLACE)
        places = {division: Place(*place) for division, *place in divisions}
        agencies = tuple(Agency.objects.all())
        return cls(year, tuple(regimes), agencies, places, counted or Counted.of(year))

    @property
    def way(self) -> Way:
        """How the dispositions are counted: those of the year's requests, or those of the year."""
        return self.way_of(self.year)

    def way_of(self, year: FiscalYear) -> Way:
        """Return how the dispositions of a year are counted."""
        counting = self.counting_of(year)
        return Way(counting.dispositions) if counting else Way.COHORT

    @property
    def states_course(self) -> bool:
        """Whether the report says what was carried over, and up to which day it counts."""
        return self.counting is not None and self.counting.states_course

    @cached_property
    def counting(self) -> CountingWay | None:
        """How the year's requests are counted."""
        return self.counting_of(self.year)

    def counting_of(self, year: FiscalYear) -> CountingWay | None:
        """Return how the requests of a year are counted: as on its last day, under its regime."""
        ways = self.regime_of(year).countingway_set.all()
        return next((way for way in ways if way.in_force_on(year.last_day)), None)

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

        Those in force during the year and any other that is counted; one a key. Of the same order,
        a version stands where the first one did: a new name and a first day move no row.
        """
        places: dict[tuple[int, str], int] = {}
        named = []
        for row in rows:
            place = row.order, row.key
            places[place] = min(row.pk, places.get(place, row.pk))
            standing = self.stands_for[type(row), row.pk] == row.pk
            if standing and (row.in_force_during(self.year) or row.pk in counted):
                named.append(row)
        return sorted(named, key=lambda row: (row.order, places[row.order, row.key]))

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
        return self.regime_of(self.year)

    def regime_of(self, year: FiscalYear) -> Regime:
        """Return the same of a year."""
        first, last_day = self.agencies[0].pk, year.last_day
        in_force = [regime for regime in self.regimes if regime.governs(first, last_day)]
        return (in_force or self.regimes)[0]

    @cached_property
    def regimes_apart(self) -> list[Regime]:
        """The regimes that at no time govern the first agency, as `regimes_apart`."""
        first = self.agencies[0].pk
        return [
            regime
            for regime in self.regimes
            if all(governance.agency_id != first for governance in regime.governed)
        ]

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
