"""How the outcomes are printed: beside one another, or some as an inner count of another.

法82条2項: what is not held is a decision of non-disclosure too; the city chooses how to print it.
"""

from typing import NamedTuple

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import answered, answered_under
from kurume_privacy.document.identity import by_of, written
from kurume_privacy.document.structure import Number
from kurume_privacy.models import CountingWay, Outcome, Regime
from kurume_privacy.models.keyed import Keyed


class PrintedOutcome(NamedTuple):
    """An outcome as it is printed: ``whole`` with its parts, ``inner`` as a part of another."""

    outcome: Outcome
    whole: bool = False
    inner: bool = False

    @property
    def key(self) -> str:
        """What it is narrowed to, as a column has it."""
        dimension = "parent" if self.whole else "outcome"
        return written(by_of(**{dimension: self.outcome.key}))

    def named(self, name: str) -> str:
        """Return its name: うち不存在 of a part."""
        return f"うち{name}" if self.inner else name

    def number(self, counts: RequestCounts, label: str, **rows: Keyed | None) -> Number:
        """Return its dispositions of these rows."""
        counted = answered_under if self.whole else answered
        return counted(counts, label, **rows, outcome=self.outcome)


def columns(regime: Regime, counts: RequestCounts) -> list[PrintedOutcome]:
    """Return the outcomes of a regime as the year's report prints them."""
    return arranged(counts.outcomes(regime), counts)


def arranged(outcomes: list[Outcome], counts: RequestCounts) -> list[PrintedOutcome]:
    """Return these outcomes as the year's report prints them: each part behind its parent."""
    if not prints_inner(counts):
        return [PrintedOutcome(outcome) for outcome in outcomes]
    keys = {outcome.key for outcome in outcomes}
    tops = [outcome for outcome in outcomes if not (outcome.parent and outcome.parent.key in keys)]
    found = []
    for top in tops:
        parts = [each for each in outcomes if each.parent and each.parent.key == top.key]
        found += [
            PrintedOutcome(top, whole=True),
            *(PrintedOutcome(part, inner=True) for part in parts),
        ]
    return found


def prints_inner(counts: RequestCounts) -> bool:
    """Say whether the year's report prints outcomes as inner counts."""
    way = counts.law.counting
    return way is not None and way.outcomes == CountingWay.Parts.INNER
