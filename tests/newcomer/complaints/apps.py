"""Section 8 of the report: complaints."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """苦情 as an app."""

    name = "complaints"
    verbose_name = "苦情"
