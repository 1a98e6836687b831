"""The frame of a sample file: the organisation, and the office's own wording."""

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Agency
from kurume_privacy.records.organisation import DepartmentForm, DivisionForm
from kurume_privacy.records.sample import enter
from reports.desk.forms import WordingForm


def enter_departments(departments: list[dict], year: FiscalYear) -> int:
    """Enter departments and their divisions, in the file's order."""
    entered = 0
    for order, entry in enumerate(departments, start=1):
        agency = Agency.objects.get(name=entry["agency"])
        key = {"agency": agency, "name": entry["name"]}
        department, new = enter(DepartmentForm, key, order=order)
        entered += new
        for place, name in enumerate(entry["divisions"], start=1):
            key = {"department": department, "name": name}
            entered += enter(DivisionForm, key, order=place)[1]
    return entered


def enter_wordings(wordings: list[dict], year: FiscalYear) -> int:
    """Enter the office's own wording of the year."""
    return sum(
        enter(
            WordingForm,
            {"year": int(year), "paragraph": wording["paragraph"]},
            text=wording["text"],
        )[1]
        for wording in wordings
    )
