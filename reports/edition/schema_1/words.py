"""The words under which the first schema printed what has a key today. Frozen.

What an office entered by hand has its key from its name, as it still would.
"""

from kurume_privacy.document.identity import lasting_key

REGIMES = {"久留米市個人情報保護条例": "ordinance", "個人情報の保護に関する法律": "act"}
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
    "利用停止": "cessation",
}
METHODS = {
    "閲覧": "inspection",
    "写しの交付": "copy",
    "閲覧・写しの交付": "inspection_and_copy",
    "視聴": "viewing",
    "方法の記載なし": "none",
}
OUTCOMES = {
    "承諾": "granted",
    "全部承諾": "granted",  # the same in a sentence
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
NOTICE_KINDS = {"登録": "start", "変更": "change", "廃止": "abolition"}
USE_KINDS = {"目的外利用": "out_of_purpose_use", "外部提供": "external_provision"}
# What a word of the article of a ground says of its law: 条例第9条第3項第3号, 法第69条第2項第1号.
REGIME_OF_ARTICLE = {"条": "ordinance", "法": "act"}

# The keys of the columns of the tables that list records.
COLUMNS = {
    "registrations.list": ("", "kind", "name", "division"),
    "outside_use.listed": ("using_business", "used_business", "items"),
    "reviews.list": (
        "number",
        "received_on",
        "disposition",
        "referred_on",
        "opinion_on",
        "ruled_on",
    ),
    "council.sessions": ("number", "meetings", "matters", "conclusion"),
}


def key_of(words: dict[str, str], word: str) -> str:
    """Return the key of what was called so."""
    return words.get(word) or lasting_key(word)
