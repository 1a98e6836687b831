"""How the Act counts its deadlines, what follows a disclosure, and what is carried out."""

from django.db import migrations

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
CARRYING_OUT = (
    (ACT, ("全部開示", "部分開示", "訂正・利用停止"), "required"),
    (ORDINANCE, ("承諾", "一部承諾"), "optional"),
)


def _set(apps, model_name, rows, **values):
    """Give the rows these values, and their history too: it had no such column before."""
    history = apps.get_model("kurume_privacy", f"Historical{model_name}")
    keys = list(rows.values_list("pk", flat=True))
    rows.update(**values)
    history.objects.filter(id__in=keys).update(**values)


def load(apps, schema_editor):
    """Set what the law says in the columns that are new."""
    regimes, kinds, outcomes = (
        apps.get_model("kurume_privacy", name).objects.all()
        for name in ("Regime", "RequestKind", "Outcome")
    )
    _set(apps, "Regime", regimes.filter(name=ACT), **RULE)
    followers = kinds.filter(regime__name=ACT, name__in=FOLLOWS_DISCLOSURE)
    _set(apps, "RequestKind", followers, follows_disclosure=True)
    for regime, names, needed in CARRYING_OUT:
        rows = outcomes.filter(regime__name=regime, name__in=names)
        _set(apps, "Outcome", rows, carrying_out=needed)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0003_deadlines")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
