"""Publish and be killed, again and again: at the first statement, the second, … until it is done.

What only reads, before the transaction begins, leaves nothing and is not counted. Run by itself
on a database on which a year is approved; each attempt is a process of its own, killed without a
word. Prints how many attempts there were; fails where one left half an edition.
"""

import os
import sys

import django
from django.db import connection

django.setup()

from kurume_privacy.models import ClosedYear, User  # noqa: E402
from reports import publish  # noqa: E402
from reports.models import Edition, EditionFile, PublicNotice, Stage, Step  # noqa: E402
from tests.reports.publishing import NOTICE, NOW, YEAR, few_files  # noqa: E402

KILLED = 9


class Executioner:
    """Counts what is sent to the database; at the last count allowed, ends the process."""

    def __init__(self, allowed):
        self.left = allowed

    def __call__(self, execute, sql, params, many, context):
        """Let a statement be executed, or not."""
        if connection.in_atomic_block or not sql.startswith("SELECT"):
            self.count()
        return execute(sql, params, many, context)

    def count(self):
        """End the process when nothing is left."""
        if self.left == 0:
            os._exit(KILLED)
        self.left -= 1


def attempt(allowed):
    """Publish, killed after so many statements; commits count as two, before and after."""
    executioner = Executioner(allowed)
    commit = connection._commit

    def counted_commit():
        executioner.count()
        commit()
        executioner.count()

    connection._commit = counted_commit
    with connection.execute_wrapper(executioner):
        approver = User.objects.get(username="approver")
        publish.publish(YEAR, approver, NOW, **NOTICE)
    os._exit(0)


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


def main():
    """Try with one statement more each time."""
    publish.files_of = few_files
    allowed, found = 0, NOTHING
    while found == NOTHING:
        connection.close()  # no child inherits it
        child = os.fork()
        if child == 0:
            attempt(allowed)
        _, status = os.waitpid(child, 0)
        code, allowed, found = os.waitstatus_to_exitcode(status), allowed + 1, state()
        if code not in (0, KILLED) or found not in (NOTHING, ALL):
            sys.exit(f"after {allowed - 1} statements: exit {code}, {found}")
    print(allowed)


if __name__ == "__main__":
    main()
