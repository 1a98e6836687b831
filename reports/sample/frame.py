"""The frame of a sample file: organisation, council, and what only the report needs."""

from council.forms import (
    ConsultationForm,
    ConsultationPointForm,
    CouncilBriefingForm,
    CouncilSessionForm,
    MeetingForm,
)
from council.models import Consultation, CouncilSession, Meeting
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Agency
from kurume_privacy.records.organisation import DepartmentForm, DivisionForm
from reports.forms import PublicNoticeForm, TrainingForm, WordingForm
from reports.sample.entry import enter, value_of


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


def enter_sessions(sessions: list[dict], year: FiscalYear) -> int:
    """Enter the council's sessions with all that belongs to them."""
    entered = 0
    for entry in sessions:
        key = {"year": int(year), "number": entry["number"]}
        session, new = enter(CouncilSessionForm, key)
        if new:
            _enter_session_rows(session, entry)
        entered += new
    return entered


def _enter_session_rows(session: CouncilSession, entry: dict) -> None:
    for order, meeting in enumerate(entry["meetings"], start=1):
        manner = value_of(Meeting.Manner, meeting["manner"])
        key = {"session": session, "order": order}
        enter(MeetingForm, key, **meeting | {"manner": manner})
    for order, consultation in enumerate(entry.get("consultations", []), start=1):
        _enter_consultation(session, order, consultation)
    for order, matter in enumerate(entry.get("briefings", []), start=1):
        enter(CouncilBriefingForm, {"session": session, "order": order}, matter=matter)


def _enter_consultation(session: CouncilSession, order: int, entry: dict) -> None:
    consultation, _ = enter(
        ConsultationForm,
        {"session": session, "order": order},
        matter=entry["matter"],
        conclusion=value_of(Consultation.Conclusion, entry["conclusion"]),
    )
    for place, point in enumerate(entry.get("points", []), start=1):
        enter(ConsultationPointForm, {"consultation": consultation, "order": place}, **point)


def enter_public_notice(notice: dict, year: FiscalYear) -> int:
    """Enter the notice that published a year's report."""
    return enter(PublicNoticeForm, {"year": notice["year"]}, **notice)[1]


def enter_trainings(trainings: list[dict], year: FiscalYear) -> int:
    """Enter the training of the year."""
    return sum(
        enter(
            TrainingForm,
            {"month": training["month"], "content": training["content"]},
            note=training.get("note", ""),
            order=0,
        )[1]
        for training in trainings
    )


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
