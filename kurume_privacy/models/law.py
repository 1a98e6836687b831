"""The law and the bodies bound by it, loaded once for the compiling of a year."""

from collections.abc import Container
from dataclasses import dataclass

from django.db.models import Prefetch

from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models.organisation import Agency
from kurume_privacy.models.regime import Outcome, Regime

ROWS = ("requestkind_set", "disclosuremethod_set", "exemptionclause_set", "useground_set")


@dataclass(frozen=True)
class Law:
    """All regimes with their rows, and all agencies in the law's order, as one year sees them."""

    year: FiscalYear
    regimes: tuple[Regime, ...]
    agencies: tuple[Agency, ...]

    @classmethod
    def of(cls, year: FiscalYear) -> "Law":
        """Load everything, in a fixed number of queries."""
        outcomes = Prefetch("outcome_set", Outcome.objects.prefetch_related("kinds"))
        regimes = Regime.objects.prefetch_related(*ROWS, outcomes)
        return cls(year, tuple(regimes), tuple(Agency.objects.all()))

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
