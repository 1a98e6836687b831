"""Users have a history; that of those who are there already begins with what they are now."""

import django.contrib.auth.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.db.models import QuerySet
from django.utils import timezone

KEPT = ("id", "username", "first_name", "last_name", "email", "is_active", "role", "division_id")
BEGUN = "履歴の始まり（これより前の変更は残っていません）"


def begin(apps, schema_editor):
    """Write down what everybody is now, so that a first change has its before."""
    history = apps.get_model("kurume_privacy", "HistoricalUser")
    begun = {"history_date": timezone.now(), "history_type": "+", "history_change_reason": BEGUN}
    people = QuerySet(apps.get_model("kurume_privacy", "User")).order_by("pk").values(*KEPT)
    history.objects.bulk_create(history(**known, **begun) for known in people)


class Migration(migrations.Migration):
    dependencies = [
        ("kurume_privacy", "0013_names_of_then"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalUser",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "history_user_name",
                    models.CharField(
                        blank=True,
                        default="",
                        editable=False,
                        max_length=301,
                        verbose_name="した人の名前",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("clerk", "入力担当"),
                            ("office", "総括担当"),
                            ("approver", "承認者"),
                            ("administrator", "管理者"),
                        ],
                        default="clerk",
                        max_length=15,
                        verbose_name="役割",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kurume_privacy.division",
                        verbose_name="所属課",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 利用者",
                "verbose_name_plural": "historical 利用者",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
