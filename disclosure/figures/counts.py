"""Counted by the database: requests by date received, and how they were answered.

As cohort, the dispositions of the year's requests up to the day that the year counts to, if it has
one; as flow, those that were made in the year, whenever their request was received.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Case, OuterRef, Subquery, Sum, Value, When

from disclosure.figures.window import Window
from disclosure.models import DisclosureRequest, DispositionClause
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Law, Outcome, Regime

Combination = tuple[int, ...] | None  # none where the law has no clause for such an answer


@dataclass(frozen=True)
class RequestCounts:
    """Every count of section 2, by the ids of regime, kind, method and outcome."""

    law: Law
    requests: Counter = field(default_factory=Counter)  # (regime, kind, method)
    pending: Counter = field(default_factory=Counter)  # the same: without a disposition
    dispositions: Counter = field(default_factory=Counter)  # (regime, kind, method, outcome)
    breakdown: Counter = field(default_factory=Counter)  # (outcome, Place, Combination)
    by_outcome: Counter = field(default_factory=Counter)  # (outcome, agency)
    course: Counter = field(default_factory=Counter)  # (regime, origin, kind, end)

    @property
    def regimes(self) -> list[Regime]:
        """The regimes that the report names: in force, or with requests under them."""
        counted = {
            key[0] for key in (*self.requests, *self.pending, *self.dispositions, *self.course)
        }
        return self.law.regimes_reported(counted) or [self.law.regime]


def count(year: FiscalYear, law: Law) -> RequestCounts:
    """Count section 2 of ``year``: in two queries, or three where not every answer counts."""
    received = DisclosureRequest.objects.in_year(year)
    counts = RequestCounts(law)
    regimes = {kind.pk: each.pk for each in law.regimes for kind in each.requestkind_set.all()}
    limited, naming = _limited(law), _naming(law)
    for (kind, method), records in received.count_by("kind", "method").items():
        counts.requests[regimes[kind], kind, method] += records
    window = Window.of(law)
    for (kind, method), records in window.waiting().count_by("kind", "method").items():
        counts.pending[regimes[kind], kind, method] += records
    # Sorted by what differs most: SQLite takes a quarter less time than by kind first.
    answers = (
        window.answered()
        .annotate(combination=_combination(law))
        .count_by("division", "dispositions__outcome", "method", "kind", "combination")
    )
    for (division, outcome, method, kind, bits), records in answers.items():
        place = law.places[division]
        counts.dispositions[regimes[kind], kind, method, outcome] += records
        nameless: Combination = () if kind in limited and outcome in naming else None
        counts.breakdown[outcome, place, clauses_in(bits) or nameless] += records
        counts.by_outcome[outcome, place.agency_id] += records
    return counts


def _combination(law: Law) -> Case:
    """Return the clauses of a disposition as one number: clause 1 is bit 1, clause 2 bit 2 ….

    Only for the outcomes that are broken down by clause.
    """
    outcomes = [
        outcome.pk
        for regime in law.regimes
        for outcome in regime.outcome_set.all()
        if outcome.breakdown == Outcome.Breakdown.CLAUSES
    ]
    bit = Case(
        *(
            When(clause=clause.pk, then=Value(1 << clause.number))
            for regime in law.regimes
            for clause in regime.exemptionclause_set.all()
        )
    )
    named = DispositionClause.objects.filter(disposition=OuterRef("dispositions"))
    bits = named.values("disposition").annotate(bits=Sum(bit)).values("bits")
    return Case(When(dispositions__outcome__in=outcomes, then=Subquery(bits)))


def _limited(law: Law) -> set[int]:
    """Return the kinds of request that clauses may limit."""
    kinds = (kind for regime in law.regimes for kind in regime.requestkind_set.all())
    return {kind.pk for kind in kinds if kind.has_clauses}


def _naming(law: Law) -> set[int]:
    """Return the outcomes that may name clauses."""
    outcomes = (outcome for regime in law.regimes for outcome in regime.outcome_set.all())
    return {outcome.pk for outcome in outcomes if outcome.clause_use != Outcome.ClauseUse.NONE}


@cache
def clauses_in(bits: int | None) -> tuple[int, ...]:
    """Return the numbers of the clauses in such a number, ascending."""
    return tuple(number for number in range(1, 31) if (bits or 0) >> number & 1)


def total(counts: Counter, *wanted: object) -> int:
    """Add up the counts whose keys begin with ``wanted``; an ellipsis stands for anything."""
    return sum(
        records
        for key, records in counts.items()
        if all(want in (..., part) for want, part in zip(wanted, key, strict=False))
    )
