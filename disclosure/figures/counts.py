"""Counted by the database: requests by date received, and the dispositions of those requests."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Subquery, Sum

from disclosure.models import DisclosureRequest, Disposition, DispositionClause
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import Outcome


class Place(NamedTuple):
    """Where a disposition was made; sorts in the order of the organisation."""

    agency_order: int
    agency: str
    department_order: int
    department_id: int
    department: str


Combination = tuple[int, ...]


@dataclass(frozen=True)
class Counts:
    """Every count of section 2, by the ids of kind, method and outcome."""

    requests: Counter  # (kind, method)
    pending: Counter  # (kind, method): requests without a disposition
    dispositions: Counter  # (kind, method, outcome)
    breakdown: Counter  # (outcome, Place, Combination)

    @property
    def kinds(self) -> set[int]:
        """The kinds that were asked for."""
        return {kind for kind, method in self.requests}


def count(year: FiscalYear) -> Counts:
    """Count section 2 of ``year``, in three queries."""
    requests, pending = _count_requests(year)
    dispositions = Disposition.objects.filter(request__year=int(year)).count_by(
        "request__kind", "request__method", "outcome"
    )
    return Counts(requests, pending, dispositions, _count_breakdown(year))


def _count_requests(year) -> tuple[Counter, Counter]:
    answered = Exists(Disposition.objects.filter(request=OuterRef("pk")))
    rows = (
        DisclosureRequest.objects.in_year(year)
        .order_by()
        .values_list("kind", "method")
        .annotate(requests=Count("pk"), pending=Count("pk", filter=~answered))
    )
    requests, pending = Counter(), Counter()
    for kind, method, received, unanswered in rows:
        requests[kind, method] = received
        pending[kind, method] = unanswered
    return requests, +pending


def _combination() -> Subquery:
    """Return the clauses of a disposition as one number: clause 1 is bit 1, clause 2 bit 2 …."""
    bit = Func(F("clause__number"), template="(1 << %(expressions)s)", output_field=IntegerField())
    named = DispositionClause.objects.filter(disposition=OuterRef("pk"))
    bits = named.values("disposition").annotate(bits=Sum(bit)).values("bits")
    return Subquery(bits, output_field=IntegerField())


def clauses_in(bits: int | None) -> Combination:
    """Return the numbers of the clauses in such a number, ascending."""
    return tuple(number for number in range(1, 31) if (bits or 0) >> number & 1)


def _count_breakdown(year) -> Counter:
    department = "request__division__department"
    rows = (
        Disposition.objects.filter(request__year=int(year))
        .exclude(outcome__breakdown=Outcome.Breakdown.NONE)
        .annotate(combination=_combination())
        .count_by(
            "outcome",
            f"{department}__agency__order",
            f"{department}__agency__name",
            f"{department}__order",
            f"{department}__pk",
            f"{department}__name",
            "combination",
        )
    )
    counts = Counter()
    for (outcome, *place, bits), records in rows.items():
        counts[outcome, Place(*place), clauses_in(bits)] += records
    return counts


def total(counts: Counter, *wanted: object) -> int:
    """Add up the counts whose keys begin with ``wanted``; an ellipsis stands for anything."""
    return sum(
        records
        for key, records in counts.items()
        if all(want in (..., part) for want, part in zip(wanted, key, strict=False))
    )
