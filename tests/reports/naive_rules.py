"""What belongs to a year, which rows of the law it names, and how it is counted: one by one."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from kurume_privacy.calendar.fiscal import FiscalYear
from tests.reports.plain import Agency, City, Dated, Law, Row, Way
from tests.reports.printed import Value, counted

AnyRow = TypeVar("AnyRow", bound=Row)
LONG_AGO, FAR_OFF = date(1, 1, 1), date(9999, 12, 31)


def in_year(day: date, year: int) -> bool:
    """From 1 April to 31 March."""
    return date(year, 4, 1) <= day <= date(year + 1, 3, 31)


def of_year(records: Iterable, year: int) -> list:
    return [record for record in records if in_year(record.day, year)]


def in_use_in(year: int, known: Dated) -> bool:
    return known.in_use(date(year, 4, 1), date(year + 1, 3, 31))


# The laws: which binds whom, and which of them a year's report names


def binds(law: Law, agency: Agency, first: date, last: date) -> bool:
    """Say whether the law is in force for the agency on any day from ``first`` to ``last``.

    If on any, then on one on which the span, the law or its hold on the agency begins.
    """
    for governed in law.governs:
        if governed.agency != agency.name:
            continue
        for day in (first, law.first_day or LONG_AGO, governed.first_day or LONG_AGO):
            inside = first <= day <= last
            if inside and law.in_use(day, day) and governed.in_use(day, day):
                return True
    return False


def binds_in(year: int, law: Law, agency: Agency) -> bool:
    return binds(law, agency, date(year, 4, 1), date(year + 1, 3, 31))


def law_of(city: City, year: int) -> Law:
    """The law whose words name the report: that of the first agency when the year ends."""
    ends = date(year + 1, 3, 31)
    (law,) = [law for law in city.laws if binds(law, city.agencies[0], ends, ends)]
    return law


def laws_of(city: City, year: int, counted: Collection[str] = ()) -> list[Law]:
    """The laws of the first agency in the year, and any other under which something counts."""
    return [
        law for law in city.laws if binds_in(year, law, city.agencies[0]) or law.name in counted
    ]


def laws_apart(city: City) -> list[Law]:
    """The laws that never bind the first agency: what is under them is no number of the city's."""
    first = city.agencies[0].name
    return [law for law in city.laws if first not in [bound.agency for bound in law.governs]]


def agencies_of(city: City, year: int, counted: Collection[Agency]) -> list[Agency]:
    """The agencies bound in the year by one of its laws, and any other that has records."""
    named = []
    for agency in city.agencies:
        bound = any(binds_in(year, law, agency) for law in laws_of(city, year))
        if agency in counted or (bound and in_use_in(year, agency)):
            named.append(agency)
    return named


def way_of(city: City, year: int) -> Way:
    """How the year's requests are counted: as its law says when the year ends."""
    ends = date(year + 1, 3, 31)
    (way,) = [way for way in law_of(city, year).ways if way.in_use(ends, ends)]
    return way


# The rows of a law: the versions of one are one row of the report


def rows_of(year: int, rows: Iterable[AnyRow], counted: Collection[str]) -> list[AnyRow]:
    """The rows in force in the year and any other that counts, each as it was in it at last."""
    rows = list(rows)
    return [
        row
        for row in rows
        if row == as_of(year, [other for other in rows if other.key == row.key])
        if in_use_in(year, row) or row.key in counted
    ]


def as_of(year: int, versions: list[AnyRow]) -> AnyRow:
    """The version that was in force last, of those of the year, else before it; else the next."""
    later = sorted(versions, key=lambda row: row.first_day or LONG_AGO)
    ends = date(year + 1, 3, 31)
    begun = [row for row in later if (row.first_day or LONG_AGO) <= ends]
    if not begun:
        return later[0]
    in_force = [row for row in begun if in_use_in(year, row)]
    return (in_force or begun)[-1]


def on_day(day: date, rows: Iterable[AnyRow], key: str) -> AnyRow:
    """The version of a row that is in force on a day."""
    (row,) = [row for row in rows if row.key == key and row.in_use(day, day)]
    return row


# Words and numbers


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
