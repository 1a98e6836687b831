"""Within which days the answers of a year's report lie, and which requests wait then."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from disclosure.models import DisclosureRequest
from disclosure.models.course import RequestQuerySet
from disclosure.tasks import waiting_query
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Law, Way

Query = tuple[tuple[str, object], ...]  # what a list is filtered by


@dataclass(frozen=True)
class Window:
    """The days of a year's answers: after ``before``, up to ``to``; none while all count.

    What lies before them was an end of what the year before counted, in its own way: it is not
    carried over, and not counted again.
    """

    year: FiscalYear
    way: Way
    before: date
    to: date | None

    @classmethod
    def of(cls, law: Law) -> "Window":
        """Return the days in the way in which this law counts."""
        before, to = law.counted.before, law.counted.to
        if law.way_of(law.year.previous) == Way.FLOW:
            before = min(before, law.year.previous.last_day)
        if law.way == Way.FLOW:
            to = min(to or law.year.last_day, law.year.last_day)
        return cls(law.year, law.way, before, to)

    # The requests and their answers, as the database finds them

    def opening(self) -> RequestQuerySet:
        """Return the requests that were carried over from the year before."""
        return DisclosureRequest.objects.filter(year__lt=int(self.year)).open_on(self.before)

    def received(self) -> RequestQuerySet:
        """Return the requests that were received in the year."""
        return DisclosureRequest.objects.in_year(self.year)

    def waiting(self) -> RequestQuerySet:
        """Return the requests that wait at the end: of the year alone, or of any before too."""
        found = self.received() if self.way == Way.COHORT else DisclosureRequest.objects.all()
        return found.open_on(self.to)

    def answered(self) -> QuerySet:
        """Return the requests joined to the answers that count, one row an answer."""
        if self.way == Way.FLOW:
            days = Q(dispositions__decided_on__range=(self.year.first_day, self.to))
            anew = Q(year=int(self.year)) | Q(dispositions__decided_on__gt=self.before)
            return DisclosureRequest.objects.filter(days & anew)
        if self.to is None:
            return self.received().filter(dispositions__isnull=False)
        return self.received().filter(dispositions__decided_on__lte=self.to)

    # The same as the lists of the desk are filtered

    @property
    def waiting_query(self) -> Query:
        """What the list of requests is filtered by to show those that wait."""
        return (*self._of_the_year, waiting_query(self.to))

    @property
    def answered_query(self) -> Query:
        """What the list of answers is filtered by to show those that count."""
        first = (("decided_on_from", self.year.first_day),) if self.way == Way.FLOW else ()
        last = () if self.to is None else (("decided_on_until", self.to),)
        beyond = (("not_counted_by", self.before),) if self._follows_a_cohort else ()
        return (*self._of_the_year, *first, *last, *beyond)

    @property
    def _follows_a_cohort(self) -> bool:
        """Whether the year before counted answers that lie in the days of this one."""
        return self.way == Way.FLOW and self.before >= self.year.first_day

    @property
    def _of_the_year(self) -> Query:
        return (("year", int(self.year)),) if self.way == Way.COHORT else ()
