"""The forms of the events of an appeal."""

from disclosure.events.forms import EventForm
from disclosure.forms import ReviewRequestForm
from kurume_privacy.records.form import in_one


class AppealForm(EventForm, ReviewRequestForm):
    """審査請求, against a disposition of the request."""

    groups = in_one("received_on")


class ReferralForm(EventForm, ReviewRequestForm):
    """諮問."""

    groups = in_one("referred_on")
    needed = ("referred_on",)


class OpinionForm(EventForm, ReviewRequestForm):
    """答申."""

    groups = in_one("opinion_on")
    needed = ("opinion_on",)


class RulingForm(EventForm, ReviewRequestForm):
    """裁決."""

    groups = in_one("ruling", "ruled_on")
    needed = ("ruling", "ruled_on")
