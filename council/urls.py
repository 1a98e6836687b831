"""The desk of section 5, under desk/council/. For the office."""

from council.section import COUNCIL

app_name = "council"
urlpatterns = COUNCIL.urls()
