"""How long appeals take: from receipt to referral, and from the council's opinion to the ruling.

Every day until which something waits is an argument: a report counts to the end of its year, the
desk to this day.
"""

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import DateField, ExpressionWrapper, F, Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import RecordQuerySet, Regime, regimes_apart

# Who takes longer says why (法105条; what the survey of 法165条 asks for).
REFERRAL_DAYS = 90
RULING_DAYS = 60
# The law that asks why, of an appeal: the one that has a request told in full.
LAW_ASKS = Q(request__kind__asks_requester=True)


def asks_why(request: Any) -> bool:
    """Say whether the law of a request asks why something took long, as `LAW_ASKS`."""
    return request.kind.asks_requester


class ReviewRequestQuerySet(RecordQuerySet):
    """Appeals, as of a year or a day."""

    def reported_in(self, year: FiscalYear) -> Self:
        """Return those received in ``year``, and those pending from before it."""
        pending = Q(ruled_on=None) | Q(ruled_on__gte=year.first_day)
        return self.filter(Q(year=int(year)) | (Q(year__lt=int(year)) & pending))

    def under(self, regime: Regime | None) -> Self:
        """Return those under a regime that stands apart, or those that are the city's."""
        if regime is None:
            return self.exclude(request__kind__regime__in=regimes_apart())
        return self.filter(request__kind__regime=regime)

    def open(self) -> Self:
        """Return those that nobody has ruled on yet."""
        return self.filter(ruled_on=None)

    def changeable(self) -> Self:
        """Return all: a report shows of an appeal what had happened by then, never all of it."""
        return self.all()

    def law_asks(self) -> Self:
        """Return those whose law asks why something took long, or was not done."""
        return self.filter(LAW_ASKS)

    def referred_late(self, until: date) -> Self:
        """Return those referred more than 90 days after receipt, or waiting for it so long.

        What is not referred waits no longer once it is ruled on, or its reason is known.
        """
        over = _over(REFERRAL_DAYS, "received_on", "referred_on", until)
        needless = Q(ruled_on__lte=until) | ~Q(no_referral_reason="")
        return self.filter(over & ~(Q(referred_on=None) & needless))

    def ruled_late(self, until: date) -> Self:
        """Return those ruled on more than 60 days after the opinion, or waiting for it so long."""
        return self.filter(_over(RULING_DAYS, "opinion_on", "ruled_on", until))


def _over(days: int, since: str, event: str, until: date) -> Q:
    """Say where an event came more than these days later, or had not come by ``until``."""
    span = timedelta(days=days)
    limit = ExpressionWrapper(F(event) - span, output_field=DateField())
    waiting = Q(**{event: None}) | Q(**{f"{event}__gt": until})
    came = Q(**{f"{event}__lte": until, f"{since}__lt": limit})
    return came | (waiting & Q(**{f"{since}__lt": until - span}))


def days_between(since: date | None, event: date | None, until: date) -> int | None:
    """Return how long it took, or has taken by ``until``; None where it has not begun."""
    if since is None or since > until:
        return None
    return (min(event or until, until) - since).days
