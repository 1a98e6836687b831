"""A regime counts no deadline any more: its rows do, a kind each."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0016_the_act")]
    operations = [
        migrations.RemoveField(
            model_name="historicalregime",
            name="closed_days",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="correction_days",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="counted_from",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="decision_days",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="extension_as",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="extension_days",
        ),
        migrations.RemoveField(
            model_name="historicalregime",
            name="last_day_moves",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="closed_days",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="correction_days",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="counted_from",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="decision_days",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="extension_as",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="extension_days",
        ),
        migrations.RemoveField(
            model_name="regime",
            name="last_day_moves",
        ),
    ]
