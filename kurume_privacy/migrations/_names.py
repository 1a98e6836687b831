"""A name is kept with what somebody did: for what is there already, the name of today."""

from django.db import migrations, models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

FULL_NAME = Trim(Concat("last_name", Value(" "), "first_name"))
NAME = Coalesce(NullIf(FULL_NAME, Value("")), F("username"))


def name_columns(app: str, relation: str, label: str, *names: str) -> list:
    """Return what gives these models of an app the name of whom the relation leads to."""
    column = f"{relation}_name"

    def fill(apps, schema_editor):
        people = QuerySet(apps.get_model("kurume_privacy", "User"))
        theirs = people.filter(pk=OuterRef(relation)).annotate(called=NAME).values("called")
        for name in names:
            rows = QuerySet(apps.get_model(app, name)).exclude(**{relation: None})
            rows.update(**{column: Subquery(theirs)})

    field = models.CharField(label, max_length=301, default="", blank=True, editable=False)
    added = [migrations.AddField(name.lower(), column, field.clone()) for name in names]
    return [*added, migrations.RunPython(fill, migrations.RunPython.noop)]
