"""Every address of the application. Everything for staff stands under desk/."""

from django.contrib import admin
from django.urls import include, path

from kurume_privacy.desk.echo import echo_date

urlpatterns = [
    path("", include("reports.urls")),  # first, for the public pages: they are asked for most
    path("desk/", include("kurume_privacy.accounts.urls")),
    path("desk/date/", echo_date, name="echo_date"),
    path("desk/registrations/", include("registrations.urls")),
    path("desk/requests/", include("disclosure.urls")),
    path("desk/use-notices/", include("outside_use.urls")),
    path("desk/council/", include("council.urls")),
    path("desk/admin/", admin.site.urls),
]

handler500 = "kurume_privacy.traces.server_error"
