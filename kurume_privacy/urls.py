"""Every address of the application. Everything for staff stands under desk/.

The ground floor names its own front door, `public` for everybody and `home` for staff, and every
page leads there by these names; the apps give it what it shows.
"""

from django.urls import include, path

from kurume_privacy.desk.echo import echo_date
from reports.desk.front import front_page
from reports.site.views import page

urlpatterns = [
    path("", include("reports.urls")),  # first, for the public pages: they are asked for most
    path("", page, name="public"),
    path("desk/", front_page, name="home"),
    path("desk/", include("kurume_privacy.accounts.urls")),
    path("desk/", include("kurume_privacy.desk.administration.urls")),
    path("desk/date/", echo_date, name="echo_date"),
    path("desk/registrations/", include("registrations.urls")),
    path("desk/requests/", include("disclosure.urls")),
    path("desk/use-notices/", include("outside_use.urls")),
    path("desk/council/", include("council.urls")),
]

handler400 = "kurume_privacy.traces.bad_request"
handler500 = "kurume_privacy.traces.server_error"
