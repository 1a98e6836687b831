"""The ground floor: what every section shares."""

from django.apps import AppConfig


class KurumePrivacyConfig(AppConfig):
    """The ground floor as an app."""

    name = "kurume_privacy"
    verbose_name = "組織・適用法令・利用者"
