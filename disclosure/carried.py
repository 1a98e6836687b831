"""What a year carries over from the one before: requests that wait, and pending appeals."""

from collections.abc import Iterator
from datetime import date

from disclosure.figures.links import PENDING
from disclosure.figures.reviews import CARRIED_OVER, REPORTED
from disclosure.figures.reviews import PENDING as UNRULED
from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.measuring import first, total
from kurume_privacy.document.structure import Report
from kurume_privacy.models import Regime, Way, counting_way, regimes_apart
from kurume_privacy.section import Broken


def requests(
    year: FiscalYear, report: Report, before: Report, counted_to: date | None = None
) -> Iterator[Broken]:
    """Yield that other requests waited of the year before than its report says.

    By the day up to which it counted: what was answered since is no matter of that report.
    """
    left = total(before, Identity(PENDING, ())) or 0
    still = pending(year.previous, counted_to)
    if left != len(still):
        since = f"{era_date(counted_to)}までの" if counted_to else "今も"
        sentence = (
            f"前年度の版では処理中の請求が{left}件、"
            f"{since}処理の入力がないものは{len(still)}件です。"
        )
        link = Link("disclosure:disclosurerequest_list", query=(("year", int(year.previous)),))
        yield Broken(sentence, link, still)


def reviews(
    year: FiscalYear, report: Report, before: Report, counted_to: date | None = None
) -> Iterator[Broken]:
    """Yield that other appeals were carried over than were pending when the year began.

    Of the city, and of each regime that stands apart: one without a block of its own has none.
    """
    was = first(before, Identity(UNRULED, ()))
    now = first(report, Identity(REPORTED, by_of(origin=CARRIED_OVER)))
    if was is not None and now is not None and was != now:
        yield _others_carried(year, was, now)
    for regime in regimes_apart():
        own = {"regime": regime.key}
        was = first(before, Identity(UNRULED, by_of(**own))) or 0
        now = first(report, Identity(REPORTED, by_of(origin=CARRIED_OVER, **own))) or 0
        if was != now:
            yield _others_carried(year, was, now, regime)


def _others_carried(year: FiscalYear, was: int, now: int, regime: Regime | None = None) -> Broken:
    asked = {"carried_into": int(year)} | ({"regime": regime.pk} if regime else {})
    named = f"「{regime}」では、" if regime else ""
    sentence = (
        f"{named}前年度の版では年度末に審理中の審査請求が{was}件、今年度への繰越しは{now}件です。"
    )
    link = Link("disclosure:reviewrequest_list", query=tuple(asked.items()))
    return Broken(sentence, link, carried_into(year, regime))


def pending(year: FiscalYear, day: date | None = None) -> list[int]:
    """Return the keys of the requests that waited as the report of ``year`` counts them.

    Those received in the year and unanswered by a day, or to now; where it counts what was decided
    in the year, any that were unanswered at its end.
    """
    way, found = counting_way(int(year)), DisclosureRequest.objects.in_year(year)
    if way is not None and way.dispositions == Way.FLOW:
        found, day = DisclosureRequest.objects.all(), min(day or year.last_day, year.last_day)
    return sorted(found.open_on(day).values_list("pk", flat=True))


def carried_into(year: FiscalYear, regime: Regime | None = None) -> list[int]:
    """Return the keys of the city's appeals, or of a regime apart, pending when ``year`` began."""
    appeals = ReviewRequest.objects.reported_in(year).filter(year__lt=int(year)).under(regime)
    return sorted(appeals.values_list("pk", flat=True))
