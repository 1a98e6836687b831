"""The year so far of the council's sessions."""

from collections import Counter

from django.db.models import Q

from council.models import CouncilSession, Meeting
from kurume_privacy.desk.progress import Figure, Progress, SoFar
from kurume_privacy.document.links import Link
from kurume_privacy.models import User


def sessions(user: User, so_far: SoFar) -> Progress:
    """Return how many sessions were held, in one query."""
    records = CouncilSession.objects.visible_to(user)
    both = _held(so_far) | _held(so_far.before)
    counts = Counter(
        {year: count for (year,), count in records.filter(both).count_by("year").items()}
    )
    figure = Figure("開いた審議会", counts[int(so_far.year)], counts[int(so_far.before.year)])
    link = Link("council:councilsession_list", query=(("year", int(so_far.year)),))
    return Progress("審議会", link, (figure,))


def _held(so_far: SoFar) -> Q:
    """Return the condition on the sessions of the year; so far, those that have met."""
    if so_far.until is None:
        return Q(year=int(so_far.year))
    met = Meeting.objects.filter(held_on__lte=so_far.until).values("session")
    return Q(year=int(so_far.year), pk__in=met)
