"""How the Act counts its deadlines, what follows a disclosure, and what is carried out."""

from django.db import migrations

from kurume_privacy.migrations._law import Loaded, refuse_to_lose, write

ORDINANCE = "久留米市個人情報保護条例"
ACT = "個人情報の保護に関する法律"

# 法83条1項, 2項; 民法140条, 142条. The ordinance's days are not known: it has no deadline.
RULE = {
    "counted_from": "next_day",
    "closed_days": "counted",
    "last_day_moves": True,
    "extension_as": "added",
    "correction_days": "from_next_day",
}
# 法90条, 98条: what was disclosed is to be corrected, or used no longer.
FOLLOWS_DISCLOSURE = ("訂正", "利用停止")
# 法87条, 92条, 100条. The ledgers under the ordinance did not record the carrying out.
LOADED = (
    Loaded("Regime", ACT, (), RULE),
    Loaded("RequestKind", ACT, FOLLOWS_DISCLOSURE, {"follows_disclosure": True}),
    Loaded(
        "Outcome", ACT, ("全部開示", "部分開示", "訂正・利用停止"), {"carrying_out": "required"}
    ),
    Loaded("Outcome", ORDINANCE, ("承諾", "一部承諾"), {"carrying_out": "optional"}),
)


def load(apps, schema_editor):
    """Set what the law says in the columns that are new."""
    write(apps, LOADED)


def unload(apps, schema_editor):
    """Let the columns go where nobody has set them otherwise."""
    refuse_to_lose(apps, LOADED)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0003_deadlines")]
    operations = [migrations.RunPython(load, unload)]
