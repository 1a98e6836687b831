"""Numbers of a fiscal year as people write them: 令和3年度第12号, R3-12, 開示請求第12号. Pure."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.text import tidied, whole_number

EXAMPLES = "例：令和3年度第12号、R3-12"
BRACKETS = "()「」"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_YEAR = r"\D{0,2}(?:元|\d{1,4})"
_REFERENCE = re.compile(
    rf"(?P<year>{_YEAR})(?:年度?)?(?:-|\D{{0,10}}?第|(?<=年度))"
    rf"(?P<number>\d{{1,7}})号?(?:\D{{0,6}}?(?P<place>\d{{1,3}}|[{CIRCLED}]))?(?:番目)?",
    re.ASCII,
)
# As a page prints it, the kind before the number, a place behind it, the year at either end.
_PRINTED = re.compile(
    rf"(?:(?P<year>{_YEAR})年度)?(?P<called>\D{{0,20}}?)(?:第|(?<=年度)|^)(?P<number>\d{{1,7}})"
    rf"(?P<unit>[号回])(?:-\d{{1,3}})?(?P<rest>\D{{0,20}}?)(?:\((?P<after>{_YEAR})年度\))?",
    re.ASCII,
)
_SHORT = re.compile(rf"(?P<year>{_YEAR})-(?P<number>\d{{1,7}})", re.ASCII)


class Reference(NamedTuple):
    """A record named by its year and number; of its parts, the one at this place."""

    year: FiscalYear
    number: int
    place: int | None


@dataclass(frozen=True)
class NumberTyped:
    """A number as somebody typed it to search for it, with what else stood there."""

    number: int
    year: FiscalYear | None = None
    unit: str = ""  # 号 or 回, where one was typed
    called: tuple[str, ...] = ()  # the words around it: 開示請求


def read_reference(typed: str) -> Reference:
    """Read 令和3年度第12号, R3-12 or R3-12-2; ``ValueError`` with a Japanese sentence."""
    found = _REFERENCE.fullmatch(tidied(typed))
    if found is None:
        raise ValueError(f"「{typed}」は、年度と番号として読めません。{EXAMPLES}")
    return Reference(FiscalYear.parse(found["year"]), int(found["number"]), _place(found["place"]))


def _place(typed: str | None) -> int | None:
    if not typed:
        return None
    return CIRCLED.index(typed) + 1 if typed in CIRCLED else int(typed)


def read_number(typed: str) -> NumberTyped | None:
    """Read 12, R3-12, 第12号, 開示請求第12号, 令和3年度第12号-2; None for what names no number."""
    text = tidied(typed).strip("「」")
    if (alone := whole_number(text)) is not None:
        return NumberTyped(alone)
    found = _SHORT.fullmatch(text) or _PRINTED.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict("")
    year = parts["year"] or parts.get("after")
    try:
        known = FiscalYear.parse(year) if year else None
    except ValueError:
        return None
    around = (parts.get(name, "").strip(BRACKETS) for name in ("called", "rest"))
    return NumberTyped(
        int(parts["number"]), known, parts.get("unit", ""), tuple(filter(None, around))
    )
