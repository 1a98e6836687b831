"""What belongs to a year, and how it is counted: one by one."""

from collections.abc import Iterable
from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from tests.reports.plain import City, Dated, Law
from tests.reports.printed import Value, counted


def in_year(day: date, year: int) -> bool:
    """From 1 April to 31 March."""
    return date(year, 4, 1) <= day <= date(year + 1, 3, 31)


def of_year(records: Iterable, year: int) -> list:
    return [record for record in records if in_year(record.day, year)]


def in_use_in(year: int, known: Dated) -> bool:
    return known.in_use(date(year, 4, 1), date(year + 1, 3, 31))


def law_of(city: City, year: int) -> Law:
    """The law whose words name the report: the one in force when the year ends."""
    (law,) = [law for law in city.laws if law.in_use(date(year + 1, 3, 31), date(year + 1, 3, 31))]
    return law


def laws_of(city: City, year: int) -> list[Law]:
    return [law for law in city.laws if in_use_in(year, law)]


def named(year: int) -> str:
    return str(FiscalYear(year))


def number_of(records: Iterable) -> str:
    """Count records one by one."""
    number = 0
    for _ in records:
        number += 1
    return counted(number)


def text_row(row: str, cells: dict[str, str]) -> list[Value]:
    """One row of a table of texts, named by its first cell."""
    return [Value((row,), (column,), text) for column, text in cells.items()]
