"""The report: compiled and rendered; sections 6 and 7."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """運用状況 as an app."""

    name = "reports"
    verbose_name = "運用状況"
