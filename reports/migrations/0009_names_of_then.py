"""With every step, reason and edition, and every entry of the history: the name of then.

The triggers that keep steps and editions are taken away for it, and created again: SQLite would
lose them with the tables that it makes anew.
"""

from importlib import import_module

from django.db import migrations

from kurume_privacy.migrations._names import name_columns

FROZEN = import_module("reports.migrations.0004_frozen")
HISTORIES = ("HistoricalPublicNotice", "HistoricalTraining", "HistoricalWording")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_requests_withdrawn"),
        ("kurume_privacy", "0013_names_of_then"),
    ]
    operations = [
        migrations.RunPython(FROZEN.thaw, FROZEN.freeze),
        *name_columns("reports", "user", "した人の名前", "Step"),
        *name_columns("reports", "user", "書いた人の名前", "Explanation"),
        *name_columns("reports", "published_by", "公表した人の名前", "Edition"),
        *name_columns("reports", "history_user", "した人の名前", *HISTORIES),
        migrations.RunPython(FROZEN.freeze, FROZEN.thaw),
    ]
