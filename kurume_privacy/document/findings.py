"""What a check finds wrong with a year's records or its report. Pure."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256

from kurume_privacy.document.links import Link

# How a numbered record is named begins with its year; once it did not.
IN_YEAR = re.compile(r"^(?:令和|平成|昭和)(?:元|\d+)年度 ?")
SHOWN = 20  # as many of the records or cells are named one by one


class Severity(Enum):
    """Whether it stands in the way of publication, or only until its reason is written down."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: what is wrong, what to do about it, and where.

    ``subjects`` name the records or cells concerned; of many the first, and how many more there
    are. ``whole`` stands for all of them then, and for what lies behind them. ``former`` is the
    digest of the same finding from when its records were named without their year: a reason that
    was written then still holds.
    """

    check: str
    severity: Severity
    sentence: str
    link: Link | None = None
    subjects: tuple[str, ...] = ()
    whole: str = ""
    former: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of what was found: it changes as soon as something else is found."""
        return _sha256([self.check, self.sentence, self.subjects, self.whole])


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its lasting name, how grave what it finds is, and its title."""

    name: str
    severity: Severity
    title: str

    def found(
        self,
        sentence: str,
        subjects: Sequence[str] = (),
        link: Link | None = None,
        *,
        behind: Sequence[object] = (),
    ) -> Finding:
        """Return what was found, naming the first of the subjects.

        ``behind`` is what is not said and yet makes it another finding once it changes: the keys
        of the records, the text of a wording.
        """
        undated = [IN_YEAR.sub("", subject) for subject in subjects]
        former = self._finding(sentence, undated, link, behind).digest
        return replace(self._finding(sentence, subjects, link, behind), former=former)

    def _finding(
        self,
        sentence: str,
        subjects: Sequence[str],
        link: Link | None,
        behind: Sequence[object],
    ) -> Finding:
        first, whole = tuple(subjects[:SHOWN]), ""
        if more := len(subjects) - len(first):
            first, whole = (*first, f"ほか{more}件"), _sha256(list(subjects))
        if behind:
            whole = _sha256([list(subjects), list(behind)])
        return Finding(self.name, self.severity, sentence, link, first, whole)


def link_to(page: str, keys: Sequence[int], *query: tuple[str, object]) -> Link:
    """Return the page of the one record, or the list that is filtered so."""
    if len(keys) == 1:
        return Link(f"{page}_detail", keys[0])
    return Link(f"{page}_list", query=query)


def missing_numbers(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last number of every gap, counted from 1."""
    gaps, last = [], 0
    for number in sorted(numbers):
        if number > last + 1:
            gaps.append((last + 1, number - 1))
        last = number
    return gaps


def _sha256(said: Sequence[object]) -> str:
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
