"""Section 3 of the report: out-of-purpose use and external provision."""

from django.apps import AppConfig


class OutsideUseConfig(AppConfig):
    """目的外利用・外部提供 as an app."""

    name = "outside_use"
    verbose_name = "目的外利用・外部提供"
