"""The way from a record back to the list it was opened from, and to its neighbours there.

The address of a record's page tells both: the list as it was filtered and sorted (`BACK`), and the
record's place in it (`PLACE`). So two windows have two ways, and nothing has to be remembered.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from kurume_privacy.text import whole_number

BACK, PLACE = "back", "at"
NEAR = 2  # places to either side in which a record is looked for that others have moved
GONE = 0.5  # what stands now at the place of a record that left the list comes next


@dataclass(frozen=True)
class Neighbours:
    """The addresses of the records before and behind one in its list; empty where there is none."""

    before: str
    behind: str


@dataclass(frozen=True)
class WayBack:
    """The list from which a record's page was opened, and the record's place in it."""

    path: str
    query: str
    place: int | None

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """Return the way that the address names; None where it names no list of ours."""
        try:
            address = urlsplit(request.GET.get(BACK, ""))
        except ValueError:  # of an address that is none
            return None
        if address.scheme or address.netloc or _view_of(address.path) is None:
            return None
        return cls(address.path, address.query, whole_number(request.GET.get(PLACE, "")) or None)

    @property
    def ledger(self) -> Any:
        """The ledger whose list it is."""
        return _view_of(self.path).view_initkwargs["ledger"]

    def list_url(self, per_page: int) -> str:
        """Return the address of the list, on the page that shows the record's place."""
        asked = QueryDict(self.query, mutable=True)
        if self.place and self.place > per_page:
            asked["page"] = str((self.place - 1) // per_page + 1)
        return f"{self.path}?{asked.urlencode()}" if asked else self.path

    def kept(self) -> str:
        """Return what an address has behind it so that the way goes on from there."""
        return _told(self.path, self.query, self.place)

    def neighbours(self, request: HttpRequest, record: Any) -> Neighbours:
        """Return what stands before and behind a record in the list, as it is now.

        A record that has left the list, because what it lacked was entered, has its neighbours
        where it was. Without a place in the list it has none.
        """
        if self.place is None:
            return Neighbours("", "")
        first = max(0, self.place - 1 - NEAR)
        rows = self._records(request)[first : self.place + NEAR]
        around = [(row.get_absolute_url(), place) for place, row in enumerate(rows, first + 1)]
        own = record.get_absolute_url()
        where = [place for address, place in around if address == own]
        at = self.place if self.place in where else next(iter(where), self.place - GONE)
        others = [(address, place) for address, place in around if address != own]
        before = [self._told(*other) for other in others if other[1] < at]
        behind = [self._told(*other) for other in others if other[1] > at]
        return Neighbours(before[-1] if before else "", behind[0] if behind else "")

    def _records(self, request: HttpRequest) -> Any:
        """Return all records of the list, for the one who asks."""
        found, asked = _view_of(self.path), copy(request)
        asked.GET = QueryDict(self.query)
        listing = found.view_class(**found.view_initkwargs)
        listing.setup(asked)
        return listing.records().prefetch_related(None)

    def _told(self, address: str, place: int) -> str:
        return address + _told(self.path, self.query, place)


def to(address: str, request: HttpRequest, place: int) -> str:
    """Return the address of a record's page, with the way back to the list that is shown now."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return address + _told(request.path, asked.urlencode(), place)


def _told(path: str, query: str, place: int | None) -> str:
    address = f"{path}?{query}" if query else path
    told = {BACK: address} | ({PLACE: str(place)} if place else {})
    return f"?{urlencode(told)}"


def _view_of(path: str) -> Any:
    """Return the view of a list of records at this path; None where there is none."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    return view if getattr(getattr(view, "view_class", None), "page", "") == "list" else None
