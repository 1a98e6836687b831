"""Sections 2 and 4 of the report: requests and appeals."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """開示等請求 and 審査請求 as an app."""

    name = "disclosure"
    verbose_name = "開示等請求・審査請求"
