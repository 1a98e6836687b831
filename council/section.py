"""Section 5 of the report, 審議会: declared once, for all that shows sections."""

from functools import partial

from council import figures, findings, progress, sample, sheets, tasks
from council.filters import CouncilSessionFilter, MeetingFilter
from council.forms import CouncilSessionForm
from council.models import Meeting
from council.tables import CouncilSessionTable, MeetingTable
from council.views import SessionDetail, SessionList
from kurume_privacy.desk.ledger import Ledger, Placed, ReadOnlyLedger
from kurume_privacy.document.identity import Identity
from kurume_privacy.document.measuring import Compared, total
from kurume_privacy.section import SamplePart, SectionDeclaration

sessions = Ledger(
    CouncilSessionForm,
    CouncilSessionTable,
    CouncilSessionFilter,
    number=5,
    views={"list": SessionList, "detail": SessionDetail},
    sheet=sheets.SESSIONS,
    menu=Placed("審議会", 60),
    often=Placed("審議会", 40),
)
meetings = ReadOnlyLedger(
    Meeting,
    MeetingTable,
    MeetingFilter,
    at="meetings/",
    sheet=sheets.MEETINGS,
)

COUNCIL = SectionDeclaration(
    "council",
    figures.section,
    (sessions, meetings),
    wordable={"council.sessions": "審議会の状況"},
    checks=findings.CHECKS,
    findings=findings.findings,
    to_do=tasks.to_do,
    so_far=progress.sessions,
    main=partial(total, identity=Identity(figures.SESSIONS, ())),
    compared=Compared("審議会の開催", {figures.SESSIONS: ()}),
    place=50,
    sample=SamplePart("sessions", sample.enter_sessions),
)
