"""The events of an appeal, each declared once."""

from disclosure.events import appeal_forms as forms
from disclosure.events import law
from disclosure.events.declaration import EventDeclaration, Events, EventTarget
from disclosure.models import ReviewRequest


def itself(appeal: ReviewRequest) -> list[EventTarget]:
    """Return the appeal."""
    return [EventTarget(appeal)]


def referred(appeal: ReviewRequest) -> list[EventTarget]:
    """Return the appeal that was referred."""
    return [EventTarget(appeal)] if appeal.referred_on else []


EVENTS: Events = (
    EventDeclaration(
        "referral",
        "諮問",
        forms.ReferralForm,
        itself,
        lambda appeal: not appeal.referred_on and not appeal.ruled_on,
        law.of_referral,
    ),
    EventDeclaration(
        "opinion",
        "答申",
        forms.OpinionForm,
        referred,
        lambda appeal: bool(appeal.referred_on) and not appeal.opinion_on and not appeal.ruled_on,
        law.of_opinion,
        why_not="諮問の記録がありません。先に「諮問」を記録してください。",
    ),
    EventDeclaration(
        "ruling",
        "裁決",
        forms.RulingForm,
        itself,
        lambda appeal: not appeal.ruled_on,
        law.of_ruling,
    ),
)
