"""The ground floor: what every section shares."""

from django.apps import AppConfig

from kurume_privacy import checks


class KurumePrivacyConfig(AppConfig):
    """The ground floor as an app."""

    default = True
    name = "kurume_privacy"
    verbose_name = "組織・適用法令・利用者"

    def ready(self):
        """Name what the machine lacks before anybody misses it."""
        checks.register_all()
