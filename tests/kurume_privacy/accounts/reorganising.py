"""A reorganisation as a test asks for it: what becomes of what, from a day on."""

from datetime import date

from kurume_privacy.accounts.reorganisation_outlook import Outlook
from kurume_privacy.accounts.reorganisation_plan import Plan, Target
from kurume_privacy.accounts.reorganise import reorganise
from kurume_privacy.models import Division
from tests import factories

DAY = date(2027, 4, 1)
LAST = date(2027, 3, 31)


def target(name, department="総務部", agency="市長"):
    return Target(factories.agency(agency), department, name)


def planned(wanted, on=DAY, keepers=None, sent=None):
    """Return the outlook of a plan: {division: what it becomes, one target or several}."""
    lines = {
        former: [targets] if isinstance(targets, Target) else targets
        for former, targets in wanted.items()
    }
    return Outlook(Plan(on, lines, keepers), sent)


def done(wanted, on=DAY, title="", **chosen):
    """Do it, and return the act."""
    return reorganise(planned(wanted, on, **chosen), title)


def named(name, department="総務部"):
    """Return the latest division of this name."""
    return Division.objects.filter(name=name, department__name=department).latest("pk")
