"""The report: compiled and rendered; sections 6 and 7."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.module_loading import import_string


class ReportsConfig(AppConfig):
    """運用状況 as an app."""

    name = "reports"
    verbose_name = "運用状況"

    @cached_property
    def wordable(self) -> dict[str, str]:
        """The paragraphs that the sections let the office word, once the models are there."""
        return import_string("reports.sections.WORDABLE")
