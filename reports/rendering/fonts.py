"""Which letters the fonts of this machine can print, as fontconfig knows them.

Whatever no font has is a crossed box in the PDF: WeasyPrint takes any font that has a letter.
"""

import subprocess
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kurume_privacy.text import is_invisible, is_unassigned, is_unprintable

LISTED = ("fc-list", ":scalable=true", "--format", "%{charset}\n")
PATIENCE = 20  # seconds
_ENDS = "\t\n\r\u2028\u2029"  # of a cell, a line, a paragraph
# Selects a shape of the letter before it, where the font has one, and is never printed itself.
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))


@dataclass(frozen=True)
class Covered:
    """The letters that some font has: where each span of codes begins, and ends."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @classmethod
    def of(cls, charsets: Iterable[str]) -> "Covered":
        """Read the sets that fontconfig writes: 20-7e a0 3041-3096, in hexadecimal."""
        spans: list[list[int]] = []
        for first, last in sorted(_spans(charsets)):
            if spans and first <= spans[-1][1] + 1:
                spans[-1][1] = max(last, spans[-1][1])
            else:
                spans.append([first, last])
        return cls(tuple(first for first, _ in spans), tuple(last for _, last in spans))

    def __contains__(self, char: str) -> bool:
        place = bisect_right(self.firsts, ord(char)) - 1
        return place >= 0 and ord(char) <= self.lasts[place]


def _spans(charsets: Iterable[str]) -> set[tuple[int, int]]:
    spans = {span.partition("-") for charset in {*charsets} for span in charset.split()}
    return {(int(first, 16), int(last or first, 16)) for first, _, last in spans}


@lru_cache(maxsize=1)
def covered(command: tuple[str, ...] = LISTED) -> Covered | None:
    """Return what the fonts cover, asked once; None where fontconfig cannot be asked."""
    try:
        listing = subprocess.check_output(command, stderr=subprocess.DEVNULL, timeout=PATIENCE)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return Covered.of(listing.decode("ascii", "replace").splitlines())


def prints(char: str, fonts: Covered | None) -> bool:
    """Say whether a letter is printed as what it is; without ``fonts``, by any font.

    The end of a line and what nobody sees need no font. What orders the letters around it, and what
    Unicode leaves open (外字), no font prints as what was meant.
    """
    if char in _ENDS or is_invisible(char) or any(ord(char) in some for some in _SELECTORS):
        return True
    if is_unprintable(char) or is_unassigned(char):
        return False
    return fonts is None or char in fonts
