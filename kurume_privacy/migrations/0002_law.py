"""The law as data: the ten agencies, the ordinance and the Act, each with its lists."""

from datetime import date

from django.db import migrations
from django.utils import timezone

# 情報公開条例2条1項, in its order.
AGENCIES = (
    "市長",
    "企業管理者",
    "教育委員会",
    "選挙管理委員会",
    "公平委員会",
    "監査委員",
    "農業委員会",
    "固定資産評価審査委員会",
    "議会",
    "土地開発公社",
)

ORDINANCE = {
    "name": "久留米市個人情報保護条例",
    "valid_until": date(2023, 3, 31),
    "report_subject": "久留米市個人情報保護条例",
    "scheme": "久留米市個人情報保護制度",
    "council_name": "情報公開・個人情報保護審議会",
    "notices_title": "個人情報業務の登録状況",
    "notices_introduction": (
        "実施機関からの個人情報保管等に係る業務の届出件数は、下記のとおりです。"
    ),
    "notice_list_title": "個人情報業務の登録をした業務名",
    "requests_title": "自己情報の開示等請求の状況",
    "requests_introduction": "自己に関する個人情報の開示等請求状況は、下記のとおりです。",
    "breakdown_title": "一部承諾・拒否・不存在文書の内訳",
    "clause_citation": "条例14条の2第1項",
    "use_word": "目的外利用",
    "provision_word": "外部提供",
}
ACT = {
    "name": "個人情報の保護に関する法律",
    "valid_from": date(2023, 4, 1),
    "report_subject": "久留米市における個人情報の保護に関する法律",
    "scheme": "久留米市個人情報保護制度",
    "council_name": "情報公開・個人情報保護審議会",
    "notices_title": "個人情報を取り扱う業務の登録状況",
    "notices_introduction": (
        "実施機関からの個人情報を取り扱う業務の届出件数は、下記のとおりです。"
    ),
    "notice_list_title": "個人情報を取り扱う業務の登録をした業務名",
    "requests_title": "保有個人情報の開示請求等の状況",
    "requests_introduction": "保有個人情報の開示請求等の状況は、下記のとおりです。",
    "breakdown_title": "部分開示・不開示等の内訳",
    "clause_citation": "法78条1項",
    "use_word": "目的外利用",
    "provision_word": "目的外提供",
    # 法83条1項, 94条1項, 102条1項; 延長は各条2項.
    "decision_days": 30,
    "extension_days": 30,
}

# name, has_method, has_clauses
ORDINANCE_KINDS = (
    ("開示", True, True),
    ("訂正", False, False),
    ("利用の停止", False, False),
    ("消去", False, False),
    ("提供の停止", False, False),
)
# 法76条, 90条, 98条
ACT_KINDS = (
    ("開示", True, True),
    ("訂正", False, False),
    ("利用停止", False, False),
)

METHODS = ("閲覧", "写しの交付", "閲覧・写しの交付", "視聴")

# name, name in prose, clause_use, breakdown, the kinds it answers (None: all)
ORDINANCE_OUTCOMES = (
    ("承諾", "全部承諾", "none", "none", None),
    ("一部承諾", "一部承諾", "required", "clauses", None),
    ("不存在", "不存在", "none", "departments", None),
    ("拒否", "拒否", "optional", "departments", None),
    ("取下げ", "取下げ", "none", "none", None),
)
# 法82条, 93条, 101条; 存否応答拒否 81条; 移送 85条, 96条
ACT_OUTCOMES = (
    ("全部開示", "全部開示", "none", "none", ("開示",)),
    ("部分開示", "部分開示", "required", "clauses", ("開示",)),
    ("不開示", "不開示", "required", "clauses", ("開示",)),
    ("訂正・利用停止", "訂正・利用停止", "none", "none", ("訂正", "利用停止")),
    ("不訂正・不利用停止", "不訂正・不利用停止", "none", "departments", ("訂正", "利用停止")),
    ("不存在", "不存在", "none", "departments", None),
    ("存否応答拒否", "存否応答拒否", "optional", "departments", ("開示",)),
    ("却下", "却下", "none", "departments", None),
    ("取下げ", "取下げ", "none", "none", None),
    ("移送", "移送", "none", "none", None),
)

# 条例14条の2第1項各号
ORDINANCE_CLAUSES = (
    (1, "個人に関する情報"),
    (2, "法人等に関する情報"),
    (3, "法令秘等に関する情報"),
    (4, "国等からの委託等に関する情報"),
    (5, "審議・検討等に関する情報"),
    (6, "事務又は事業に関する情報"),
    (7, "公共の安全等に関する情報"),
    (8, "個人の評価等に関する情報"),
)
# 法78条1項: 4号 is for organs of the state, 5号 for those and prefectures; neither for a city.
ACT_CLAUSES = (
    (1, "本人の生命等を害するおそれがある情報"),
    (2, "開示請求者以外の個人に関する情報"),
    (3, "法人等に関する情報"),
    (6, "審議・検討等に関する情報"),
    (7, "事務又は事業に関する情報"),
)

