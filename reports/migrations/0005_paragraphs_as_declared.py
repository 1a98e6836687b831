"""Which paragraphs the office may word is what the sections declare: no column changes."""

import reports.models.records
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_frozen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalwording",
            name="paragraph",
            field=models.CharField(
                choices=reports.models.records.wordable, max_length=60, verbose_name="段落"
            ),
        ),
        migrations.AlterField(
            model_name="wording",
            name="paragraph",
            field=models.CharField(
                choices=reports.models.records.wordable, max_length=60, verbose_name="段落"
            ),
        ),
    ]
