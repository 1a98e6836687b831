"""The widths of digits in prose and tables, numbers as sent, the marks of points. Pure."""

from unicodedata import category

_HALF = "0123456789"
_FULL = "０１２３４５６７８９"
_TO_FULL = str.maketrans(_HALF, _FULL)
_TO_HALF = str.maketrans(_FULL, _HALF)
MOST_DIGITS = 9  # no key, count or number of ours is longer
_ASCII = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)})
_HYPHENS = str.maketrans(dict.fromkeys("ー−‐‑–—―ｰ", "-"))  # what Japanese keyboards give for one


def full_digits(text: str) -> str:
    """Return ``text`` with full-width digits, everything else untouched: prose."""
    return text.translate(_TO_FULL)


def half_digits(text: str) -> str:
    """Return ``text`` with half-width digits, everything else untouched: tables."""
    return text.translate(_TO_HALF)


def half_width(text: str) -> str:
    """Return ``text`` with full-width ASCII made half-width.

    For reading numbers and dates. Never normalise a name: 神 (U+FA19) would become another
    character, and ㋿ would become 令和.
    """
    return text.translate(_ASCII)


def tidied(text: str) -> str:
    """Return what was typed for a date or a number: half-width, no white space, dashes hyphens."""
    return "".join(half_width(text).translate(_HYPHENS).split())


def whole_number(text: str) -> int | None:
    """Return the number that was sent as digits; None for anything else, or for too many."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def is_unprintable(char: str) -> bool:
    """Say whether no file of ours can hold it: controls, half surrogates, Unicode's nonletters.

    U+FDD0 to U+FDEF and the last two of every plane are no letters and never will be.
    """
    code = ord(char)
    never = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return never or category(char) in ("Cc", "Cs")


def circled(number: int) -> str:
    """Return ① for 1, as points of a matter are marked; (51) where there is no such sign."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return f"({number})"
