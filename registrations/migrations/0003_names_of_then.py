"""With every entry of the history, the name of then of whoever did it."""

from django.db import migrations

from kurume_privacy.migrations._names import name_columns

HISTORIES = (
    "HistoricalBusiness",
    "HistoricalBusinessNotice",
)


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0002_search_keys"),
        ("kurume_privacy", "0013_names_of_then"),
    ]
    operations = name_columns("registrations", "history_user", "した人の名前", *HISTORIES)
