"""With every entry of the history, the name of then of whoever did it."""

from django.db import migrations

from kurume_privacy.migrations._names import name_columns

HISTORIES = (
    "HistoricalAgency",
    "HistoricalClosedDay",
    "HistoricalDepartment",
    "HistoricalDisclosureMethod",
    "HistoricalDivision",
    "HistoricalExemptionClause",
    "HistoricalOutcome",
    "HistoricalPosting",
    "HistoricalRegime",
    "HistoricalReorganisation",
    "HistoricalRequestKind",
    "HistoricalUseGround",
)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0012_administration_search_keys")]
    operations = name_columns("kurume_privacy", "history_user", "した人の名前", *HISTORIES)
