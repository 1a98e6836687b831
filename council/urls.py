"""The desk of section 5, under desk/council/. For the office."""

from council.filters import CouncilSessionFilter, MeetingFilter
from council.forms import CouncilSessionForm
from council.models import Meeting
from council.sheets import MEETINGS, SESSIONS
from council.tables import CouncilSessionTable, MeetingTable
from council.views import SessionDetail, SessionList
from kurume_privacy.desk.ledger import Ledger, ReadOnlyLedger

sessions = Ledger(CouncilSessionForm, CouncilSessionTable, CouncilSessionFilter, sheet=SESSIONS)
meetings = ReadOnlyLedger(Meeting, MeetingTable, MeetingFilter, sheet=MEETINGS)

app_name = "council"
urlpatterns = [
    *meetings.urls("meetings/"),
    *sessions.urls(list=SessionList, detail=SessionDetail),
]
