"""Every address of the application. Everything for staff stands under desk/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("desk/", include("kurume_privacy.people_urls")),
    path("desk/admin/", admin.site.urls),
    path("", include("reports.urls")),
]
