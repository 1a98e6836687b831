"""The city's published report as text, and how another text is held against it."""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

PUBLISHED = Path(__file__).parent / "reiwa3_published.txt"

# The one misprint of the source (REPORT: ours prints the right name in both tables).
MISPRINT = ("固定資産評価委員会", "固定資産評価審査委員会")


def squeeze(text: str) -> str:
    """Return ``text`` in one width and without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def published_lines() -> list[str]:
    """Return the lines of the published report, without its page numbers."""
    lines = (squeeze(line) for line in PUBLISHED.read_text(encoding="utf-8").splitlines())
    return [line.replace(*MISPRINT) for line in lines if line and not line.isdigit()]


class Difference(NamedTuple):
    """What the published report says and the text does not, and the reverse."""

    missing: list[str]
    extra: list[str]

    def __str__(self) -> str:
        missing = [f"- {line}" for line in self.missing]
        return "\n".join([*missing, *(f"+ {piece}" for piece in self.extra)])


def difference(text: str, lines: list[str]) -> Difference:
    """Take every line out of ``text`` once; say which failed, and what of the text is left.

    Each line is looked for where the one before it ended, then further on, then from the
    start: cells that stand side by side are broken into lines differently by every rendering.
    """
    rest, missing, end = squeeze(text), [], 0
    for line in lines:
        start = rest.find(line, end)
        start = rest.find(line) if start < 0 else start
        if start < 0:
            missing.append(line)
            continue
        end = start + len(line)
        rest = rest[:start] + "\n" * len(line) + rest[end:]
    return Difference(missing, rest.split())
