"""Where the report of each year stands: its last step, its edition, and what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.edition.errata import Erratum
from reports.models import Edition, Stage, Step
from reports.models.steps import stage_after
from reports.publishing.differences import errata_of


@dataclass(frozen=True)
class Standing:
    """A year's report: who did what with it last, and the edition that holds."""

    year: FiscalYear
    last: Step | None
    edition: Edition | None

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return stage_after(self.last)

    @cached_property
    def errata(self) -> tuple[Erratum, ...]:
        """In what the report compiled today differs from the edition; compiles it to see."""
        return errata_of(self.edition) if self.edition else ()

    @property
    def drifted(self) -> bool:
        """Whether it differs though nobody reopened it: what is counted is closed, the rest not."""
        return self.stage == Stage.PUBLISHED and bool(self.errata)


def standings(years: Iterable[FiscalYear] = ()) -> list[Standing]:
    """Return where these years stand, and every year that has an edition; the latest first.

    Two small queries, whatever there is. To look whether a year differs from its edition costs
    its compiling besides, some 25 queries.
    """
    named = Edition.objects.current().only("year", "number")  # what it says is read when compared
    editions = {edition.year: edition for edition in named}
    steps = {step.year: step for step in Step.objects.latest_of_years()}
    every = sorted({*map(int, years), *editions}, reverse=True)
    return [Standing(FiscalYear(year), steps.get(year), editions.get(year)) for year in every]
