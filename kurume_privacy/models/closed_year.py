"""The fiscal years whose records nobody changes, because their report is asked for or published.

A save holds the closed years to the end of its transaction, and a closing waits for every save
that has begun: no record slips in while its year is being closed.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.shown import NOTHING
from kurume_privacy.models.year import YearField

LISTED = "SELECT year FROM kurume_privacy_closedyear ORDER BY year"
# Saves share this lock; the row of a closing (ROW EXCLUSIVE) waits for them, and they for it.
# SQLite lets one transaction write at a time.
HELD = {"postgresql": f"LOCK TABLE kurume_privacy_closedyear IN SHARE MODE; {LISTED}"}


class YearClosed(ValidationError):
    """A record is shown by the report of a closed year, and would be shown otherwise."""

    def __init__(self, years: Iterable[int]):
        super().__init__(said(years))


def said(years: Iterable[int]) -> str:
    """Return the sentence that these years are closed, and who can open them."""
    named = "、".join(str(FiscalYear(year)) for year in sorted(years))
    return (
        f"{named}は締め切られています。報告書に載る記録は、登録・変更・削除できません。"
        "直すときは、確認依頼中なら総括担当に依頼の取消しを、承認の後なら承認者に差戻しを、"
        "公表の後なら承認者に再開を依頼してください。"
    )


class ClosedYear(models.Model):
    """A year whose report was submitted; reopening it takes the row away."""

    year = YearField("年度", unique=True)

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
    def held(cls) -> list[int]:
        """Return the closed years; none is closed or opened until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute(HELD.get(connection.vendor, LISTED))
            return [year for (year,) in cursor.fetchall()]


class Closing(NamedTuple):
    """What closed years leave of the acts on a stored record."""

    years: Collection[int] = ()
    whole: bool = False

    @classmethod
    def of(cls, record) -> "Closing":
        """Return the closed years whose report shows the record, and whether it shows all of it."""
        years = ClosedYear.years() if record.is_counted() else ()
        shown = {year: found for year in years if (found := record.shown_in(year))}
        return cls(list(shown), any(found.whole for found in shown.values()))

    def __str__(self):
        return said(self.years) if self.years else ""


def refuse_closed(record, years: Iterable[int], *, deleting: bool = False) -> None:
    """Refuse what would make the report of a closed year show otherwise."""
    if not years:
        return
    before, after = record.stored(), None if deleting else record
    refused = [year for year in years if _shown_otherwise(before, after, year)]
    if refused:
        raise YearClosed(refused)


def _shown_otherwise(before, after, year: int) -> bool:
    was = before.shown_in(year) if before else NOTHING
    # A form that is half filled has no day yet, and so no year: nothing asks what it shows.
    would_be = after.shown_in(year) if after and after.is_dated() else NOTHING
    return was.whole or was != would_be


def refuse_part(owner, years: Iterable[int]) -> None:
    """Refuse to change what belongs to a record that a closed year shows whole."""
    if refused := [year for year in years if owner.shown_in(year).whole]:
        raise YearClosed(refused)
