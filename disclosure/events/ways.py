"""Where an event is entered, with the way back to the list that its record was opened from."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from disclosure.events.declaration import Events, Offer, first_offers, other_offers
from kurume_privacy.desk.way_back import WayBack
from kurume_privacy.document.links import Link

Ways = dict[str, Any]  # what a page is given of them


def ways_on(record: Any, events: Events, way: WayBack | None = None) -> Ways:
    """Return what can happen next to a record, and what else: (name, address) of each."""
    return {
        "offers": [(offer.name, way_to(offer, way)) for offer in first_offers(record, events)],
        "others": [(offer.name, way_to(offer, way)) for offer in other_offers(record, events)],
    }


def way_to(offer: Offer, way: WayBack | None = None) -> str:
    """Return the address of what is offered."""
    return with_target(reverse(offer.page, args=[offer.key]) + (way.kept() if way else ""), offer)


def with_target(address: str, offer: Offer) -> str:
    """Return an address that also names what the event is about."""
    if offer.of is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'of': offer.of})}"


def link_to(offer: Offer) -> Link:
    """Return what is offered as a link of a page that knows no address."""
    return Link(offer.page, offer.key, () if offer.of is None else (("of", offer.of),))
