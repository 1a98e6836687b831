"""The table of section 2: kinds and methods × requests and outcomes."""

from collections.abc import Iterator

from disclosure.figures.counts import RequestCounts, total
from disclosure.figures.coverage import of_requests
from disclosure.figures.links import answered, pending, received
from disclosure.figures.prose import METHOD_UNKNOWN, PENDING
from kurume_privacy.document.structure import Cell, Number, Row, Table, header_cell, number_cell
from kurume_privacy.models import Regime, RequestKind


def request_table(regime: Regime, counts: RequestCounts, key: str) -> Table:
    """Return the table of ``regime``: every kind and method, zeros included, and the total.

    A request can have several dispositions, so a row's outcomes may add up to more than its
    requests. 処理中 is a column only where a request is without a disposition.
    """
    kinds = list(regime.requestkind_set.all())
    outcomes = list(regime.outcome_set.all())
    waiting = total(counts.pending, regime.pk)

    def cells(kind=..., method=...) -> list[Cell]:
        keys = (regime.pk, kind, method)
        numbers = [received(counts, *keys)]
        numbers += [answered(counts, *keys, outcome.pk) for outcome in outcomes]
        numbers += [pending(counts, *keys)] if waiting else []
        return [_number(number) for number in numbers]

    groups = [tuple(_kind_rows(kind, regime, counts, cells)) for kind in kinds]
    whole = Row((_label("合計", colspan=2), *cells()), total=True)
    words = [*(outcome.name for outcome in outcomes), *([PENDING] if waiting else [])]
    title = f"開示等請求の件数と処理の内訳（{regime}）"
    coverage = of_requests(regime, counts)
    return Table(key, title, _head(words), (*groups, (whole,)), coverage=coverage)


def _number(number: Number) -> Cell:
    return number_cell(number.value, number.link)


def _kind_rows(kind: RequestKind, regime: Regime, counts: RequestCounts, cells) -> Iterator[Row]:
    """Yield a row a method where the kind has methods, else one row."""
    if not kind.has_method:
        yield Row((_label(kind.name, colspan=2), *cells(kind.pk)))
        return
    methods: list[tuple[int | None, str]] = [
        (method.pk, method.name) for method in regime.disclosuremethod_set.all()
    ]
    if counts.requests[regime.pk, kind.pk, None]:
        methods.append((None, METHOD_UNKNOWN))
    group = header_cell(kind.name, "rowgroup", rowspan=len(methods))
    for place, (method, name) in enumerate(methods):
        leading = () if place else (group,)
        yield Row((*leading, _label(name), *cells(kind.pk, method)))


def _label(text: str, colspan: int = 1) -> Cell:
    return header_cell(text, "row", colspan)


def _head(words: list[str]) -> tuple[Row, ...]:
    return (
        Row(
            (
                header_cell("区分", "col", rowspan=2, colspan=2),
                header_cell("請求件数", "col", rowspan=2),
                header_cell("処理の内訳", "colgroup", colspan=len(words)),
            )
        ),
        Row(tuple(header_cell(word, "col") for word in words)),
    )
