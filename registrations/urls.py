"""The desk of section 1, under desk/registrations/. For clerks of the division and the office."""

from registrations.section import REGISTRATIONS

app_name = "registrations"
urlpatterns = REGISTRATIONS.urls()
