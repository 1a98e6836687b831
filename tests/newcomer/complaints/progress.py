"""The year so far of complaints."""

from complaints.models import Complaint

from kurume_privacy.desk.progress import Progress, SoFar, figures, two_years
from kurume_privacy.document.links import Link
from kurume_privacy.models import User


def complaints(user: User, so_far: SoFar) -> Progress:
    """Return the complaints by kind, in one query."""
    records = Complaint.objects.visible_to(user)
    now, before = two_years(records, so_far, "kind", day="received_on")
    link = Link("complaints:complaint_list", query=(("year", int(so_far.year)),))
    return Progress("苦情", link, figures(dict(Complaint.Kind.choices), now, before))
