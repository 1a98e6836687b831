"""Which ground needs the council's opinion, and which answer is no answer but a withdrawal."""

from django.db import migrations

ORDINANCE = "久留米市個人情報保護条例"
ACT = "個人情報の保護に関する法律"

# 条例9条3項4号. 法69条2項4号 asks for a special reason, and for no council's opinion.
NEED_OPINION = ((ORDINANCE, "審議会の答申"),)
WITHDRAWALS = ((ORDINANCE, "取下げ"), (ACT, "取下げ"))


def _set(apps, model_name, named, **values):
    """Give the rows these values, and their history too: it had no such column before."""
    rows = apps.get_model("kurume_privacy", model_name).objects
    history = apps.get_model("kurume_privacy", f"Historical{model_name}").objects
    for regime, name in named:
        found = rows.filter(regime__name=regime, name=name)
        keys = list(found.values_list("pk", flat=True))
        found.update(**values)
        history.filter(id__in=keys).update(**values)


def load(apps, schema_editor):
    """Set what the law says in the columns that are new."""
    _set(apps, "UseGround", NEED_OPINION, needs_opinion=True)
    _set(apps, "Outcome", WITHDRAWALS, is_withdrawal=True)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0006_what_the_checks_ask")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
