"""The paragraph of section 2: total, by kind, by method, by outcome."""

from collections.abc import Iterator

from disclosure.figures.counts import RequestCounts, total
from disclosure.figures.links import answered, pending, received
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Inline, Number, Paragraph, enumeration
from kurume_privacy.models import Outcome, Regime, RequestKind

Counted = list[tuple[str, Number]]


def paragraph(year: FiscalYear, regime: Regime, counts: RequestCounts, key: str) -> Paragraph:
    """Return the paragraph about the requests under ``regime``."""
    kinds = [
        kind for kind in regime.requestkind_set.all() if total(counts.requests, regime.pk, kind.pk)
    ]
    content = [regime.requests_introduction, *_requests(year, kinds, regime, counts)]
    for kind in kinds:
        content += _kind(kind, regime, counts)
    return Paragraph(key, tuple(content), tuple(_named(regime, counts)))


def _named(regime: Regime, counts: RequestCounts) -> Iterator[Number]:
    """Yield every number that the office's own wording may call, zeros included."""
    yield received(counts, regime.pk, name="請求件数")
    for kind in regime.requestkind_set.all():
        keys, name = (regime.pk, kind.pk), kind.request_name
        yield received(counts, *keys, name=name)
        yield pending(counts, *keys, name=f"{name}の{PENDING}")
        for outcome in outcomes_of(kind, regime, counts):
            yield answered(counts, *keys, ..., outcome.pk, name=f"{name}の{outcome.prose_name}")
    for method in regime.disclosuremethod_set.all():
        yield received(counts, regime.pk, ..., method.pk, name=method.name)


def _requests(year, kinds, regime, counts) -> list[Inline]:
    if not kinds:
        return [f"{year}には、請求はありませんでした。"]
    named = [(kind, kind.request_name) for kind in kinds]
    by_kind = [(name, received(counts, regime.pk, kind.pk, name=name)) for kind, name in named]
    return [
        f"{year}の請求件数は、",
        received(counts, regime.pk, name="請求件数"),
        "件であり、",
        *enumeration(by_kind),
        "となっています。",
    ]


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
    methods = [(method.pk, method.name) for method in regime.disclosuremethod_set.all()]
    counted = [
        (word, received(counts, regime.pk, kind.pk, method, name=word))
        for method, word in (*methods, (None, METHOD_UNKNOWN))
    ]
    return [(word, number) for word, number in counted if number.value]


METHOD_UNKNOWN = "方法の記載なし"


def _outcomes(kind: RequestKind, regime: Regime, counts: RequestCounts) -> Counted:
    keys, name = (regime.pk, kind.pk), f"{kind.request_name}の"
    named = [(outcome, outcome.prose_name) for outcome in outcomes_of(kind, regime, counts)]
    counted = [
        (word, answered(counts, *keys, ..., outcome.pk, name=f"{name}{word}"))
        for outcome, word in named
    ]
    waiting = pending(counts, *keys, name=f"{name}{PENDING}")
    return [*counted, (PENDING, waiting)] if waiting.value else counted


PENDING = "処理中"


def outcomes_of(kind: RequestKind, regime: Regime, counts: RequestCounts) -> list[Outcome]:
    """Return the outcomes that answer ``kind``, and any other that was counted for it."""
    return [
        outcome
        for outcome in regime.outcome_set.all()
        if kind in outcome.kinds.all()
        or total(counts.dispositions, regime.pk, kind.pk, ..., outcome.pk)
    ]
