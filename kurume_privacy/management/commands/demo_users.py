"""Create the demo administrator of a first start."""

import os
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kurume_privacy.models import User


class Command(BaseCommand):
    """Create ``admin``, in development only and only while nobody can log in yet."""

    help = "開発用の利用者adminを作ります（DEBUG=1で、利用者が一人もいないときだけ）。"

    def handle(self, **options):
        """Create the user, and print the log-in: it is shown only this once."""
        if not settings.DEBUG:
            raise CommandError("見本の利用者は、開発用（DEBUG=1）でだけ作れます。")
        if User.objects.exists():
            self.stdout.write("ログイン  作成済み（忘れたときは manage.py changepassword admin）")
            return
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        User.objects.create_superuser("admin", password=password)
        self.stdout.write(f"ログイン  admin / {password}")
