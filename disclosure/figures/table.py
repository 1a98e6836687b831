"""The table of section 2: kinds and methods × requests and outcomes."""

from collections.abc import Iterator

from disclosure.figures.counts import RequestCounts, total
from disclosure.figures.coverage import of_requests
from disclosure.figures.links import (
    DISPOSITIONS,
    PENDING,
    REQUESTS,
    pending,
    received,
)
from disclosure.figures.outcomes import arranged
from disclosure.figures.prose import METHOD_UNKNOWN, RECEIVED, WAITING
from kurume_privacy.document.identity import TOTAL, by_of, written
from kurume_privacy.document.structure import Cell, Row, Table, header_cell, number_cell
from kurume_privacy.models import DisclosureMethod, Regime, RequestKind
from kurume_privacy.models.keyed import Keyed

ANSWERS = "処理の内訳"


def request_table(regime: Regime, counts: RequestCounts, key: str) -> Table:
    """Return the table of ``regime``: every kind and method, zeros included, and the total.

    A request can have several dispositions, so a row's outcomes may add up to more than its
    requests. 処理中 is a column only where a request is without a disposition.
    """
    outcomes = arranged(regime, counts)
    waiting = pending(counts, regime=regime).value

    def cells(**rows: Keyed | None) -> list[Cell]:
        numbers = [received(counts, RECEIVED, regime=regime, **rows)]
        for column in outcomes:
            label = f"{ANSWERS}：{column.named(column.outcome.name)}"
            numbers.append(column.number(counts, label, regime=regime, **rows))
        if waiting:
            numbers.append(pending(counts, f"{ANSWERS}：{WAITING}", regime=regime, **rows))
        return list(map(number_cell, numbers))

    groups = [tuple(_kind_rows(kind, regime, counts, cells)) for kind in counts.kinds(regime)]
    label = header_cell("合計", "row", TOTAL, colspan=2)
    whole = Row((label, *cells()), total=True, key=TOTAL)
    words = [(column.key, column.named(column.outcome.name)) for column in outcomes]
    words += [(PENDING, WAITING)] if waiting else []
    title = f"開示等請求の件数と処理の内訳（{regime}）"
    coverage = of_requests(regime, counts)
    return Table(key, title, _head(words), (*groups, (whole,)), coverage=coverage)


def _kind_rows(kind: RequestKind, regime: Regime, counts: RequestCounts, cells) -> Iterator[Row]:
    """Yield a row a method where the kind has methods, else one row."""
    key = written(by_of(kind=kind.key))
    if not kind.has_method:
        yield Row((header_cell(kind.name, "row", key, colspan=2), *cells(kind=kind)), key=key)
        return
    methods: list[tuple[DisclosureMethod | None, str]] = [
        (method, method.name) for method in counts.methods(regime)
    ]
    every = (counts.requests, counts.pending, counts.dispositions)
    if any(total(each, regime.pk, kind.pk, None) for each in every):
        methods.append((None, METHOD_UNKNOWN))
    group = header_cell(kind.name, "rowgroup", key, rowspan=len(methods))
    for place, (method, name) in enumerate(methods):
        leading = () if place else (group,)
        chosen = method.key if method else None
        by = by_of(kind=kind.key, method=chosen)
        label = header_cell(name, "row", written(by_of(method=chosen)))
        yield Row((*leading, label, *cells(kind=kind, method=method)), key=written(by))


def _head(words: list[tuple[str, str]]) -> tuple[Row, ...]:
    """Return both rows of the head; ``words`` are the keys and words of what became of requests."""
    first = (
        header_cell("区分", "col", "kind", rowspan=2, colspan=2),
        header_cell(RECEIVED, "col", REQUESTS, rowspan=2),
        header_cell(ANSWERS, "colgroup", DISPOSITIONS, colspan=len(words)),
    )
    return Row(first), Row(tuple(header_cell(word, "col", key) for key, word in words))
