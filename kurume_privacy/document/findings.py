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
SHOWN = 20  # as many of the records or cells are named one by one; one more is named too

NOT_APPLICABLE = "該当なし"  # the reason of a warning about what there may well be none of


class Severity(Enum):
    """Whether it stands in the way of publication, or only until its reason is written down."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: what is wrong, what to do about it, and where.

    ``subjects`` name the records or cells concerned; of many the first, and how many ``more`` there
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
    more: int = 0

    @property
    def digest(self) -> str:
        """The SHA-256 of what was found: it changes as soon as something else is found.

        Not with how many of the subjects are named: a reason holds though more of them are.
        """
        named = self.subjects[:-1] if self.more else self.subjects
        summed = named[:SHOWN]
        if more := len(named) - len(summed) + self.more:
            summed = (*summed, _and_more(more))
        return _sha256([self.check, self.sentence, summed, self.whole])


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its lasting name, how grave what it finds is, and its title.

    ``until_asked``: a warning about what is no part of the year, and so is not closed with it. It
    wants its reason before approval is asked for; what it finds only afterwards stands in
    nobody's way. ``affirmation``: the reason that it has as a rule, given with one click.
    """

    name: str
    severity: Severity
    title: str
    until_asked: bool = False
    affirmation: str = ""

    def found(
        self,
        sentence: str,
        subjects: Sequence[str] = (),
        link: Link | None = None,
        *,
        behind: Sequence[object] = (),
        every: bool = False,
    ) -> Finding:
        """Return what was found, naming the first of the subjects, or ``every`` one.

        ``behind`` is what is not said and yet makes it another finding once it changes: the keys
        of the records, the text of a wording.
        """
        undated = [IN_YEAR.sub("", subject) for subject in subjects]
        former = self._finding(sentence, undated, link, behind).digest
        found = replace(self._finding(sentence, subjects, link, behind), former=former)
        return replace(found, subjects=tuple(subjects), more=0) if every else found

    def _finding(
        self,
        sentence: str,
        subjects: Sequence[str],
        link: Link | None,
        behind: Sequence[object],
    ) -> Finding:
        whole = _sha256(list(subjects)) if len(subjects) > SHOWN else ""
        if behind:
            whole = _sha256([list(subjects), list(behind)])
        first, more = _first(subjects)
        return Finding(self.name, self.severity, sentence, link, first, whole, more=more)


def _first(subjects: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the subjects that are named, and how many are not: never one alone."""
    more = len(subjects) - SHOWN
    if more <= 1:
        return tuple(subjects), 0
    return (*subjects[:SHOWN], _and_more(more)), more


def _and_more(number: int) -> str:
    return f"ほか{number}件"


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
