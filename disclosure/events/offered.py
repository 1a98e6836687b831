"""What the pages of a request and of an appeal offer next, and what else."""

from disclosure.events import requests, reviews
from disclosure.events.ways import Ways, ways_on
from disclosure.models import DisclosureRequest, ReviewRequest
from kurume_privacy.desk.way_back import WayBack


def on_request(record: DisclosureRequest, way: WayBack | None) -> Ways:
    """Return what can happen to a request next, or to an appeal about it that is pending."""
    pending = [appeal for appeal in record.appeals.all() if not appeal.ruled_on]
    return ways_on(record, requests.EVENTS, way) | {
        "appeal_ways": [(str(appeal), ways_on(appeal, reviews.EVENTS)) for appeal in pending]
    }


def on_appeal(record: ReviewRequest, way: WayBack | None) -> Ways:
    """Return what can happen to an appeal next."""
    return ways_on(record, reviews.EVENTS, way)
