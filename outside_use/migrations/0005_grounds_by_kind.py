"""Notices of years under way keep their ground: its version of their day, for what they say."""

from django.db import migrations
from django.db.models import QuerySet

from kurume_privacy.migrations._kept import versions
from kurume_privacy.migrations._rows import Rows

ACT = "act"
COLUMNS = {"out_of_purpose_use": "for_use", "external_provision": "for_provision"}


def notices(apps):
    """Return the notices, by a queryset that writes them as they are."""
    return QuerySet(apps.get_model("outside_use", "UseNotice"))


def follow(apps, schema_editor):
    """Name the version of the day; a ground goes on to allow what it was entered for."""
    rows = Rows(apps)
    for former, row in versions(rows, "UseGround", ACT):
        notices(apps).filter(ground=former.pk, notified_on__gte=row.valid_from).update(
            ground=row.pk
        )
    for kind, column in COLUMNS.items():
        named = notices(apps).filter(kind=kind).values_list("ground", flat=True).distinct()
        grounds = rows.every("UseGround", ACT).filter(pk__in=list(named), **{column: False})
        keys = list(grounds.values_list("pk", flat=True))
        rows.set("UseGround", rows.of("UseGround").filter(pk__in=keys), unconfirmed=True)
        rows.set("UseGround", rows.of("UseGround").filter(pk__in=keys), **{column: True})


def lead_back(apps, schema_editor):
    """Name the rows as they were before they were parted."""
    for former, row in versions(Rows(apps), "UseGround", ACT):
        notices(apps).filter(ground=row.pk).update(ground=former.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("kurume_privacy", "0017_deadlines_by_kind"),
        ("outside_use", "0004_names_of_then"),
    ]
    operations = [migrations.RunPython(follow, lead_back)]
