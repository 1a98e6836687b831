"""What in a text looks like a My Number, a telephone number or an address of mail. Pure.

No such thing belongs into a record. What is found is told by its kind alone, never by its digits:
sentences are shown, logged and kept.
"""

import re
from enum import StrEnum

from kurume_privacy.text import plain_signs

_BLANK = re.compile(r"[^\S\r\n]")  # of any width; a number does not go on in the next line


class Personal(StrEnum):
    """What a text may hold that belongs into no record."""

    MY_NUMBER = "個人番号（マイナンバー）"
    TELEPHONE = "電話番号"
    MAIL = "メールアドレス"


# No part of a longer number, no amount, and no number of a document (第…号, R3-…).
_BEGINS = r"(?<![0-9第¥￥\\])(?<![0-9][-.])"
_ENDS = r"(?![0-9])(?![-.][0-9])(?! ?円)"
# Four groups of four and more are another number, of a card perhaps; a year may stand behind it.
_IN_FOURS = (
    r"(?<!(?<![0-9])[0-9]{4} )[0-9]{4}(?P<gap>-| {1,2})[0-9]{4}(?P=gap)[0-9]{4}"
    r"(?! [0-9]{4}(?![0-9年/]))"
)
_MY_NUMBER = re.compile(f"{_BEGINS}(?P<digits>{_IN_FOURS}|[0-9]{{12}}){_ENDS}")

# Between the parts of a telephone number: 0942-30-9000, 0942(30)9000, 0942 30 9000.
_GAP = r"(?: ?[-.] ?|[() ]{1,2}|\)-)"
_SPELLINGS = (
    "0[1-9][0-9]{8}",
    f"0[25-9]0{_GAP}?[0-9]{{4}}{_GAP}?[0-9]{{4}}",
    f"0[1-9]{_GAP}[1-9][0-9]{{3}}{_GAP}[0-9]{{4}}",
    f"0[1-9][0-9]{_GAP}[1-9][0-9]{{2}}{_GAP}[0-9]{{4}}",
    f"0[1-9][0-9]{{2}}{_GAP}[1-9][0-9]{_GAP}[0-9]{{4}}",
    f"0[1-9][0-9]{{3}}{_GAP}[1-9]{_GAP}[0-9]{{4}}",
    f"0(?:120|180|570|990){_GAP}(?:[0-9]{{2}}{_GAP}[0-9]{{4}}|[0-9]{{3}}{_GAP}[0-9]{{3}})",
    f"0800{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}",
)
_NO_ERA = "(?<![MTSHRmtshr令和平成昭])"  # R03-1234-5678 is the number of a document
_TELEPHONE = re.compile(
    f"{_BEGINS}{_NO_ERA}(?:{'|'.join(_SPELLINGS)}){_ENDS}"
    r"|\+81(?:[-() ]{0,3}[0-9]){9,11}(?![0-9])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,}")


def personal_in(text: str) -> tuple[Personal, ...]:
    """Return what ``text`` seems to hold, each kind once, whatever the width of its signs."""
    plain = _BLANK.sub(" ", plain_signs(text))
    found = {
        Personal.MY_NUMBER: any(map(_is_my_number, _MY_NUMBER.finditer(plain))),
        Personal.TELEPHONE: _TELEPHONE.search(plain) is not None,
        Personal.MAIL: "@" in plain and _MAIL.search(plain) is not None,
    }
    return tuple(kind for kind, is_there in found.items() if is_there)


def check_digit(digits: str) -> int:
    """Return the twelfth digit of a My Number that begins with these eleven.

    平成26年総務省令第85号第5条: counted from the right, the n-th digit times n + 1 up to the sixth,
    times n - 5 from there on; eleven less the rest of their sum by eleven, and 0 where that rest
    is 0 or 1.
    """
    weights = [*range(2, 8), *range(2, 7)]
    both = zip(reversed(digits), weights, strict=True)
    rest = sum(int(digit) * weight for digit, weight in both) % 11
    return 0 if rest <= 1 else 11 - rest


def _is_my_number(found: re.Match[str]) -> bool:
    digits = re.sub("[^0-9]", "", found["digits"])
    return check_digit(digits[:-1]) == int(digits[-1])
