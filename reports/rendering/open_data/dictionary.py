"""The data dictionary: what each column of the files means."""

from collections.abc import Iterator

from reports.rendering.open_data.plain import Value
from reports.rendering.open_data.tidy import COLUMNS

HEADINGS = ("ファイル", "列", "意味", "型", "単位", "例")
LONG, CORRECTIONS = "long.csv、tables/*.long.csv", "corrections.csv"
# Column → meaning, type, unit, example.
MEANINGS: dict[str, tuple[str, str, str, Value]] = {
    "全国地方公共団体コード": ("久留米市のコード（検査数字を含む6桁）", "文字", "", "402036"),
    "地方公共団体名": ("地方公共団体の名称", "文字", "", "久留米市"),
    "年度（西暦）": ("会計年度が始まる西暦の年", "整数", "年", 2021),
    "年度": ("会計年度の元号による名称", "文字", "", "令和3年度"),
    "期間の初日": ("対象期間の初日（ISO 8601）", "日付", "", "2021-04-01"),
    "期間の末日": ("対象期間の末日（ISO 8601）", "日付", "", "2022-03-31"),
    "節番号": ("報告書の節の番号", "整数", "", 1),
    "節": ("報告書の節の表題", "文字", "", "個人情報業務の登録状況"),
    "表ID": (
        "表の識別名。同じ制度の同じ表は、年度が変わっても同じ", "文字", "", "registrations.notices",
    ),
    "表題": ("表の表題", "文字", "", "業務の届出件数"),
    "行番号": ("表の本体（見出しの下）での行の番号", "整数", "", 1),
    "列番号": ("表での列の番号", "整数", "", 2),
    "実施機関": (
        "値が属する実施機関。一つに限られないときは「全実施機関」", "文字", "", "市長",
    ),
    "行見出し1": ("値の行の見出し（外側）", "文字", "", "開示"),
    "行見出し2": ("値の行の見出し（内側）。無いときは空", "文字", "", "閲覧"),
    "列見出し1": ("値の列の見出し（外側）", "文字", "", "処理の内訳"),
    "列見出し2": ("値の列の見出し（内側）。無いときは空", "文字", "", "承諾"),
    "合計行": ("合計の行の値であれば1、それ以外は0。足し上げるときは1を除く", "整数", "", 0),
    "数値": ("値。文字の値のときは空", "整数", "「単位」の列", 36),
    "単位": ("数値の単位。文字の値のときは空", "文字", "", "件"),
    "文字": ("文字の値。数値のときは空。改行は全角の空白に置き換える", "文字", "", "全件承認"),
    "指標ID": (
        "数値が何を数えたものか。語や表が変わっても、年度を通して同じ",
        "文字", "", "disclosure.dispositions",
    ),
    "区分ID": (
        "数値が何に絞られているか。「区分=識別名」を「;」でつなぐ。"
        "指標IDと区分IDが同じ数値は、どこにあっても同じ数",
        "文字", "", "kind=disclosure;method=copy;outcome=granted;regime=ordinance",
    ),
}  # fmt: skip
CORRECTED: dict[str, tuple[str, str, str, Value]] = {
    "全国地方公共団体コード": MEANINGS["全国地方公共団体コード"],
    "地方公共団体名": MEANINGS["地方公共団体名"],
    "年度（西暦）": MEANINGS["年度（西暦）"],
    "年度": MEANINGS["年度"],
    "版": ("この正誤表が付いた版", "整数", "", 2),
    "公表日": ("その版を公表した日（ISO 8601）", "日付", "", "2022-09-01"),
    "節": MEANINGS["節"],
    "表": ("訂正した表又は文章", "文字", "", "業務の届出件数"),
    "行": ("訂正した値の行の見出し", "文字", "", "市長"),
    "列": ("訂正した値の列の見出し", "文字", "", "登録"),
    "誤": ("前の版の値", "整数又は文字", "", 9),
    "正": ("この版の値", "整数又は文字", "", 10),
    "理由": ("訂正の理由", "文字", "", "届出の入力漏れのため"),
}


def rows() -> Iterator[tuple[Value, ...]]:
    """Yield the headings, then a row a column."""
    yield HEADINGS
    yield from ((LONG, column, *MEANINGS[column]) for column in COLUMNS)
    yield from ((CORRECTIONS, column, *meaning) for column, meaning in CORRECTED.items())
