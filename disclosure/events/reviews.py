"""The events of an appeal, each declared once."""

from disclosure.events import appeal_forms as forms
from disclosure.events import law
from disclosure.events.declaration import EventDeclaration, Events, EventTarget
from disclosure.models import ReviewRequest

NO_REFERRAL = "諮問の記録がありません。先に「諮問」を記録してください。"


def itself(appeal: ReviewRequest) -> list[EventTarget]:
    """Return the appeal."""
    return [EventTarget(appeal)]


def referred(appeal: ReviewRequest) -> list[EventTarget]:
    """Return the appeal that was referred."""
    return itself(appeal) if appeal.referred_on else []


def unreferred(appeal: ReviewRequest) -> list[EventTarget]:
    """Return the appeal that was not referred."""
    return [] if appeal.referred_on else itself(appeal)


def to_refer(appeal: ReviewRequest) -> bool:
    """Say whether it may be referred yet."""
    return not (appeal.referred_on or appeal.no_referral_reason or appeal.ruled_on)


def to_advise(appeal: ReviewRequest) -> bool:
    """Say whether the council has to give its opinion yet."""
    return bool(appeal.referred_on) and not (appeal.opinion_on or appeal.ruled_on)


EVENTS: Events = (
    EventDeclaration("referral", "諮問", forms.ReferralForm, itself, to_refer, law.of_referral),
    EventDeclaration(
        "opinion",
        "答申",
        forms.OpinionForm,
        referred,
        to_advise,
        law.of_opinion,
        why_not=NO_REFERRAL,
    ),
    EventDeclaration(
        "ruling",
        "裁決",
        forms.RulingForm,
        itself,
        lambda appeal: not appeal.ruled_on,
        law.of_ruling,
    ),
    EventDeclaration(
        "no-referral",
        "諮問しない",
        forms.NoReferralForm,
        unreferred,
        to_refer,
        law.of_no_referral,
        why_not="既に諮問した審査請求です。",
        likely=False,
    ),
    EventDeclaration(
        "court",
        "訴訟の提起",
        forms.CourtForm,
        itself,
        lambda appeal: False,  # it is rare: among the others
        law.of_court,
    ),
)
