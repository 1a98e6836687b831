"""正誤表 as rows: what an edition corrects in the one before."""

from collections.abc import Iterator

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report
from reports.edition.facts import Facts
from reports.rendering.open_data.dictionary import CORRECTED
from reports.rendering.open_data.plain import Value, plain
from reports.rendering.open_data.tidy import CITY, CODE

PARTS = ("section", "table", "row", "column", "wrong", "right", "reason")


def rows_of(report: Report, facts: Facts) -> Iterator[tuple[Value, ...]]:
    """Yield the headings, then a row an erratum."""
    common: tuple[Value, ...] = (CODE, CITY, report.year, str(FiscalYear(report.year)))
    common += (facts.edition, facts.published_on.isoformat())
    yield tuple(CORRECTED)
    for erratum in facts.corrections:
        yield (*common, *(_value(getattr(erratum, part)) for part in PARTS))


def _value(part: object) -> Value:
    return part if isinstance(part, int) else plain("" if part is None else str(part))
