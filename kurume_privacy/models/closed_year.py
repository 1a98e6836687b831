"""The fiscal years whose records nobody changes, because their report is asked for or published.

A save holds the closed years to the end of its transaction, and a closing waits for every save
that has begun: no record slips in while its year is being closed.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, models

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models.shown import NOTHING, Shown
from kurume_privacy.models.year import YearField

Days = Mapping[int, date]  # up to which each closed year counts; ``date.max`` where it is unknown

LISTED = "SELECT year, counted_to FROM kurume_privacy_closedyear ORDER BY year"
# Saves share this lock; the row of a closing (ROW EXCLUSIVE) waits for them, and they for it.
# SQLite lets one transaction write at a time.
HELD = {"postgresql": f"LOCK TABLE kurume_privacy_closedyear IN SHARE MODE; {LISTED}"}


OPENED_BY = (
    "直すときは、確認依頼中なら総括担当に依頼の取消しを、承認の後なら承認者に差戻しを、"
    "公表の後なら承認者に再開を依頼してください。"
)


class YearClosed(ValidationError):
    """A record is shown by the report of a closed year, and would be shown otherwise."""

    def __init__(self, years: Iterable[int]):
        super().__init__(said(years))


class CountedAlready(YearClosed):
    """What is dated within the days that a closed year counts would be entered, or changed.

    ``fields`` are those that it is about.
    """

    def __init__(self, days: Days, fields: Collection[str]):
        ValidationError.__init__(self, said_of_days(days))
        self.fields = tuple(fields)


def said(years: Iterable[int]) -> str:
    """Return the sentence that these years are closed, and who can open them."""
    named = "、".join(str(FiscalYear(year)) for year in sorted(years))
    return (
        f"{named}は締め切られています。報告書に載る記録は、登録・変更・削除できません。{OPENED_BY}"
    )


def said_of_days(days: Days) -> str:
    """Return the sentence up to which day each of these years is counted, and who can open it."""
    counted = "、".join(
        f"{FiscalYear(year)}は、{era_date(day)}までを数えた報告書が締め切られています"
        for year, day in sorted(days.items())
    )
    return (
        f"{counted}。その日までの日付の処理、延長、補正、実施などは、登録・変更・削除できません。"
        f"{OPENED_BY}"
    )


class ClosedYear(models.Model):
    """A year whose report was submitted; reopening it takes the row away."""

    year = YearField("年度", unique=True)
    # Its report counts what is dated up to this day; all that is recorded, where it is unknown.
    counted_to = models.DateField("数えた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "締め切った年度"
        ordering = ["year"]

    def __str__(self):
        return str(FiscalYear(self.year))

    @classmethod
    def years(cls) -> list[int]:
        """Return the years that are closed now."""
        return list(cls.objects.values_list("year", flat=True))

    @classmethod
    def days(cls) -> dict[int, date]:
        """Return the years that are closed now, each with the day up to which it counts."""
        return _days(cls.objects.values_list("year", "counted_to"))

    @classmethod
    def held(cls) -> dict[int, date]:
        """Return the same; none is closed or opened until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute(HELD.get(connection.vendor, LISTED))
            return _days(cursor.fetchall())


def _days(rows: Iterable[tuple[int, date | str | None]]) -> dict[int, date]:
    """Return each year with its day, which SQLite gives as a text."""
    return {
        year: date.fromisoformat(day) if isinstance(day, str) else day or date.max
        for year, day in rows
    }


class Closing(NamedTuple):
    """What closed years leave of the acts on a stored record.

    Of a record on which work goes on, ``until`` has the day up to which each year counts it.
    """

    years: Collection[int] = ()
    whole: bool = False
    until: Days = {}

    @classmethod
    def of(cls, record) -> "Closing":
        """Return the closed years whose report shows the record, and whether it shows all of it."""
        days = ClosedYear.days() if record.is_counted() else {}
        shown = {year: found for year, day in days.items() if (found := record.shown_in(year, day))}
        until = {year: found.until for year, found in shown.items() if found.until}
        return cls(list(shown), any(found.whole for found in shown.values()), until)

    def __str__(self):
        stay = [year for year in self.years if year not in self.until]
        sentences = [said(stay)] if stay else []
        sentences += [f"{said_of_days(self.until)}{GOES_ON}"] if self.until else []
        return "".join(sentences)


GOES_ON = "その後の日付のものは、そのまま登録・変更できます。受付の内容と番号は、変更できません。"


def refuse_closed(record, days: Days, *, deleting: bool = False) -> None:
    """Refuse what would make the report of a closed year show otherwise."""
    if not days:
        return
    before, after = record.stored(), None if deleting else record
    refused = {
        year: shown
        for year, day in days.items()
        if (shown := _shown_otherwise(before, after, year, day)) is not None
    }
    if not refused:
        return
    known = all((was or would_be).until for was, would_be in refused.values())
    fields = [was.differing(would_be) for was, would_be in refused.values()]
    if known and all(fields):
        about = dict.fromkeys(chain.from_iterable(fields))
        raise CountedAlready({year: days[year] for year in refused}, list(about))
    raise YearClosed(refused)


def _shown_otherwise(before, after, year: int, day: date) -> tuple[Shown, Shown] | None:
    """Return what a report shows of a record and what it would show, where that is refused."""
    was = before.shown_in(year, day) if before else NOTHING
    # A form that is half filled has no day yet, and so no year: nothing asks what it shows.
    would_be = after.shown_in(year, day) if after and after.is_dated() else NOTHING
    return (was, would_be) if was.whole or was != would_be else None
