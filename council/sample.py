"""The council's sessions of a sample file, with all that belongs to them."""

from council.forms import (
    ConsultationForm,
    ConsultationPointForm,
    CouncilBriefingForm,
    CouncilSessionForm,
    MeetingForm,
)
from council.models import Consultation, CouncilSession, Meeting
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.records.sample import enter, value_of


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
