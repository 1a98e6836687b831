"""The year so far of notices of out-of-purpose use and external provision."""

from kurume_privacy.desk.progress import Progress, SoFar, figures, two_years
from kurume_privacy.document.links import Link
from kurume_privacy.models import User
from outside_use.models import UseNotice


def notices(user: User, so_far: SoFar) -> Progress:
    """Return the notices by kind, in one query."""
    records = UseNotice.objects.visible_to(user)
    now, before = two_years(records, so_far, "kind", day="notified_on")
    link = Link("outside_use:usenotice_list", query=(("year", int(so_far.year)),))
    kinds = figures(dict(UseNotice.Kind.choices), now, before)
    return Progress("目的外利用・外部提供の届出", link, kinds)
