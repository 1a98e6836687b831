"""Every edition, and every year that is closed by now, gets the day up to which it counts.

That is the day on which approval was asked for, as the steps say: nothing could be entered since.
The triggers that keep editions are taken away for it, and created again.
"""

import json
from datetime import datetime
from importlib import import_module

from django.db import migrations, models
from django.utils import timezone

FROZEN = import_module("reports.migrations.0004_frozen")
ASK = "ask"


def state_days(apps, schema_editor):
    """Write the day of each edition, then that of each closed year."""
    editions = apps.get_model("reports", "Edition").objects
    days = {}
    for key, year, steps in editions.order_by("number").values_list("pk", "year", "steps"):
        asked = [step["at"] for step in json.loads(steps) if step["act"] == ASK]
        if asked:
            days[year] = timezone.localdate(datetime.fromisoformat(asked[-1]))
            editions.filter(pk=key).update(counted_to=days[year])
    steps = apps.get_model("reports", "Step").objects.filter(act=ASK).order_by("pk")
    asked_on = {year: timezone.localdate(at) for year, at in steps.values_list("year", "at")}
    for closed in apps.get_model("kurume_privacy", "ClosedYear").objects.all():
        closed.counted_to = asked_on.get(closed.year) or days.get(closed.year)
        closed.save(update_fields=["counted_to"])


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_years_of_trainings"),
        ("kurume_privacy", "0018_counted_to"),
    ]
    operations = [
        migrations.RunPython(FROZEN.thaw, FROZEN.freeze),
        migrations.AddField(
            model_name="edition",
            name="counted_to",
            field=models.DateField(null=True, verbose_name="数えた日"),
        ),
        migrations.RunPython(state_days, migrations.RunPython.noop),
        migrations.RunPython(FROZEN.freeze, FROZEN.thaw),
    ]
