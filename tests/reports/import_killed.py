"""Take in a file and be killed, again and again: at the first statement, the second, … to the end.

Run by itself on a database in which one of the notices of the file is there. Prints how many
attempts there were; fails where one left a part of the file.
"""

import django

django.setup()

from kurume_privacy.models import User  # noqa: E402
from outside_use.models import UseNotice  # noqa: E402
from tests.excel import taken_in, workbook  # noqa: E402
from tests.reports.crash_points import kill_everywhere  # noqa: E402

FILE = workbook(
    ("届出番号", "届出日", "区分", "所管課", "提供先"),
    (1, "R3.4.20", "外部提供", "総務部総務課", "国"),
    (2, "R3.4.20", "外部提供", "総務部総務課", "県"),
    (None, "R3.4.21", "外部提供", "総務部総務課", "町"),
)


def taking_in():
    """Take the file in."""
    taken_in("usenotice", FILE, User.objects.get(username="office"))


def state():
    """Return what the database holds of the file: everything, or nothing."""
    notices = list(UseNotice.objects.order_by("number").values_list("number", "recipient"))
    return notices, UseNotice.history.count()


NOTHING = ([(1, "福岡県")], 1)
ALL = ([(1, "国"), (2, "県"), (3, "町")], 4)


if __name__ == "__main__":
    kill_everywhere(taking_in, state, NOTHING, ALL)
