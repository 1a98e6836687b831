"""Create the demo users of a first start: one a role."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count

from kurume_privacy.models import Agency, Department, Division, Role, User
from reports.desk.front_page import entered_often

NAMES = {
    "clerk": Role.CLERK,
    "office": Role.OFFICE,
    "approver": Role.APPROVER,
    "admin": Role.ADMINISTRATOR,
}


class Command(BaseCommand):
    """Create a user a role, in development only and only while nobody can log in yet."""

    help = "開発用の利用者を役割ごとに作ります（DEBUG=1で、利用者が一人もいないときだけ）。"

    def handle(self, **options):
        """Create the users, and print the log-ins: they are shown only this once."""
        if not settings.DEBUG:
            raise CommandError("見本の利用者は、開発用（DEBUG=1）でだけ作れます。")
        if User.objects.exists():
            names = User.objects.filter(username__in=NAMES).order_by("pk")
            known = "・".join(names.values_list("username", flat=True)) or "利用者"
            self.stdout.write(
                f"ログイン  {known}は作成済み（パスワードを忘れたとき: "
                ".venv/bin/python manage.py changepassword 利用者名）"
            )
            return
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        for user in create_users(password):
            place = f"（{user.division}）" if user.division else ""
            self.stdout.write(f"{user.username:<9} {user.get_role_display()}{place}")
        self.stdout.write(f"ログイン  パスワードは全員 {password}")


@transaction.atomic
def create_users(password: str) -> list[User]:
    """Create one user a role; the clerk works where most is entered."""
    division = busiest_division()
    return [
        User.objects.create_user(
            name,
            password=password,
            role=role,
            last_name="見本",
            first_name=role.label,
            division=division if role == Role.CLERK else None,
        )
        for name, role in NAMES.items()
    ]


def busiest_division() -> Division:
    """Return the division with most records of the kind that clerks enter most often.

    Without any, the first; without one, a new one.
    """
    ledger = next(ledger for ledger in entered_often() if not ledger.is_offices)
    entered: Any = ledger.model.objects.order_by()  # which have a division
    records = entered.values("division")
    busiest = records.annotate(records=Count("pk")).order_by("-records", "division").first()
    if busiest:
        return Division.objects.get(pk=busiest["division"])
    return Division.objects.first() or new_division()


def new_division() -> Division:
    """Create a division to work in, where the organisation is not entered yet."""
    department = Department(agency=Agency.objects.first(), name="総務部")
    department.save()
    division = Division(department=department, name="総務課")
    division.save()
    return division
