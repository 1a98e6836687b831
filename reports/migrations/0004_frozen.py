"""Editions, their files and the steps are inserted and never touched again: by triggers.

A file is inserted before its edition, in one transaction (the foreign key is deferred): so the
trigger can refuse every file of an edition that is there.
"""

from django.core.management import CommandError
from django.db import migrations

TABLES = ("reports_edition", "reports_editionfile", "reports_step")
SAID = "what was published is neither changed nor deleted"
PUBLISHED = (
    "公表した版が{editions}件あります。これより前の版に戻すと失われるため、取りやめました。"
    "前の状態に戻すときは、バックアップを使ってください。"
)
# What stands in the way of an INSERT. SQLite's INSERT OR REPLACE deletes without any DELETE
# trigger; so a row that would replace one is refused as well.
SAME_KEY = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
IN_THE_WAY = {
    "reports_edition": f"{SAME_KEY} OR EXISTS (SELECT 1 FROM {{table}}"  # noqa: S608
    " WHERE year = NEW.year AND number = NEW.number)",
    "reports_editionfile": f"{SAME_KEY} OR EXISTS (SELECT 1 FROM {{table}}"  # noqa: S608
    " WHERE edition_id = NEW.edition_id AND path = NEW.path)"
    " OR EXISTS (SELECT 1 FROM reports_edition WHERE id = NEW.edition_id)",
    "reports_step": SAME_KEY,
}
ADDED = "EXISTS (SELECT 1 FROM reports_edition WHERE id = NEW.edition_id)"


def names(vendor):
    """Return the names of all triggers by table."""
    acts = {
        "sqlite": ("update", "delete", "insert"),
        "postgresql": ("update", "delete", "truncate"),
    }
    found = {table: [f"{table}_no_{act}" for act in acts[vendor]] for table in TABLES}
    if vendor == "postgresql":
        found["reports_editionfile"].append("reports_editionfile_no_insert")
    return found


def sqlite():
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
        yield (
            f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} "
            f"WHEN {IN_THE_WAY[table].format(table=table)} "
            f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )


def postgresql():
    yield (
        "CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    yield (
        "CREATE FUNCTION reports_refuse_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {ADDED} THEN RAISE EXCEPTION '{SAID}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    for table in TABLES:
        for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            yield (
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION reports_refuse()"
            )
    yield (
        "CREATE TRIGGER reports_editionfile_no_insert BEFORE INSERT ON reports_editionfile "
        "FOR EACH ROW EXECUTE FUNCTION reports_refuse_added()"
    )


def freeze(apps, schema_editor):
    """Create the triggers."""
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor]():
        schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor):
    """Take the triggers away."""
    vendor = schema_editor.connection.vendor
    for table, triggers in names(vendor).items():
        for trigger in triggers:
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {trigger}{on}", params=None)
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reports_refuse()", params=None)
        schema_editor.execute("DROP FUNCTION reports_refuse_added()", params=None)


def refuse_published(apps, schema_editor):
    """Refuse to go back where something is published: the tables would go, and the editions."""
    if editions := apps.get_model("reports", "Edition").objects.count():
        raise CommandError(PUBLISHED.format(editions=editions))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_editions"),
    ]

    operations = [
        migrations.RunPython(freeze, thaw),
        migrations.RunPython(migrations.RunPython.noop, refuse_published),  # undone first
    ]
