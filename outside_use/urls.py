"""The desk of section 3, under desk/use-notices/. For clerks of the division and the office."""

from outside_use.section import OUTSIDE_USE

app_name = "outside_use"
urlpatterns = OUTSIDE_USE.urls()
