"""Section 1 of the report: the register of businesses."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """個人情報業務の登録 as an app."""

    name = "registrations"
    verbose_name = "個人情報業務の登録"
