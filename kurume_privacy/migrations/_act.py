"""What the law says of its rows, as 0016 loads it: by their lasting keys."""

from datetime import date

ORDINANCE, ACT, ASSEMBLY = "ordinance", "act", "assembly"
BEGIN = date(2023, 4, 1)  # of the Act, for the city
# 法2条11項2号 leaves the assembly out; 土地開発公社 is no local public entity.
NOT_UNDER_THE_ACT = ("assembly", "land_development_corporation")

# The assembly's own ordinance of 令和5年: its title and its articles are to be confirmed.
ASSEMBLY_WORDS = {
    "key": ASSEMBLY,
    "name": "久留米市議会の個人情報の保護に関する条例",
    "valid_from": BEGIN,
    "unconfirmed": True,
    "report_subject": "久留米市議会における個人情報の保護に関する条例",
    "clause_citation": "議会条例（不開示情報）",
}

DISCLOSURE = {
    "asks_requester": True,  # 法76条2項
    "hears_third_parties": True,  # 法86条1項, 2項
    "opposed_wait_days": 14,  # 法86条3項
    "apply_within_days": 30,  # 法87条4項
    "has_special_period": True,
    "special_part_days": 60,  # 法84条
}
FOLLOWING = {
    "asks_requester": True,  # 法90条2項, 98条2項
    "earlier_within_days": 90,  # 法90条3項, 98条3項
    "has_special_period": True,  # 法95条, 103条: no day 60
}
KINDS = {
    "disclosure": DISCLOSURE,
    "correction": FOLLOWING | {"sender_carries_out": True},  # 法96条3項
    "cessation": FOLLOWING | {"has_cessation_grounds": True},  # 法98条1項各号
}

# New outcomes: (key, order, values, kinds). 法82条2項, 93条, 101条; 124条.
OUTCOMES = (
    ("excluded", 7, {"name": "適用除外", "parent": "refused"}, ("disclosure",)),
    ("formal_defect", 7, {"name": "形式不備", "parent": "refused"}, ("disclosure",)),
    ("corrected", 5, {"name": "訂正", "carrying_out": "required"}, ("correction",)),
    ("partly_corrected", 5, {"name": "一部訂正", "carrying_out": "required"}, ("correction",)),
    ("not_corrected", 5, {"name": "不訂正", "breakdown": "departments"}, ("correction",)),
    ("ceased", 5, {"name": "利用停止", "carrying_out": "required"}, ("cessation",)),
    ("partly_ceased", 5, {"name": "一部利用停止", "carrying_out": "required"}, ("cessation",)),
    ("not_ceased", 5, {"name": "不利用停止", "breakdown": "departments"}, ("cessation",)),
)
# Those that two kinds shared: the Act knows none that is both.
MERGED = {
    "corrected_or_ceased": {"name": "訂正・利用停止", "order": 4, "carrying_out": "required"},
    "not_corrected_or_ceased": {
        "name": "不訂正・不利用停止",
        "order": 5,
        "breakdown": "departments",
    },
}
MERGED_KINDS = ("correction", "cessation")
UNTOLD = ("existence_not_stated", ("disclosure",))  # 法81条
# 法82条2項: what is not held, or not told, is a decision of non-disclosure too.
PARTS = {"not_held": "refused", "existence_not_stated": "refused"}
# 法85条, 96条: no transfer of a request for cessation.
TRANSFER = ("transferred", ("disclosure", "correction"))

# 法78条1項7号イ–ト.
CLAUSES = (
    ("i", "イ", "国の安全等に関する情報"),
    ("ro", "ロ", "犯罪の予防、捜査等に関する情報"),
    ("ha", "ハ", "監査、検査、取締り、試験又は租税に関する情報"),
    ("ni", "ニ", "契約、交渉又は争訟に関する情報"),
    ("ho", "ホ", "調査研究に関する情報"),
    ("he", "ヘ", "人事管理に関する情報"),
    ("to", "ト", "公営企業等の経営に関する情報"),
)

# 法69条2項: no. 2 is of use alone, nos. 3 and 4 of provision alone.
GROUNDS = {
    "internal_use": {"for_provision": False},
    "other_agencies": {"for_use": False},
    "statistics_or_special_reason": {"for_use": False},
}

# 法98条1項各号; 番号法30条2項 reads them for 特定個人情報.
CESSATION_GROUNDS = (
    ("use", "利用の停止", "法第98条第1項第1号", False),
    ("erasure", "消去", "法第98条第1項第1号", False),
    ("provision", "提供の停止", "法第98条第1項第2号", False),
    ("specific_use", "特定個人情報の利用の停止又は消去", "番号法第30条第2項", True),
    ("specific_provision", "特定個人情報の提供の停止", "番号法第30条第2項", True),
)

COUNTING = (
    "decision_days",
    "counted_from",
    "closed_days",
    "last_day_moves",
    "extension_days",
    "extension_as",
    "correction_days",
)