# name, citation, listed_in_report
ORDINANCE_GROUNDS = (
    ("本人同意", "条例第9条第3項第1号", False),
    ("法令", "条例第9条第3項第2号", False),
    ("生命等の保護", "条例第9条第3項第3号", True),
    ("審議会の答申", "条例第9条第3項第4号", False),
)
ACT_GROUNDS = (
    ("法令", "法第69条第1項", False),
    ("本人同意又は本人への提供", "法第69条第2項第1号", False),
    ("内部での利用", "法第69条第2項第2号", False),
    ("他の行政機関等への提供", "法第69条第2項第3号", False),
    ("統計・学術研究その他特別の理由", "法第69条第2項第4号", False),
)


def _rows(model, regime, columns, table):
    """Create a list of the regime in the order of ``table``; return its rows by name."""
    rows = {}
    for order, values in enumerate(table, start=1):
        row = model.objects.create(
            regime=regime, order=order, **dict(zip(columns, values, strict=True))
        )
        rows[row.name] = row
    return rows


def _outcomes(model, regime, kinds, table):
    for order, (name, prose_name, clause_use, breakdown, answered) in enumerate(table, start=1):
        outcome = model.objects.create(
            regime=regime,
            order=order,
            name=name,
            prose_name=prose_name,
            clause_use=clause_use,
            breakdown=breakdown,
        )
        outcome.kinds.set(kinds[kind] for kind in answered or kinds)


def _load_regime(apps, words, kinds, outcomes, clauses, grounds):
    model = {
        name: apps.get_model("kurume_privacy", name)
        for name in (
            "Regime",
            "RequestKind",
            "DisclosureMethod",
            "Outcome",
            "ExemptionClause",
            "UseGround",
        )
    }
    regime = model["Regime"].objects.create(**words)
    kind_rows = _rows(model["RequestKind"], regime, ("name", "has_method", "has_clauses"), kinds)
    _rows(model["DisclosureMethod"], regime, ("name",), [(name,) for name in METHODS])
    _outcomes(model["Outcome"], regime, kind_rows, outcomes)
    _rows(model["ExemptionClause"], regime, ("number", "name"), clauses)
    _rows(
        model["UseGround"],
        regime,
        ("name", "citation", "listed_in_report"),
        grounds,
    )


def load_law(apps, schema_editor):
    """Create the agencies and both regimes, unless they are there: going back leaves them.

    Records refer to them, and somebody may have changed their words.
    """
    if apps.get_model("kurume_privacy", "Regime").objects.exists():
        return
    agency = apps.get_model("kurume_privacy", "Agency")
    for order, name in enumerate(AGENCIES, start=1):
        agency.objects.create(order=order, name=name)
    _load_regime(
        apps,
        ORDINANCE,
        ORDINANCE_KINDS,
        ORDINANCE_OUTCOMES,
        ORDINANCE_CLAUSES,
        ORDINANCE_GROUNDS,
    )
    _load_regime(apps, ACT, ACT_KINDS, ACT_OUTCOMES, ACT_CLAUSES, ACT_GROUNDS)


HISTORIED = (
    "Agency",
    "Regime",
    "RequestKind",
    "DisclosureMethod",
    "Outcome",
    "ExemptionClause",
    "UseGround",
)


def remember_law(apps, schema_editor):
    """Begin the history of every row that has none, so that a first change has its before."""
    for name in HISTORIED:
        model = apps.get_model("kurume_privacy", name)
        history = apps.get_model("kurume_privacy", f"Historical{name}")
        begun = history.objects.values("id")
        for row in model.objects.exclude(pk__in=begun):
            values = {field.attname: getattr(row, field.attname) for field in model._meta.fields}
            past = history.objects.create(
                **values,
                history_date=timezone.now(),
                history_type="+",
                history_change_reason="初期データ",
            )
            _remember_kinds(apps, row, past)


def _remember_kinds(apps, row, past):
    kinds = apps.get_model("kurume_privacy", "HistoricalOutcome_kinds")
    through = apps.get_model("kurume_privacy", "Outcome").kinds.through
    if row._meta.model_name == "outcome":
        for link in through.objects.filter(outcome_id=row.pk):
            kinds.objects.create(
                id=link.pk, history=past, outcome_id=row.pk, requestkind_id=link.requestkind_id
            )


class Migration(migrations.Migration):
    dependencies = [("kurume_privacy", "0001_initial")]
    operations = [
        migrations.RunPython(load_law, migrations.RunPython.noop),
        migrations.RunPython(remember_law, migrations.RunPython.noop),
    ]
