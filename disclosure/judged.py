"""What the checks of a year judge: of its own requests, and of those carried over into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from disclosure.models import DisclosureRequest
from disclosure.models.course import RequestQuerySet
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import link_to
from kurume_privacy.document.links import Link
from kurume_privacy.models import Counted, looks_back

Rows = TypeVar("Rows", bound=QuerySet)
LIST = "disclosure:disclosurerequest"


def until(day: date | None, rows: Rows, dated: str = "decided_on") -> Rows:
    """Return those of the rows that are dated up to a day; all of them where there is none."""
    return rows if day is None else rows.filter(**{f"{dated}__lte": day})


@dataclass(frozen=True)
class Judged:
    """The requests of a year with what is dated up to a day; or of all the years before it.

    Of these what is dated ``after`` another day alone: up to then an earlier year judged it.
    """

    year: FiscalYear
    to: date | None = None
    after: date | None = None

    @classmethod
    def of(cls, year: FiscalYear, counted: Counted) -> Iterator["Judged"]:
        """Yield what the checks of ``year`` judge; what was carried over if its report does."""
        yield cls(year, counted.to)
        if looks_back(int(year)):
            yield cls(year, counted.to, counted.before)

    def requests(self, day: str) -> RequestQuerySet:
        """Return the requests of which this day is to be judged."""
        return self._dated(DisclosureRequest.objects.filter(**self._received()), day)

    def rows(self, rows: Rows, day: str) -> Rows:
        """Return those of the rows that belong to the requests, and whose day is to be judged."""
        return self._dated(rows.filter(**self._received("request__")), day)

    def _received(self, way: str = "") -> dict[str, int]:
        return {f"{way}year" if self.after is None else f"{way}year__lt": int(self.year)}

    def _dated(self, rows: Rows, day: str) -> Rows:
        found = until(self.to, rows, day)
        return found if self.after is None else found.filter(**{f"{day}__gt": self.after})

    def link(self, keys: Sequence[int], *query: tuple[str, object]) -> Link:
        """Return the page of the one request, or the list of all these that is filtered so."""
        last = ("received_on_until", self.year.previous.last_day)
        received = ("year", int(self.year)) if self.after is None else last
        return link_to(LIST, list(dict.fromkeys(keys)), received, *query)
