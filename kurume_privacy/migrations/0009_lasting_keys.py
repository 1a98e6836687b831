"""A lasting key for every row that a number of the report may be narrowed by.

What was loaded has the field's word; what was entered by hand gets its key as it would today, from
the name under which it was entered first.
"""

from hashlib import sha256
from itertools import chain, count

from django.db import migrations, models

from kurume_privacy.migrations._law import refuse

ORDINANCE = "久留米市個人情報保護条例"
ACT = "個人情報の保護に関する法律"
REGIMES = {ORDINANCE: "ordinance", ACT: "act"}
AGENCIES = {
    "市長": "mayor",
    "企業管理者": "public_enterprise_manager",
    "教育委員会": "board_of_education",
    "選挙管理委員会": "election_commission",
    "公平委員会": "equity_commission",
    "監査委員": "audit_commissioners",
    "農業委員会": "agricultural_committee",
    "固定資産評価審査委員会": "property_assessment_committee",
    "議会": "assembly",
    "土地開発公社": "land_development_corporation",
}
KINDS = {
    "開示": "disclosure",
    "訂正": "correction",
    "利用の停止": "cessation_of_use",
    "消去": "erasure",
    "提供の停止": "cessation_of_provision",
    "利用停止": "cessation",  # 法98条: all three of them
}
METHODS = {
    "閲覧": "inspection",
    "写しの交付": "copy",
    "閲覧・写しの交付": "inspection_and_copy",
    "視聴": "viewing",
}
OUTCOMES = {
    "承諾": "granted",
    "一部承諾": "partly_granted",
    "不存在": "not_held",
    "拒否": "refused",
    "取下げ": "withdrawn",
    "全部開示": "granted",
    "部分開示": "partly_granted",
    "不開示": "refused",
    "訂正・利用停止": "corrected_or_ceased",
    "不訂正・不利用停止": "not_corrected_or_ceased",
    "存否応答拒否": "existence_not_stated",
    "却下": "rejected",
    "移送": "transferred",
}
GROUNDS = {
    "本人同意": "consent",
    "法令": "law",
    "生命等の保護": "protection_of_life",
    "審議会の答申": "council_opinion",
    "本人同意又は本人への提供": "consent_or_provision_to_self",
    "内部での利用": "internal_use",
    "他の行政機関等への提供": "other_agencies",
    "統計・学術研究その他特別の理由": "statistics_or_special_reason",
}
# Model → its words, and the column within which a key stands once.
KEYED = {
    "Agency": (AGENCIES, None),
    "Department": ({}, "agency_id"),
    "Regime": (REGIMES, None),
    "RequestKind": (KINDS, "regime_id"),
    "DisclosureMethod": (METHODS, "regime_id"),
    "Outcome": (OUTCOMES, "regime_id"),
    "ExemptionClause": ({}, "regime_id"),
    "UseGround": (GROUNDS, "regime_id"),
}


def first_key(row, words):
    """Return the key of a row by what it was called at first."""
    if row.number is not None:
        return str(row.number)
    return words.get(row.name) or f"x{sha256(row.name.encode()).hexdigest()[:8]}"


def keys_of(apps, name):
    """Yield each row of a model with the key that it is to have."""
    words, within = KEYED[name]
    model = apps.get_model("kurume_privacy", name)
    history = apps.get_model("kurume_privacy", f"Historical{name}")
    taken = set()
    for row in model.objects.order_by("pk"):
        former = history.objects.filter(id=row.pk).order_by("history_id").first() or row
        former.number = getattr(former, "number", None)
        owner = getattr(row, within) if within else None
        yield row, free(first_key(former, words), owner, taken)


def give_keys(apps, schema_editor):
    """Give every row its key, in its history too: it had no such column before."""
    for name in KEYED:
        for row, key in keys_of(apps, name):
            for model in (name, f"Historical{name}"):
                apps.get_model("kurume_privacy", model).objects.filter(id=row.pk).update(key=key)


def take_keys(apps, schema_editor):
    """Let the keys go where going forward again gives the same: numbers are known by them."""
    refuse([row.name for name in KEYED for row, key in keys_of(apps, name) if row.key != key])


def free(first, owner, taken):
    """Return the key, numbered where another row of the same owner has it."""
    others = (f"{first}-{number}" for number in count(2))
    key = next(key for key in chain([first], others) if (owner, key) not in taken)
    taken.add((owner, key))
    return key


def column(model):
    """Return what adds the column to a model."""
    field = models.CharField("識別名", max_length=40, blank=True, editable=False, default="")
    return migrations.AddField(model, "key", field, preserve_default=False)


def once(model, *within):
    """Return what lets a key stand once."""
    constraint = models.UniqueConstraint(
        fields=[*within, "key"],
        name=f"{model}_keyed_once",
        violation_error_message="同じ識別名のものが既にあります。",
    )
    return migrations.AddConstraint(model, constraint)


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0008_import")]
    operations = [
        *(column(f"{before}{name.lower()}") for name in KEYED for before in ("", "historical")),
        migrations.RunPython(give_keys, take_keys),
        *(
            once(name.lower(), *([within.removesuffix("_id")] if within else []))
            for name, (_, within) in KEYED.items()
        ),
    ]
