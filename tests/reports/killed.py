"""Publish and be killed, again and again: at the first statement, the second, … until it is done.

Run by itself on a database on which a year is approved. Prints how many attempts there were;
fails where one left half an edition.
"""

import django

django.setup()

from kurume_privacy.models import ClosedYear, User  # noqa: E402
from reports.models import Edition, EditionFile, PublicNotice, Stage, Step  # noqa: E402
from reports.publishing import publish  # noqa: E402
from tests.reports.crash_points import kill_everywhere  # noqa: E402
from tests.reports.published import NOTICE, NOW, YEAR, few_files  # noqa: E402


def publication():
    """Publish the year."""
    approver = User.objects.get(username="approver")
    publish.publish(YEAR, approver, NOW, **NOTICE)


def state():
    """Return what the database holds of the publication: everything, or nothing."""
    edition = Edition.objects.first()
    whole = edition is not None and edition.sum_with(edition.files.order_by("path"))
    return {
        "edition": edition is not None,
        "files": EditionFile.objects.count(),
        "sum": whole == edition.sha256 if edition else None,
        "stage": Step.stage(YEAR),
        "closed": ClosedYear.years(),
        "notice": PublicNotice.objects.in_year(YEAR).exists(),
    }


NOTHING = {
    "edition": False,
    "files": 0,
    "sum": None,
    "stage": Stage.APPROVED,
    "closed": [2021],
    "notice": False,
}
ALL = {
    "edition": True,
    "files": 2,
    "sum": True,
    "stage": Stage.PUBLISHED,
    "closed": [2021],
    "notice": True,
}


if __name__ == "__main__":
    publish.files_of = few_files
    kill_everywhere(publication, state, NOTHING, ALL)
