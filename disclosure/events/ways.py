"""Where an event is entered, with the way back to the list that its record was opened from."""

from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from disclosure.events.declaration import (
    Events,
    Offer,
    first_offers,
    next_events,
    other_offers,
)
from kurume_privacy.desk.way_back import WayBack
from kurume_privacy.document.links import Link

Ways = dict[str, Any]  # what a page is given of them
Acts = tuple[tuple[str, Link], ...]  # what can be done next, for a page that knows no address
FEW = 2  # of these, where many records are named


def ways_on(record: Any, events: Events, way: WayBack | None = None) -> Ways:
    """Return what can happen next to a record, and what else: (name, address) of each.

    Where nothing is awaited any more, it is ended; what can happen still, may.
    """
    return {
        "ended": not any(next_events(record, events)),
        "offers": [(offer.name, way_to(offer, way)) for offer in first_offers(record, events)],
        "others": [(offer.name, way_to(offer, way)) for offer in other_offers(record, events)],
    }


def way_to(offer: Offer, way: WayBack | None = None) -> str:
    """Return the address of what is offered."""
    address = reverse(offer.page, args=[offer.key]) + (way.kept() if way else "")
    if offer.of is None:
        return address
    return f"{address}{'&' if way else '?'}{urlencode({'of': offer.of})}"


def acts_on(record: Any, events: Events) -> Acts:
    """Return the few things that are the likeliest to happen next to a record."""
    next_ones = islice(next_events(record, events), FEW)
    return tuple((event.name, Link(event.page(record), record.pk)) for event in next_ones)
