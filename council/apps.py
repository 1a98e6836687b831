"""Section 5 of the report: the council."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """審議会 as an app."""

    name = "council"
    verbose_name = "審議会"
