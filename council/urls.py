"""The desk of section 5, under desk/council/. For the office."""

from council.filters import CouncilSessionFilter
from council.forms import CouncilSessionForm
from council.tables import CouncilSessionTable
from council.views import SessionDetail, SessionList
from kurume_privacy.crud import Desk

sessions = Desk(CouncilSessionForm, CouncilSessionTable, CouncilSessionFilter)

app_name = "council"
urlpatterns = sessions.urls(list=SessionList, detail=SessionDetail)
