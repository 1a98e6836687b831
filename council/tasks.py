"""What the council's sessions lack for the report."""

from datetime import date

from django.db.models import Exists, OuterRef

from council.models import Consultation, CouncilSession, Meeting
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.incomplete import Incomplete, first_and_count
from kurume_privacy.desk.tasks import Item, Task, ToDo
from kurume_privacy.document.links import Link
from kurume_privacy.models import RecordQuerySet, User

meetings = Meeting.objects.order_by().filter(session=OuterRef("pk"))
consultations = Consultation.objects.order_by().filter(session=OuterRef("pk"))
CONCLUSION = Incomplete("conclusion", "結論", Exists(consultations.filter(conclusion="")))
MEETING = Incomplete("meeting", "開催日・場所", ~Exists(meetings))
SESSION_INCOMPLETE = (CONCLUSION, MEETING)


def held(border: str, day: date) -> Exists:
    """Return the condition that a session met on one of the days up to ("lte") or from ("gte")."""
    return Exists(meetings.filter(**{f"held_on__{border}": day}))


def to_do(user: User, today: date) -> ToDo:
    """Return the sessions that have met without a conclusion, and those without a date.

    Conclusions only since the year before, which is still to be reported.
    """
    begin = FiscalYear.of(today).previous.first_day
    sessions = CouncilSession.objects.visible_to(user)
    met = sessions.filter(held("gte", begin), held("lte", today))
    dates = (("held_on_from", begin), ("held_on_until", today))
    tasks = (
        _task("諮問案件の結論の入力がない審議会", met, CONCLUSION, *dates),
        _task("開催日・場所の入力がない審議会", sessions, MEETING),
    )
    return ToDo(incomplete=tuple(task for task in tasks if task.count))


def _task(sentence: str, sessions: RecordQuerySet, missing: Incomplete, *query: tuple) -> Task:
    first, count = first_and_count(missing.of(sessions))
    items = tuple(
        Item(str(session), Link("council:councilsession_detail", session.pk)) for session in first
    )
    link = Link("council:councilsession_list", query=(*missing.query, *query))
    return Task(sentence, count, link, items=items)
