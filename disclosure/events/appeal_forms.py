"""The forms of the events of an appeal."""

from disclosure.events.forms import EventForm
from disclosure.review_forms import ReviewRequestForm
from kurume_privacy.records.form import in_one


class AppealForm(EventForm, ReviewRequestForm):
    """審査請求, against a disposition of the request."""

    groups = in_one("received_on", "by_third_party")


class UnansweredForm(EventForm, ReviewRequestForm):
    """審査請求, against no answer at all."""

    groups = in_one("received_on")


class ReferralForm(EventForm, ReviewRequestForm):
    """諮問."""

    groups = in_one("referred_on", "parties_told_on", "referral_reason")
    needed = ("referred_on",)


class NoReferralForm(EventForm, ReviewRequestForm):
    """諮問しない."""

    groups = in_one("no_referral_reason")
    needed = ("no_referral_reason",)


class OpinionForm(EventForm, ReviewRequestForm):
    """答申."""

    groups = in_one("opinion_on", "opinion")
    needed = ("opinion_on", "opinion")


class RulingForm(EventForm, ReviewRequestForm):
    """裁決."""

    groups = in_one("ruling", "ruled_on", "ruling_reason")
    needed = ("ruling", "ruled_on")


class CourtForm(EventForm, ReviewRequestForm):
    """訴訟."""

    groups = in_one("court_filed_on", "court_result")
    needed = ("court_filed_on",)
