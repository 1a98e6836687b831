"""The checks of a year's draft: errors stop it, warnings want a written reason.

Each is found on the server, from the records and from the report compiled of them, in a number
of queries that does not depend on the number of records. A check may find something in several
ledgers, each with its own page; the reason for a warning is written once for all of them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.structure import Report
from kurume_privacy.models import Counted
from reports.compiling.checks import (
    agreement,
    earlier,
    empty,
    ledgers,
    lengths,
    letters,
    previous,
    small_cells,
    wordings,
)
from reports.sections import SECTIONS

YEAR_NOT_OVER = Check("year_not_over", Severity.ERROR, "年度の終わり")

_ROOMS = (
    ledgers,
    empty,
    previous,
    earlier,
    small_cells,
    wordings,
    agreement,
    lengths,
    letters,
)
# Every check by its name, in the order in which the findings are told.
CHECKS: Mapping[str, Check] = {
    check.name: check
    for check in (
        YEAR_NOT_OVER,
        *chain.from_iterable(section.checks for section in SECTIONS),
        *chain.from_iterable(room.CHECKS for room in _ROOMS),
    )
}


def run(
    year: FiscalYear, report: Report, today: date, counted: Counted | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with the draft of ``year`` as it would be published ``today``.

    What is dated after the day up to which the year counts is none of its matter. Errors first,
    each kind in the order of `CHECKS`.
    """
    records = _records(year, today, counted or Counted.of(year))
    found = [*_year_not_over(year, today), *records, *_report(year, report)]
    places = {name: place for place, name in enumerate(CHECKS)}
    found.sort(key=lambda one: (one.severity != Severity.ERROR, places[one.check]))
    return tuple(found)


def _records(year: FiscalYear, today: date, counted: Counted) -> Iterator[Finding]:
    for section in SECTIONS:
        yield from section.findings(year, counted)
    yield from ledgers.findings(year, today)


def _report(year: FiscalYear, report: Report) -> Iterator[Finding]:
    yield from empty.findings(year, report)
    yield from previous.findings(year, report)
    yield from earlier.findings(year)
    yield from small_cells.findings(report)
    yield from wordings.findings(year, report)
    yield from agreement.findings(report)
    yield from lengths.findings(report)
    yield from letters.findings(year, report)


def _year_not_over(year: FiscalYear, today: date) -> Iterator[Finding]:
    if today <= year.last_day:
        day = era_date(year.last_day)
        sentence = f"{year}は、{day}に終わります。その翌日から確認を依頼できます。"
        yield YEAR_NOT_OVER.found(sentence)
