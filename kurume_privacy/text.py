"""The widths of digits, numbers as sent, letters that no text may have, marks of points. Pure."""

from unicodedata import category

_HALF = "0123456789"
_FULL = "０１２３４５６７８９"
_TO_FULL = str.maketrans(_HALF, _FULL)
_TO_HALF = str.maketrans(_FULL, _HALF)
MOST_DIGITS = 9  # no key, count or number of ours is longer
_ASCII = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)})
# What people paste without knowing it: nobody sees it, and without it the text reads the same. The
# joiners (U+200C, U+200D) are of scripts that no record is written in, and of emoji. Variation
# selectors and combining marks are no such thing: they say which letter a name is written with.
_INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        *((0xAD, 0xAD), (0x180E, 0x180E), (0x200B, 0x200E), (0x2060, 0x2064)),
        *((0xFEFF, 0xFEFF), (0xE0001, 0xE0001), (0xE0020, 0xE007F)),
    )
    for code in range(first, last + 1)
)
# What Japanese keyboards and other programs give for one.
_HYPHENS = str.maketrans(dict.fromkeys("ー−‐‑‒–—―ｰ﹣─━", "-"))


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


def plain_signs(text: str) -> str:
    """Return ``text`` as numbers are read in it: half-width, nothing unseen, dashes hyphens."""
    return without_invisible(half_width(text)).translate(_HYPHENS)


def tidied(text: str) -> str:
    """Return what was typed for a date or a number: half-width, no white space, dashes hyphens."""
    return "".join(plain_signs(text).split())


def whole_number(text: str) -> int | None:
    """Return the number that was sent as digits; None for anything else, or for too many."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def is_control(char: str) -> bool:
    """Say whether no file can hold it: controls, half surrogates, Unicode's nonletters.

    U+FDD0 to U+FDEF and the last two of every plane are no letters and never will be.
    """
    code = ord(char)
    never = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return never or category(char) in ("Cc", "Cs")


def is_unprintable(char: str) -> bool:
    """Say whether no file of ours shall hold it: a control, or a format character.

    Those order the letters around them (U+202E turns 12件 into 件21), or are not seen at all.
    """
    return is_control(char) or category(char) == "Cf"


def is_invisible(char: str) -> bool:
    """Say whether a text reads the same without it."""
    return char in _INVISIBLE


def without_invisible(text: str) -> str:
    """Return ``text`` without what nobody sees in it, as every form and every cell is read."""
    return text if text.isprintable() else "".join(c for c in text if c not in _INVISIBLE)


def is_unassigned(char: str) -> bool:
    """Say whether Unicode leaves open what it looks like: 外字 (private use), or no letter yet."""
    return category(char) in ("Co", "Cn")


def code_of(char: str) -> str:
    """Return U+20BB7, as people look a letter up."""
    return f"U+{ord(char):04X}"


def circled(number: int) -> str:
    """Return ① for 1, as points of a matter are marked; (51) where there is no such sign."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return f"({number})"
