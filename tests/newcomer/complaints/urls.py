"""The desk of section 8, under desk/complaints/. For clerks of the division and the office."""

from complaints.section import COMPLAINTS

app_name = "complaints"
urlpatterns = COMPLAINTS.urls()
