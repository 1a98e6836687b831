"""前年度からの繰越し: what was open when a year began, what was received, and how both ended.

Whatever way the answers are counted in, every row adds up: what was open or received is what was
decided, withdrawn or still waits at the end; and what waits is what the next year is opened with.
"""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Subquery

from disclosure.figures.counts import RequestCounts, total
from disclosure.figures.links import REQUEST_LIST
from disclosure.figures.window import Query, Window
from disclosure.models import Ended
from disclosure.models.course import Arrived, RequestQuerySet
from disclosure.tasks import ANSWER_QUERY
from kurume_privacy.document.identity import TOTAL, by_of, written
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Cell, Number, Row, Table, header_cell, number_cell
from kurume_privacy.models import Law, Regime, RequestKind

COURSE = "disclosure.course"  # measured by regime, origin, kind and end
CARRIED_OVER = "carried_over"  # an origin beside how a request arrived
CAPTION = "前年度からの繰越しと処理の状況"
PENDING = "pending"  # the end of what has none
ORIGINS = {
    CARRIED_OVER: "前年度からの繰越し",
    Arrived.RECEIVED.value: "今年度の受付",
    Arrived.TRANSFERRED_IN.value: str(Arrived.TRANSFERRED_IN.label),
}
ENDS = {**{end.value: str(end.label) for end in Ended}, PENDING: "処理中"}


def count_course(law: Law) -> Counter:
    """Count requests by (regime, origin, kind, end), in two queries."""
    window = Window.of(law)
    regimes = {kind.pk: each.pk for each in law.regimes for kind in each.requestkind_set.all()}
    outcomes = (outcome for regime in law.regimes for outcome in regime.outcome_set.all())
    ends: dict[int | None, str] = {each.pk: Ended.of(each).value for each in outcomes}
    counts: Counter = Counter()
    for origin, requests in _origins(window).items():
        ended = requests.annotate(ended_with=Subquery(requests.first_outcome(window.to)))
        for (kind, outcome), records in ended.count_by("kind", "ended_with").items():
            shown = law.stands_for[RequestKind, kind]
            counts[regimes[kind], origin, shown, ends.get(outcome, PENDING)] += records
    return counts


def _origins(window: Window) -> dict[str, RequestQuerySet]:
    arrived = {how.value: window.received().arrived(how) for how in Arrived}
    return {CARRIED_OVER: window.opening(), **arrived}


def course_table(regime: Regime, counts: RequestCounts, key: str) -> Table:
    """Return what became of the requests under ``regime``: every origin and kind, zeros too."""
    head = (
        header_cell("受付", "col", "origin"),
        header_cell("請求の種類", "col", "kind"),
        header_cell("件数", "col", "all"),
        *(header_cell(word, "col", written(by_of(end=end))) for end, word in ENDS.items()),
    )
    groups = tuple(tuple(_rows(origin, regime, counts)) for origin in _told(regime, counts))
    return Table(key, f"{CAPTION}（{regime}）", (Row(head),), groups, (CAPTION,))


def _told(regime: Regime, counts: RequestCounts) -> list[str]:
    """Return the origins that are printed: transfers only where there was one."""
    known = {origin for of_regime, origin, *_ in counts.course if of_regime == regime.pk}
    return [origin for origin in ORIGINS if origin != Arrived.TRANSFERRED_IN or origin in known]


def _rows(origin: str, regime: Regime, counts: RequestCounts) -> Iterator[Row]:
    """Yield a row a kind, and the sum of them."""
    kinds: list[RequestKind | None] = [*counts.kinds(regime), None]
    by_origin = written(by_of(origin=origin))
    group = header_cell(ORIGINS[origin], "rowgroup", by_origin, rowspan=len(kinds))
    for place, kind in enumerate(kinds):
        by = written(by_of(kind=kind.key)) if kind else TOTAL
        label = header_cell(kind.name if kind else "計", "row", by)
        cells = _cells(origin, kind, regime, counts)
        leading = () if place else (group,)
        yield Row((*leading, label, *cells), total=kind is None, key=f"{by_origin};{by}")


def _cells(
    origin: str, kind: RequestKind | None, regime: Regime, counts: RequestCounts
) -> list[Cell]:
    ends = (None, *ENDS)
    return [number_cell(_number(origin, kind, end, regime, counts)) for end in ends]


def _number(
    origin: str, kind: RequestKind | None, end: str | None, regime: Regime, counts: RequestCounts
) -> Number:
    """Return how many came from there and ended so; of every kind and end where none is named."""
    keys = {"kind": kind.key if kind else None, "end": end}
    by = by_of(regime=regime.key, origin=origin, **{name: k for name, k in keys.items() if k})
    wanted = regime.pk, origin, kind.pk if kind else ..., end or ...
    rows: Query = (("regime", regime.pk), *((("kind", kind.pk),) if kind else ()))
    query = (*_found(counts.window, origin, end), *rows)
    label = f"{ORIGINS[origin]}：{ENDS[end] if end else '件数'}"
    return Number(total(counts.course, *wanted), COURSE, by, label, Link(REQUEST_LIST, query=query))


def _found(window: Window, origin: str, end: str | None) -> Query:
    """Return what the list of requests is filtered by to show them."""
    if end == PENDING:
        return _waiting(window, origin)
    until = () if window.to is None else (("ended_until", window.to),)
    ended = (("ended", end), *until) if end else ()
    if origin == CARRIED_OVER:
        return (*_carried(window), ("open_on", window.before), *ended)
    return (("year", int(window.year)), ("arrived", origin), *ended)


def _waiting(window: Window, origin: str) -> Query:
    """Return the same of what waits at the end: then it waited before it, too."""
    if origin != CARRIED_OVER:
        waiting = ANSWER_QUERY if window.to is None else ("open_on", window.to)
        return (("year", int(window.year)), ("arrived", origin), waiting)
    if window.to is None:
        return (*_carried(window), ANSWER_QUERY)
    return (*_carried(window), ("open_on", max(window.before, window.to)))


def _carried(window: Window) -> Query:
    return (("received_on_until", window.year.previous.last_day),)
