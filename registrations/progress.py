"""The year so far of notices about businesses."""

from kurume_privacy.desk.progress import Progress, SoFar, figures, two_years
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from registrations.models import BusinessNotice


def notices(user: User, so_far: SoFar) -> Progress:
    """Return the notices by kind, in one query."""
    records = BusinessNotice.objects.visible_to(user)
    now, before = two_years(records, so_far, "kind", day="notified_on")
    link = Link("registrations:businessnotice_list", query=(("year", int(so_far.year)),))
    return Progress("業務の届出", link, figures(dict(BusinessNotice.Kind.choices), now, before))
