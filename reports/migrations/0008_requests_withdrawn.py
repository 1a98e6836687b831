"""A request for approval may be withdrawn, and is kept with the report that it was about.

SQLite makes the table anew for each of these and loses its triggers without a word: they come back
at the end, whichever way the migration goes.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.migrations.exceptions import IrreversibleError

FROZEN = import_module("reports.migrations.0004_frozen")
STEPS = "reports_step"
SAID = "選択肢から選んでください。"
BEFORE = ("ask", "send_back", "approve", "publish", "reopen")
LABELS = {
    "ask": "確認依頼",
    "withdraw": "依頼の取消し",
    "send_back": "差戻し",
    "approve": "承認",
    "publish": "公表",
    "reopen": "再開",
}


def guard(apps, schema_editor):
    """Create the triggers of the steps again, where they went with the table."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in FROZEN.sqlite():
            if f" ON {STEPS} " in statement:
                again = statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS")
                schema_editor.execute(again, params=None)


def refuse_withdrawn(apps, schema_editor):
    """Refuse to go back where a request was withdrawn: no step is ever deleted."""
    if apps.get_model("reports", "Step").objects.filter(act="withdraw").exists():
        raise IrreversibleError("依頼の取消しの記録があるため、前の版には戻せません。")


def known(acts):
    """Return the constraint that a step is one of these."""
    return models.CheckConstraint(
        condition=models.Q(("act__in", tuple(acts))),
        name="reports_step_act_known",
        violation_error_message=SAID,
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_search_keys")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard),
        migrations.RemoveConstraint("step", "reports_step_act_known"),
        migrations.AlterField(
            "step",
            "act",
            models.CharField(max_length=10, choices=list(LABELS.items()), verbose_name="手続"),
        ),
        migrations.AddConstraint("step", known(LABELS)),
        migrations.AddField("step", "structure", models.TextField("内容", blank=True, default="")),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                condition=models.Q(("structure", ""), ("act", "ask"), _connector="OR"),
                name="reports_step_structure_asked",
            ),
        ),
        migrations.RunPython(guard, refuse_withdrawn),
    ]
