"""The search key of a text: what two writings of the same words have in common. Pure.

The text itself stays as it was typed; its key is stored beside it, is shown to nobody, and is all
that a search and a search for duplicates compare.
"""

from unicodedata import normalize

from kurume_privacy.text import is_unprintable

# Shapes of one letter as names have them, the usual one first: old forms (康熙字典体) and variants
# (異体字), and no two letters of different meaning. What Unicode itself holds for one, 神 (U+FA19),
# needs no place here.
VARIANTS = """
亜亞 芦蘆 圧壓 医醫 栄榮 営營 衛衞 円圓 縁緣 塩鹽 応應 奥奧 横橫 鴎鷗 温溫 会會 絵繪 覚覺 学學
岳嶽 楽樂 寛寬 関關 巌巖 館舘 気氣 帰歸 亀龜 旧舊 暁曉 教敎 区區 薫薰 恵惠 渓溪 経經 県縣 剣劍劔
顕顯 験驗 呉吳 広廣 鉱鑛 恒恆 晃晄 高髙 黄黃 号號 国國 黒黑 斎齋 斉齊 済濟 桜櫻 参參 産產 実實
写寫 寿壽 収收 従從 渋澁 緒緖 叙敍 昇曻 条條 状狀 静靜 浄淨 譲讓 真眞 慎愼 尽盡 粋粹 数數 清淸
青靑 声聲 瀬瀨 税稅 摂攝 専專 浅淺 銭錢 双雙 壮壯 荘莊 装裝 巣巢 曽曾 総總 聡聰 蔵藏 増增 続續
体體 対對 台臺 滝瀧 沢澤 択擇 単單 団團 担擔 庁廳 聴聽 鎮鎭 鉄鐵 点點 転轉 伝傳 灯燈 当當 徳德
独獨 読讀 富冨 内內 梅楳 売賣 浜濱濵 抜拔 髪髮 万萬 姫姬 桧檜 仏佛 辺邊邉 歩步 豊豐 宝寶 峰峯 翻飜
毎每 槙槇 満滿 弥彌 訳譯 薬藥 柳栁 与與 誉譽 様樣 来來 頼賴 竜龍 緑綠 塁壘 礼禮 霊靈 励勵 歴歷
郎郞 録錄 湾灣 吉𠮷 橋槗 桑桒 船舩 島嶋嶌 籠篭 穂穗 稲稻 尭堯 遥遙 凜凛 祢禰 戸戶 説說 悦悅 閲閱
脱脫 鋭銳 顔顏 巻卷 尚尙 即卽 概槪 娯娛 戻戾 両兩 労勞 発發 変變 崎﨑嵜
"""
# What is written for a dash or a long vowel; NFKC makes one of the others (－, ｰ, ～, ︱).
DASHES = "‐‑‒–—―−ー〜~゠〰─━⁃˗"
# What is no control and no format character, and yet nobody sees it: joiners, fillers, selectors.
_NEVER_SEEN = frozenset(
    chr(code)
    for first, last in (
        *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
        *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)
_HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_SMALL = {"ゕ": "カ", "ゖ": "ケ", "ヵ": "カ", "ヶ": "ケ"}  # of counters and places: 3ヶ月, 霞ヶ丘
_ONE_FOR_MANY = (
    _HIRAGANA
    | str.maketrans(_SMALL | dict.fromkeys(DASHES, "-"))
    | {ord(other): shapes[0] for shapes in VARIANTS.split() for other in shapes[1:]}
)


def search_key(text: str) -> str:
    """Return what stands for ``text`` in a search: the same for whatever is read as the same.

    Widths, case, white space, hiragana and katakana, composed and decomposed letters are one, and
    so are all dashes with the long vowel's, the shapes of a name's letter, and what has no width.
    The key of a key is itself. A text without anything to see has none: "".
    """
    seen = _seen(normalize("NFKC", _seen(text)))
    whole = "".join(normalize("NFKC", seen.casefold()).split())
    return normalize("NFC", whole.translate(_ONE_FOR_MANY))


def _seen(text: str) -> str:
    """Return a text without what nobody sees; white space divides words and is seen."""
    return "".join(char for char in text if _is_seen(char))


def _is_seen(char: str) -> bool:
    return char.isspace() or not (char in _NEVER_SEEN or is_unprintable(char))
