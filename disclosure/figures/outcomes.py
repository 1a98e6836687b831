"""How the outcomes are printed: beside one another, or some as an inner count of another.

法82条2項: what is not held is a decision of non-disclosure too; the city chooses how to print it.
An outcome is a part of its parent only for the kinds of request that the parent answers: 不存在 of
a 訂正請求 is no 不開示, and stands by itself.
"""

from collections import defaultdict
from typing import NamedTuple

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import Answers, answered, answered_among
from kurume_privacy.document.identity import by_of, written
from kurume_privacy.document.structure import Number
from kurume_privacy.models import CountingWay, Outcome, Regime, RequestKind
from kurume_privacy.models.keyed import Keyed


class PrintedOutcome(NamedTuple):
    """An outcome as it is printed, and which answers it counts there: all, or these.

    A whole has its parts among them; an inner count stands ``within`` its whole.
    """

    outcome: Outcome
    answers: Answers | None = None
    within: Outcome | None = None

    @property
    def key(self) -> str:
        """What it is narrowed to, as a column has it."""
        return written(by_of(**self._by))

    @property
    def _by(self) -> dict[str, str]:
        if self.answers is None:
            return {"outcome": self.outcome.key}
        inner = {"outcome": self.outcome.key} if self.within else {}
        return {"parent": (self.within or self.outcome).key, **inner}

    def named(self, name: str) -> str:
        """Return its name: うち不存在 of a part."""
        return f"うち{name}" if self.within else name

    def number(self, counts: RequestCounts, label: str, **rows: Keyed | None) -> Number:
        """Return its dispositions of these rows."""
        if self.answers is None:
            return answered(counts, label, **rows, outcome=self.outcome)
        return answered_among(counts, label, self.answers, self._by, **rows)


def arranged(
    regime: Regime, counts: RequestCounts, kind: RequestKind | None = None
) -> list[PrintedOutcome]:
    """Return the outcomes, of a kind or of all, as the report prints them: parts behind parents."""
    outcomes = counts.outcomes(regime) if kind is None else outcomes_of(kind, regime, counts)
    if not prints_inner(counts):
        return [PrintedOutcome(outcome) for outcome in outcomes]
    kinds = counts.kinds(regime) if kind is None else [kind]
    together = _together(regime, counts, kinds)
    found = []
    for outcome in outcomes:
        if answers := together.get(outcome.key):
            found.append(PrintedOutcome(outcome, answers))
            inner = ((part, _of(part, answers)) for part in outcomes if part != outcome)
            found += [PrintedOutcome(part, own, outcome) for part, own in inner if own]
    return found


def every_inner(regime: Regime, counts: RequestCounts) -> list[PrintedOutcome]:
    """Return what each outcome counts within each whole, its own part of a whole too."""
    together = _together(regime, counts, counts.kinds(regime)) if prints_inner(counts) else {}
    return [
        PrintedOutcome(part, own, whole)
        for whole in counts.outcomes(regime)
        for part in counts.outcomes(regime)
        if (own := _of(part, together.get(whole.key, ())))
    ]


def _together(
    regime: Regime, counts: RequestCounts, kinds: list[RequestKind]
) -> dict[str, Answers]:
    """Return which answers are printed together, by the key of the outcome that is the whole."""
    named = {outcome.key: outcome for outcome in counts.outcomes(regime)}
    found: dict[str, list[tuple[Outcome, RequestKind]]] = defaultdict(list)
    for kind in kinds:
        for outcome in outcomes_of(kind, regime, counts):
            parent = named.get(outcome.parent.key) if outcome.parent else None
            whole = parent if parent and _answers(parent, kind) else outcome
            found[whole.key].append((outcome, kind))
    return {key: tuple(answers) for key, answers in found.items()}


def _of(outcome: Outcome, answers: Answers) -> Answers:
    return tuple((part, kind) for part, kind in answers if part == outcome)


def _answers(outcome: Outcome, kind: RequestKind) -> bool:
    return kind.key in {answered.key for answered in outcome.kinds.all()}


def outcomes_of(kind: RequestKind, regime: Regime, counts: RequestCounts) -> list[Outcome]:
    """Return the outcomes that answer ``kind``, and any other that was counted for it."""
    return [
        outcome
        for outcome in counts.outcomes(regime)
        if _answers(outcome, kind)
        or answered(counts, regime=regime, kind=kind, outcome=outcome).value
    ]


def prints_inner(counts: RequestCounts) -> bool:
    """Say whether the year's report prints outcomes as inner counts."""
    way = counts.law.counting
    return way is not None and way.outcomes == CountingWay.Parts.INNER
