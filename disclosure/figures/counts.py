"""Counted by the database: requests by date received, and how they were answered.

As cohort, the dispositions of the year's requests up to the day that the year counts to, if it has
one; as flow, those that were made in the year, whenever their request was received. What versions
of one row of the law count is counted together: under the row that stands for them.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, OuterRef, Subquery, Sum, Value, When

from disclosure.figures.window import Window
from disclosure.models import DisclosureRequest, DispositionClause
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    DisclosureMethod,
    ExemptionClause,
    Law,
    Outcome,
    Regime,
    RequestKind,
)

# The keys of clauses in their order; none where the law has no clause for such an answer.
Combination = tuple[str, ...] | None


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

    @cached_property
    def window(self) -> Window:
        """The days within which the counted answers lie."""
        return Window.of(self.law)

    @property
    def regimes(self) -> list[Regime]:
        """The regimes that the report names: in force, or with requests under them."""
        counted = {
            key[0] for key in (*self.requests, *self.pending, *self.dispositions, *self.course)
        }
        return self.law.regimes_reported(counted) or [self.law.regime]

    def kinds(self, regime: Regime) -> list[RequestKind]:
        """Return the kinds of request that the report names."""
        counted = {key[1] for key in (*self.requests, *self.pending, *self.dispositions)}
        counted |= {kind for _, _, kind, _ in self.course}
        return self.law.reported(regime.requestkind_set.all(), counted)

    def methods(self, regime: Regime) -> list[DisclosureMethod]:
        """Return the methods of disclosure that the report names."""
        counted = {key[2] for key in (*self.requests, *self.pending, *self.dispositions)}
        return self.law.reported(regime.disclosuremethod_set.all(), counted)

    def outcomes(self, regime: Regime) -> list[Outcome]:
        """Return the outcomes that the report names."""
        counted = {outcome for *_, outcome in self.dispositions}
        return self.law.reported(regime.outcome_set.all(), counted)

    def clauses(self, regime: Regime) -> list[ExemptionClause]:
        """Return the clauses that the report names, in the order of the article."""
        own = {outcome.pk for outcome in regime.outcome_set.all()}
        combinations = (named for answer, _, named in self.breakdown if answer in own)
        named = {key for combination in combinations for key in combination or ()}
        every = regime.exemptionclause_set.all()
        counted = {clause.pk for clause in every if clause.key in named}
        return self.law.reported(every, counted)


def count(year: FiscalYear, law: Law) -> RequestCounts:
    """Count section 2 of ``year``: in two queries, or three where not every answer counts."""
    received = DisclosureRequest.objects.in_year(year)
    counts = RequestCounts(law)
    regimes = {kind.pk: each.pk for each in law.regimes for kind in each.requestkind_set.all()}
    limited, naming, stands = _limited(law), _naming(law), law.standing
    names = {regime.pk: list(clauses_of(regime, law)) for regime in law.regimes}
    for (kind, method), records in received.count_by("kind", "method").items():
        shown = stands(RequestKind, kind), stands(DisclosureMethod, method)
        counts.requests[regimes[kind], *shown] += records
    for (kind, method), records in counts.window.waiting().count_by("kind", "method").items():
        shown = stands(RequestKind, kind), stands(DisclosureMethod, method)
        counts.pending[regimes[kind], *shown] += records
    # Sorted by what differs most: SQLite takes a quarter less time than by kind first.
    answers = (
        counts.window.answered()
        .annotate(combination=_combination(law))
        .count_by("division", "dispositions__outcome", "method", "kind", "combination")
    )
    for (division, outcome, method, kind, bits), records in answers.items():
        regime = regimes[kind]
        shown = stands(RequestKind, kind), stands(DisclosureMethod, method)
        place, answer = law.places[division], stands(Outcome, outcome)
        counts.dispositions[regime, *shown, answer] += records
        nameless: Combination = () if shown[0] in limited and answer in naming else None
        counts.breakdown[answer, place, _named(bits, names[regime]) or nameless] += records
        counts.by_outcome[answer, place.agency_id] += records
    return counts


def _combination(law: Law) -> Case:
    """Return the clauses of a disposition as one number: the first of its law is bit 0 ….

    Only for the outcomes that are broken down by clause.
    """
    every = {row.pk: row for regime in law.regimes for row in regime.outcome_set.all()}
    standing = {pk: every[law.stands_for[Outcome, pk]] for pk in every}
    outcomes = [pk for pk, row in standing.items() if row.breakdown == Outcome.Breakdown.CLAUSES]
    bit = Case(
        *(
            When(clause__in=_versions(regime, key), then=Value(1 << place))
            for regime in law.regimes
            for place, key in enumerate(clauses_of(regime, law))
        )
    )
    named = DispositionClause.objects.filter(disposition=OuterRef("dispositions"))
    bits = named.values("disposition").annotate(bits=Sum(bit)).values("bits")
    return Case(When(dispositions__outcome__in=outcomes, then=Subquery(bits)))


def clauses_of(regime: Regime, law: Law) -> dict[str, ExemptionClause]:
    """Return a regime's clauses by their keys, in the order of the article."""
    every = sorted(regime.exemptionclause_set.all(), key=lambda clause: clause.place)
    standing = (row for row in every if law.standing(ExemptionClause, row.pk) == row.pk)
    return {clause.key: clause for clause in standing}


def _versions(regime: Regime, key: str) -> list[int]:
    return [clause.pk for clause in regime.exemptionclause_set.all() if clause.key == key]


def _named(bits: int | None, names: list[str]) -> tuple[str, ...]:
    """Return the keys of the clauses in such a number, in their order."""
    return tuple(name for place, name in enumerate(names) if (bits or 0) >> place & 1)


def _limited(law: Law) -> set[int]:
    """Return the kinds of request that clauses may limit."""
    kinds = (kind for regime in law.regimes for kind in regime.requestkind_set.all())
    return {kind.pk for kind in kinds if kind.has_clauses}


def _naming(law: Law) -> set[int]:
    """Return the outcomes that may name clauses."""
    outcomes = (outcome for regime in law.regimes for outcome in regime.outcome_set.all())
    return {outcome.pk for outcome in outcomes if outcome.clause_use != Outcome.ClauseUse.NONE}


def total(counts: Counter, *wanted: object) -> int:
    """Add up the counts whose keys begin with ``wanted``; an ellipsis stands for anything."""
    return sum(
        records
        for key, records in counts.items()
        if all(want in (..., part) for want, part in zip(wanted, key, strict=False))
    )
