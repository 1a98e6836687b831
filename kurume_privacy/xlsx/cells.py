"""A cell as it was read, its text compared, and its text as a workbook's XML holds it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from unicodedata import normalize

from kurume_privacy.text import is_control, without_invisible


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell without a usable value; the sentence says what is wrong and what to do."""

    sentence: str


Cell = str | int | float | bool | date | datetime | time | Wrong | None

NO_STORED_VALUE = Wrong("数式の値が保存されていません。Excelで開いて保存し直してください。")
NO_DATE = Wrong("日付として読めない数です。日付を入れ直してください。")

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HALF_SURROGATES = range(0xD800, 0xE000)


def error_value(code: str) -> Wrong:
    """Return the sentence that stands for an error of Excel's, such as #N/A."""
    return Wrong(f"エラー値（{code}）が入っています。正しい値を入れ直してください。")


def folded(text: str) -> str:
    """Return a text for comparing only: one width, no white space, one case, all of it seen.

    Never stored: NFKC changes names (神 U+FA19) and takes ㈱ apart.
    """
    return "".join(normalize("NFKC", without_invisible(text)).casefold().split())


def text_or_blank(text: str) -> str | None:
    """Return a cell's text with one manner of line break; None where it is only white space."""
    if not text or text.isspace():
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    """Return a text of a workbook's XML as Excel shows it: _x000D_ is a line break there."""
    return _ESCAPE.sub(_escaped_sign, text) if "_x" in text else text


def escaped(text: str) -> str:
    """Return a text as a workbook's XML holds it: what XML cannot hold as _x0001_.

    A text that itself looks like such an escape comes back unchanged.
    """
    text = _ESCAPE.sub(r"_x005F_x\1_", text)
    return "".join(f"_x{ord(sign):04X}_" if _never_in_xml(sign) else sign for sign in text)


def _escaped_sign(escape: re.Match[str]) -> str:
    """Return the sign that an escape stands for; half surrogates stay as they are written."""
    code = int(escape[1], 16)
    return escape[0] if code in _HALF_SURROGATES else chr(code)


def _never_in_xml(sign: str) -> bool:
    """Say whether XML cannot hold a sign, or would change it: a lone CR becomes LF."""
    return sign not in "\t\n" and is_control(sign) and ord(sign) <= 0xFFFF
