"""Which ground needs the council's opinion, and which answer is no answer but a withdrawal."""

from django.db import migrations

from kurume_privacy.migrations._law import Loaded, refuse_to_lose, write

ORDINANCE = "久留米市個人情報保護条例"
ACT = "個人情報の保護に関する法律"

LOADED = (
    # 条例9条3項4号. 法69条2項4号 asks for a special reason, and for no council's opinion.
    Loaded("UseGround", ORDINANCE, ("審議会の答申",), {"needs_opinion": True}),
    Loaded("Outcome", ORDINANCE, ("取下げ",), {"is_withdrawal": True}),
    Loaded("Outcome", ACT, ("取下げ",), {"is_withdrawal": True}),
)


def load(apps, schema_editor):
    """Set what the law says in the columns that are new."""
    write(apps, LOADED)


def unload(apps, schema_editor):
    """Let the columns go where nobody has set them otherwise."""
    refuse_to_lose(apps, LOADED)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0006_what_the_checks_ask")]
    operations = [migrations.RunPython(load, unload)]
