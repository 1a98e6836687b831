"""The addresses of what the administrator keeps, under desk/."""

from django.urls import path

from kurume_privacy.desk.administration.law import law_page
from kurume_privacy.desk.administration.ledgers import LEDGERS

app_name = "kurume_privacy"
urlpatterns = [
    path("law/", law_page, name="law"),
    *(address for kept in LEDGERS for address in kept.urls()),
]
