"""The year so far of requests, their answers and appeals."""

from collections import Counter

from disclosure.models import DisclosureRequest, Disposition, ReviewRequest
from kurume_privacy.desk.progress import MONTHS, Figure, Progress, SoFar, by_month, two_years
from kurume_privacy.document import charts
from kurume_privacy.document.links import Link
from kurume_privacy.models import User

Answers = dict[str, Figure]


def requests(user: User, so_far: SoFar) -> Progress:
    """Return requests by kind and month, and their answers by outcome, in two queries."""
    received = DisclosureRequest.objects.visible_to(user)
    days = two_years(
        received, so_far, "kind__order", "kind__name", "received_on", day="received_on"
    )
    given = Disposition.objects.visible_to(user)
    answers = two_years(
        given, so_far, "outcome__order", "outcome__name", year="request__year", day="decided_on"
    )
    kinds, outcomes = _named(*days), _named(*answers)
    figures = (
        Figure("受け付けた請求", *(counter.total() for counter in days)),
        *(Figure(f"うち{figure.name}", figure.now, figure.before) for figure in kinds),
        Figure("それらの請求への処理", *(counter.total() for counter in answers)),
    )
    link = Link("disclosure:disclosurerequest_list", query=(("year", int(so_far.year)),))
    return Progress("開示等請求", link, figures, _charts(so_far, days, outcomes))


def _named(now: Counter, before: Counter) -> list[Figure]:
    """Return a figure a name of {(order, name, …): records}, in the order of the law's rows.

    Two regimes may use the same name: it is one figure, so that two years can be compared.
    """
    figures: Answers = {}
    for order, name, *rest in sorted({*now, *before}, key=lambda counted: counted[0]):
        known = figures.get(name, Figure(name, 0, 0))
        key = (order, name, *rest)
        figures[name] = Figure(name, known.now + now[key], known.before + before[key])
    return list(figures.values())


def _charts(so_far: SoFar, days: tuple, outcomes: list[Figure]) -> tuple[charts.Chart, ...]:
    years = (so_far, so_far.before)
    now, before = (by_month(counter, year) for counter, year in zip(days, years, strict=True))
    until = "（どちらの年度も、今日と同じ日まで）" if so_far.until else ""
    months = charts.columns(
        "requests-by-month",
        f"月ごとの請求の受付{until}",
        "月",
        [str(month) for month in MONTHS],
        {str(so_far.before.year): before, str(so_far.year): now},
    )
    numbers = {figure.name: figure.now for figure in outcomes if figure.now}
    answered = charts.rows("outcomes", f"処理の区分（{so_far.year}）", "件数", numbers)
    return tuple(
        chart for chart, shown in ((months, any(now + before)), (answered, numbers)) if shown
    )


def reviews(user: User, so_far: SoFar) -> Progress:
    """Return the appeals received, in one query."""
    records = ReviewRequest.objects.visible_to(user)
    now, before = two_years(records, so_far, day="received_on")
    link = Link("disclosure:reviewrequest_list", query=(("year", int(so_far.year)),))
    figure = Figure("受け付けた審査請求", now.total(), before.total())
    return Progress("審査請求", link, (figure,))
