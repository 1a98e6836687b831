"""The paragraph of section 2: total, by kind, by method, by outcome."""

from collections.abc import Iterator
from typing import Any

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import answered, pending, received
from disclosure.figures.outcomes import PrintedOutcome, arranged, every_inner, outcomes_of
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Inline, Number, Paragraph, enumeration
from kurume_privacy.models import DisclosureMethod, Outcome, Regime, RequestKind

Counted = list[tuple[str, Number]]
RECEIVED = "請求件数"
WAITING = "処理中"
ANSWERED = "処理の合計"
METHOD_UNKNOWN = "方法の記載なし"


def paragraph(year: FiscalYear, regime: Regime, counts: RequestCounts, key: str) -> Paragraph:
    """Return the paragraph about the requests under ``regime``."""
    every = counts.kinds(regime)
    kinds = [kind for kind in every if received(counts, regime=regime, kind=kind).value]
    content: list[Inline] = [regime.requests_introduction]
    if kinds:
        named = [(kind.request_name, kind) for kind in kinds]
        by_kind = ((name, received(counts, name, regime=regime, kind=one)) for name, one in named)
        content += [
            f"{year}の請求件数は、",
            received(counts, RECEIVED, regime=regime),
            "件であり、",
            *enumeration(by_kind),
            "となっています。",
        ]
    else:
        content.append(f"{year}には、請求はありませんでした。")
    for kind in kinds:
        content += _kind(kind, regime, counts)
    return Paragraph(key, tuple(content), tuple(_named(regime, counts)))


def _named(regime: Regime, counts: RequestCounts) -> Iterator[Number]:
    """Yield every number that the office's own wording may call, zeros included."""
    yield received(counts, RECEIVED, regime=regime)
    for kind in counts.kinds(regime):
        yield received(counts, kind.request_name, regime=regime, kind=kind)
        yield _waiting(kind, regime, counts)
        for outcome in outcomes_of(kind, regime, counts):
            yield _answered(kind, outcome, regime, counts)
    for method in counts.methods(regime):
        yield received(counts, method.name, regime=regime, method=method)


def held(regime: Regime, counts: RequestCounts) -> Iterator[Number]:
    """Yield what no sentence and no table need print: all answers, what waits, and each kind's."""
    yield answered(counts, ANSWERED, regime=regime)
    yield pending(counts, WAITING, regime=regime)
    for kind in counts.kinds(regime):
        for outcome in counts.outcomes(regime):
            yield _answered(kind, outcome, regime, counts)
    yield from _beside(regime, counts)


def _beside(regime: Regime, counts: RequestCounts) -> Iterator[Number]:
    """Yield each outcome by itself where the table prints it within another, and in each whole."""
    inner = every_inner(regime, counts)
    kinds = counts.kinds(regime) if inner else []
    methods: list[Any] = [*counts.methods(regime), None]
    by_kind = [{"kind": kind} for kind in kinds]
    by_method = [{**one, "method": each} for one in by_kind for each in methods]
    rows: list[dict[str, Any]] = [{}, *by_kind, *by_method] if kinds else []
    for narrowed in rows:
        for outcome in counts.outcomes(regime):
            yield answered(counts, regime=regime, outcome=outcome, **narrowed)
        for part in inner:
            yield part.number(counts, "", regime=regime, **narrowed)
    # A sentence names only the kinds that were received, and each by its own outcomes.
    for kind in kinds:
        for column in arranged(regime, counts, kind):
            if column.within is None:
                yield column.number(counts, "", regime=regime, kind=kind)


def _waiting(kind: RequestKind, regime: Regime, counts: RequestCounts) -> Number:
    return pending(counts, f"{kind.request_name}の{WAITING}", regime=regime, kind=kind)


def _answered(kind: RequestKind, outcome: Outcome, regime: Regime, counts: RequestCounts) -> Number:
    label = f"{kind.request_name}の{outcome.prose_name}"
    return answered(counts, label, regime=regime, kind=kind, outcome=outcome)


def _in_words(
    column: PrintedOutcome, kind: RequestKind, regime: Regime, counts: RequestCounts
) -> Number:
    label = f"{kind.request_name}の{column.named(column.outcome.prose_name)}"
    return column.number(counts, label, regime=regime, kind=kind)


def _kind(kind: RequestKind, regime: Regime, counts: RequestCounts) -> list[Inline]:
    """開示 says its methods and every outcome; another kind only the outcomes it had."""
    outcomes = _outcomes(kind, regime, counts)
    if kind.has_method:
        return [
            f"{kind.request_name}の内訳は、",
            *enumeration(_methods(kind, regime, counts)),
            "となっており、処理状況は、",
            *enumeration(outcomes),
            "となっています。",
        ]
    had = [(word, number) for word, number in outcomes if number.value]
    return [f"{kind.request_name}の処理状況は", *enumeration(had), "となっています。"]


def _methods(kind: RequestKind, regime: Regime, counts: RequestCounts) -> Counted:
    """Return the methods that this kind had. Another kind may have the same ones."""
    methods: list[tuple[DisclosureMethod | None, str, str]] = [
        (method, method.name, f"{kind.request_name}の{method.name}")
        for method in counts.methods(regime)
    ]
    counted = [
        (word, received(counts, label, regime=regime, kind=kind, method=method))
        for method, word, label in (*methods, (None, METHOD_UNKNOWN, METHOD_UNKNOWN))
    ]
    return [(word, number) for word, number in counted if number.value]


def _outcomes(kind: RequestKind, regime: Regime, counts: RequestCounts) -> Counted:
    counted = [
        (column.named(column.outcome.prose_name), _in_words(column, kind, regime, counts))
        for column in arranged(regime, counts, kind)
    ]
    waiting = _waiting(kind, regime, counts)
    return [*counted, (WAITING, waiting)] if waiting.value else counted
