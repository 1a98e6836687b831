"""Take in a file and be killed, again and again: at the first statement, the second, … to the end.

Run by itself on a database in which one of the notices of the file is there; each attempt is a
process of its own, killed without a word. Prints how many attempts there were; fails where one
left a part of the file.
"""

import os
import sys

import django
from django.db import connection

django.setup()

from kurume_privacy.models import User  # noqa: E402
from outside_use.models import UseNotice  # noqa: E402
from tests.excel import taken_in, workbook  # noqa: E402
from tests.reports.killed import KILLED, Executioner  # noqa: E402

FILE = workbook(
    ("届出番号", "届出日", "区分", "所管課", "提供先"),
    (1, "R3.4.20", "外部提供", "総務部総務課", "国"),
    (2, "R3.4.20", "外部提供", "総務部総務課", "県"),
    (None, "R3.4.21", "外部提供", "総務部総務課", "町"),
)


def attempt(allowed):
    """Take the file in, killed after so many statements; commits count as two, before and after."""
    executioner = Executioner(allowed)
    commit = connection._commit

    def counted_commit():
        executioner.count()
        commit()
        executioner.count()

    connection._commit = counted_commit
    with connection.execute_wrapper(executioner):
        taken_in("usenotice", FILE, User.objects.get(username="office"))
    os._exit(0)


def state():
    """Return what the database holds of the file: everything, or nothing."""
    notices = list(UseNotice.objects.order_by("number").values_list("number", "recipient"))
    return notices, UseNotice.history.count()


NOTHING = ([(1, "福岡県")], 1)
ALL = ([(1, "国"), (2, "県"), (3, "町")], 4)


def main():
    """Try with one statement more each time."""
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
