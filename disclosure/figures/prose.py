"""The paragraph of section 2: total, by kind, by method, by outcome."""

from collections.abc import Iterator

from disclosure.figures.counts import Counts, total
from kurume_privacy.document import Inline, Number, Paragraph, enumeration
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import Outcome, Regime, RequestKind

Counted = list[tuple[str, Number]]


def paragraph(year: FiscalYear, regime: Regime, counts: Counts, key: str) -> Paragraph:
    """Return the paragraph about the requests under ``regime``."""
    kinds = [
        (kind, received)
        for kind in regime.requestkind_set.all()
        if (received := total(counts.requests, kind.pk))
    ]
    content = [regime.requests_introduction, *_requests(year, kinds)]
    for kind, received in kinds:
        content += _kind(kind, received, regime, counts)
    return Paragraph(key, tuple(content), tuple(_named(regime, counts)))


def _named(regime: Regime, counts: Counts) -> Iterator[Number]:
    """Yield every number that the office's own wording may call, zeros included."""
    kinds = list(regime.requestkind_set.all())
    yield Number(sum(total(counts.requests, kind.pk) for kind in kinds), "請求件数")
    for kind in kinds:
        yield Number(total(counts.requests, kind.pk), kind.request_name)
        yield Number(total(counts.pending, kind.pk), f"{kind.request_name}の{PENDING}")
        for outcome in outcomes_of(kind, regime, counts):
            answered = total(counts.dispositions, kind.pk, ..., outcome.pk)
            yield Number(answered, f"{kind.request_name}の{outcome.prose_name}")
    for method in regime.disclosuremethod_set.all():
        yield Number(sum(total(counts.requests, kind.pk, method.pk) for kind in kinds), method.name)


def _requests(year, kinds) -> list[Inline]:
    received = sum(number for kind, number in kinds)
    if not received:
        return [f"{year}には、請求はありませんでした。"]
    by_kind = [(kind.request_name, Number(number, kind.request_name)) for kind, number in kinds]
    return [
        f"{year}の請求件数は、",
        Number(received, "請求件数"),
        "件であり、",
        *enumeration(by_kind),
        "となっています。",
    ]


def _kind(kind: RequestKind, received: int, regime, counts) -> list[Inline]:
    """開示 says its methods and every outcome; another kind only the outcomes it had."""
    outcomes = _outcomes(kind, regime, counts)
    if kind.has_method:
        return [
            f"{kind.request_name}の内訳は、",
            *enumeration(_methods(kind, received, regime, counts)),
            "となっており、処理状況は、",
            *enumeration(outcomes),
            "となっています。",
        ]
    had = [(word, number) for word, number in outcomes if number.value]
    return [f"{kind.request_name}の処理状況は", *enumeration(had), "となっています。"]


def _methods(kind, received, regime, counts) -> Counted:
    counted = [
        (method.name, total(counts.requests, kind.pk, method.pk))
        for method in regime.disclosuremethod_set.all()
    ]
    unknown = received - sum(number for word, number in counted)
    counted.append((METHOD_UNKNOWN, unknown))
    return [(word, Number(number, word)) for word, number in counted if number]


METHOD_UNKNOWN = "方法の記載なし"


def _outcomes(kind, regime, counts) -> Counted:
    counted = [
        (outcome.prose_name, total(counts.dispositions, kind.pk, ..., outcome.pk))
        for outcome in outcomes_of(kind, regime, counts)
    ]
    if pending := total(counts.pending, kind.pk):
        counted.append((PENDING, pending))
    return [(word, Number(number, f"{kind.request_name}の{word}")) for word, number in counted]


PENDING = "処理中"


def outcomes_of(kind: RequestKind, regime: Regime, counts: Counts) -> list[Outcome]:
    """Return the outcomes that answer ``kind``, and any other that was counted for it."""
    return [
        outcome
        for outcome in regime.outcome_set.all()
        if kind in outcome.kinds.all() or total(counts.dispositions, kind.pk, ..., outcome.pk)
    ]
