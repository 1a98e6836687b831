"""What several sections share: agencies in the law's order × kinds, with a total."""

from collections import Counter
from collections.abc import Mapping

from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Coverage,
    Inlines,
    Number,
    Row,
    Table,
    header_cell,
    number_cell,
)
from kurume_privacy.models.law import Law

NOTICE = "届出"  # what one of the records of these tables is


def counted_by_kind(
    words: Mapping[str, str], counts: Counter, records: Link
) -> list[tuple[str, Number]]:
    """Return what all agencies together had of each kind, under the kind's word.

    ``counts`` is {(agency's id, kind): records}, ``words`` {kind: word}; ``records`` leads to
    the list of all of them.
    """
    totals: Counter[str] = Counter()
    for (_, kind), number in counts.items():
        totals[kind] += number
    return [
        (word, Number(totals[kind], word, records.narrowed(kind=kind)))
        for kind, word in words.items()
    ]


def agency_table(
    law: Law,
    key: str,
    title: str,
    columns: Mapping[str, str],
    counts: Counter,
    records: Link,
    caption: Inlines = (),
) -> Table:
    """Return agencies × ``columns`` ({kind: heading}), zeros included, with 合計 below.

    ``counts`` is {(agency's id, kind): records}; ``records`` leads to the list of all of them.
    """
    reported = law.agencies_reported({agency for agency, kind in counts})
    rows = [
        _row(
            agency.name,
            [
                Number(counts[agency.pk, kind], link=records.narrowed(agency=agency.pk, kind=kind))
                for kind in columns
            ],
        )
        for agency in reported
    ]
    totals = [number for word, number in counted_by_kind(columns, counts, records)]
    total = _row("合計", totals, total=True)
    headings = [header_cell(name, "col") for name in ("実施機関", *columns.values())]
    coverage = all_counted(NOTICE, counts.total(), records)
    head = (Row(tuple(headings)),)
    return Table(key, title, head, ((*rows, total),), caption, coverage=coverage)


def all_counted(unit: str, value: int, records: Link | None) -> Coverage:
    """Say of a table that it leaves nothing out."""
    number = Number(value, link=records)
    return Coverage(unit, number, number)


def _row(name: str, numbers: list[Number], *, total: bool = False) -> Row:
    cells = (number_cell(number.value, number.link) for number in numbers)
    return Row((header_cell(name, "row"), *cells), total)
