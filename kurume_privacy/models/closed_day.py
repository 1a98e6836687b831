"""The days on which the city is closed, each by its name."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import jpholiday
from django.db import models

from kurume_privacy.calendar.deadlines import weekend
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models.record import Record
from kurume_privacy.models.search_key import SearchKeyField

TURN_OF_THE_YEAR = "年末年始"
_TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


class ClosedDay(Record):
    """市の休日: a day on which this city is closed, apart from those that close every city."""

    day = models.DateField(
        "日",
        unique=True,
        help_text="土曜日、日曜日、国民の祝日と12月29日から1月3日までは、入力しなくても休日です。",
        error_messages={"unique": "この日は、既に市の休日です。"},
    )
    name = models.CharField("名称", max_length=60, help_text="例：市の休日")
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "市の休日"
        ordering = ["day"]

    def __str__(self):
        return f"{era_date(self.day)} {self.name}"


def closed_days() -> Callable[[date], str]:
    """Return what names a closed day and says nothing of an open one.

    The city's own are read here, once; a day that is several things has the name of the first
    of holiday, turn of the year, city's own and weekend (地方自治法4条の2第2項).
    """
    own = dict(ClosedDay.objects.values_list("day", "name"))
    return lambda day: holiday(day) or own.get(day) or weekend(day)


@lru_cache(maxsize=10_000)  # asked for every day of every open request
def holiday(day: date) -> str:
    """Return the name of a national holiday or of the turn of the year, or nothing.

    jpholiday looks at the day after, and so beyond the last day there is.
    """
    name = jpholiday.is_holiday_name(day) if day.year < date.max.year else None
    return name or (TURN_OF_THE_YEAR if (day.month, day.day) in _TURN_OF_THE_YEAR else "")
