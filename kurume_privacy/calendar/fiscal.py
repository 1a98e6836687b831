"""Fiscal years, and dates of the Japanese eras, read and written. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kurume_privacy.text import tidied


class Era(NamedTuple):
    """An era's name, the letter people type for it, and its first day."""

    name: str
    letter: str
    first_day: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 10, 23)),
)
WEEKDAYS = "月火水木金土日"
# A city has had this fiscal year since the 地方自治法 of 1947.
EARLIEST = 1947
QUOTED = 30  # the characters of what was typed that a sentence repeats
ERA_WORDS = {word: era for era in ERAS for word in (era.name, era.name[0], era.letter)}

_YEAR = re.compile(r"(?P<era>\D*?)(?P<year>元|\d{1,4})年?度?", re.ASCII)
_DATE = re.compile(
    r"(?P<era>\D*?)(?P<year>元|\d{1,4})(?P<mark>[年./-])(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?",
    re.ASCII,
)
_MONTH = re.compile(
    r"(?P<era>\D*?)(?P<year>元|\d{1,4})(?P<mark>[年./-])(?P<month>\d{1,2})月?", re.ASCII
)
_COMPACT_MONTH = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)", re.ASCII)
_COMPACT_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)


def era_of(day: date) -> Era:
    """Return the era that ``day`` lies in; ``ValueError`` before the first one known here."""
    for era in ERAS:
        if day >= era.first_day:
            return era
    raise ValueError(f"{day.isoformat()}の元号は分かりません。")


def era_year(day: date, era: Era) -> str:
    """Return the year of ``era`` that ``day`` lies in, as 令和元年 or 令和3年 (half width)."""
    year = day.year - era.first_day.year + 1
    return f"{era.name}{'元' if year == 1 else year}年"


def era_month(day: date) -> str:
    """Return 令和3年4月 for any day of April 2021; ``ValueError`` before the first era known here.

    A month in which an era begins has two names: the day says which.
    """
    return f"{era_year(day, era_of(day))}{day.month}月"


def era_date(day: date) -> str:
    """Return 令和3年4月20日 for 20 April 2021; ``ValueError`` before the first era known here."""
    return f"{era_month(day)}{day.day}日"


def _western_year(era_word: str, year: str) -> int:
    """Turn (令和, 元) or ("", 2021) into a western year; ``ValueError`` for an unknown era."""
    if not era_word:
        if len(year) != 4:
            raise ValueError("西暦は4桁で入力してください。")
        return int(year)
    era = ERA_WORDS.get(era_word.upper())
    if era is None:
        raise ValueError(f"元号「{era_word}」は分かりません。")
    number = 1 if year == "元" else int(year)
    if not 1 <= number <= 999:
        raise ValueError(f"{era.name}{number}年という年はありません。")
    return era.first_day.year + number - 1


def _quoted(text: str) -> str:
    """Return what was typed as a sentence quotes it; of a long text, the beginning."""
    return f"「{text if len(text) <= QUOTED else text[:QUOTED] + '…'}」"


def parse_date(text: str) -> date:
    """Read a date as people type it: R3.4.20, 令和３年４月２０日, 令3-4-20, 2021/4/20, 20210420.

    Raises ``ValueError`` with a Japanese sentence when it is none, or does not exist.
    """
    typed = tidied(text)
    found = _COMPACT_DATE.fullmatch(typed) or _DATE.fullmatch(typed)
    if found is None:
        raise ValueError(
            f"{_quoted(text)}は日付として読めません。例：令和3年4月20日、R3.4.20、2021/4/20"
        )
    parts = found.groupdict()
    year = _western_year(parts.get("era") or "", parts["year"])
    try:
        return date(year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise ValueError(f"{_quoted(text)}という日付はありません。") from None


def parse_month(text: str) -> date:
    """Read a month as people type it, or the month of a date: 令和3年4月, R3.4, 2021/4, 202104.

    Returns its first day. Raises ``ValueError`` with a Japanese sentence when it is none.
    """
    typed = tidied(text)
    if _COMPACT_DATE.fullmatch(typed) or _DATE.fullmatch(typed):
        return parse_date(text).replace(day=1)
    found = _COMPACT_MONTH.fullmatch(typed) or _MONTH.fullmatch(typed)
    if found is None:
        raise ValueError(f"{_quoted(text)}は月として読めません。例：令和3年4月、R3.4、2021/4")
    parts = found.groupdict()
    year = _western_year(parts.get("era") or "", parts["year"])
    try:
        return date(year, int(parts["month"]), 1)
    except ValueError:
        raise ValueError(f"{_quoted(text)}という月はありません。") from None


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A city's fiscal year, 1 April to 31 March, known by the western year it starts in.

    地方自治法208条1項. It is named by the era of its 1 May: the year in which Reiwa began
    is 令和元年度 (cabinet decision of 2019-04-01), and 1989-04-01 lies in 平成元年度.
    ``ValueError`` for a year without an era. ``int()`` gives the western year, ``str()`` the name
    in half-width digits (令和3年度), ``in`` says whether a day lies in it.
    """

    start: int

    def __post_init__(self) -> None:
        """Refuse a year whose days or era cannot be named."""
        if not ERAS[-1].first_day.year < self.start < date.max.year:
            raise ValueError(f"{self.start}年度は扱えません。")

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """Return the fiscal year that ``day`` lies in; ``ValueError`` where it has no era."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """Read 2021, 令和3, 令和３年度, R3 or 平成31年度.

        ``ValueError`` with a Japanese sentence for anything else, and for years before `EARLIEST`.
        """
        found = _YEAR.fullmatch(tidied(text))
        if found is None:
            raise ValueError(f"{_quoted(text)}は年度として読めません。例：2021、令和3、令和3年度")
        year = _western_year(found["era"], found["year"])
        if year < EARLIEST:
            raise ValueError(f"{year}年度は扱えません。")
        return cls(year)

    @property
    def first_day(self) -> date:
        """1 April of the western year it is known by."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next western year."""
        return date(self.start + 1, 4, 1) - timedelta(days=1)

    @property
    def previous(self) -> "FiscalYear":
        """The year before."""
        return FiscalYear(self.start - 1)

    @property
    def period(self) -> str:
        """Its days in the words of the era: 令和3年4月1日～令和4年3月31日."""
        return f"{era_date(self.first_day)}～{era_date(self.last_day)}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __int__(self) -> int:
        return self.start

    def __str__(self) -> str:
        named_on = date(self.start, 5, 1)
        return f"{era_year(named_on, era_of(named_on))}度"
