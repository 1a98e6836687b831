"""Which numbers of a workbook are dates: its number formats, the Japanese ones included. Pure."""

import re
from datetime import date, datetime, time

from openpyxl.utils.datetime import from_excel

from kurume_privacy.xlsx.cells import NO_DATE, Wrong

# Formats without a text in the file. 27–36 and 50–58 are the dates of Japanese Excel
# (yyyy年m月d日, ge.m.d …), which libraries made elsewhere take for numbers.
DATES = frozenset([*range(14, 23), *range(27, 37), *range(50, 59)])

_WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].|General|標準', re.IGNORECASE)
_PART_OF_DATE = re.compile(r"[ymdhs]|g*e(?![+-])", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


def is_date(code: str) -> bool:
    """Say whether a format, such as yyyy/m/d or ggge"年", shows a date or a time of day.

    Elapsed hours ([h]:mm) are a number.
    """
    first = code.split(";")[0]
    return not _ELAPSED.search(first) and bool(_PART_OF_DATE.search(_WORDS.sub("", first)))


def moment(serial: float, epoch: datetime) -> date | datetime | time | Wrong:
    """Return the day that a number stands for, with its time of day where it has one.

    ``serial`` counts days from ``epoch``. `NO_DATE` where no calendar has such a day.
    """
    try:
        found = from_excel(serial, epoch)
    except (OverflowError, ValueError):
        return NO_DATE
    return day_or_moment(found) if serial >= 0 else NO_DATE


def day_or_moment(found: date | datetime | time) -> date | datetime | time:
    """Return a midnight as the day it begins, anything else as it is."""
    if isinstance(found, datetime) and found.time() == time.min:
        return found.date()
    return found
