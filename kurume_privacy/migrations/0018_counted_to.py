"""A closed year knows up to which day it counts; of those closed by now `reports` knows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0017_deadlines_by_kind")]
    operations = [
        migrations.AddField(
            model_name="closedyear",
            name="counted_to",
            field=models.DateField(blank=True, null=True, verbose_name="数えた日"),
        ),
    ]
