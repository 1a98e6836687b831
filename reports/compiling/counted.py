"""Up to which day a year counts: that of its closing, else that of its edition, else none.

It is closed with the day of its edition where it has one: every later edition counts up to the day
of the first, and a decision that is made later is no erratum. Editions from before this was so may
each have a day of their own; the last one holds.
"""

from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import ClosedYear, Counted, Law
from reports.models import Edition


def counted_to(year: FiscalYear) -> date | None:
    """Return the day up to which ``year`` counts; none while all that is recorded counts."""
    return counted(year).to


def counted(year: FiscalYear) -> Counted:
    """Return the day of ``year``, and that of the year before where that was published first.

    What is published later of the year before moves nothing that this year has published. In two
    queries.
    """
    both = Edition.objects.filter(year__in=(int(year), int(year.previous))).order_by("number")
    editions = list(both.values_list("year", "published_at", "counted_to"))
    own = [(at, day) for of, at, day in editions if of == int(year)]
    earlier = [day for of, at, day in editions if of < int(year) and not (own and at > own[0][0])]
    closed = ClosedYear.objects.filter(year=int(year)).values_list("counted_to", flat=True)
    days = [day for day in (*(day for _, day in own), closed.first()) if day]
    before = [day for day in earlier if day]
    return Counted.of(year, *(known[-1] if known else None for known in (days, before)))


def law_of(year: FiscalYear) -> Law:
    """Return the law as ``year`` sees it, with the days up to which it counts."""
    return Law.of(year, counted(year))
