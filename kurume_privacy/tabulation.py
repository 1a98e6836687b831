"""What several sections share: agencies in the law's order × kinds, with a total."""

from collections import Counter
from collections.abc import Mapping

from kurume_privacy.document import Inlines, Number, Row, Table, header_cell, number_cell
from kurume_privacy.models.law import Law


def counted_by_kind(words: Mapping[str, str], counts: Counter) -> list[tuple[str, Number]]:
    """Return what all agencies together had of each kind, under the kind's word.

    ``counts`` is {(agency's id, kind): records}, ``words`` {kind: word}.
    """
    totals = Counter()
    for (_, kind), records in counts.items():
        totals[kind] += records
    return [(word, Number(totals[kind], word)) for kind, word in words.items()]


def agency_table(
    law: Law,
    key: str,
    title: str,
    columns: Mapping[str, str],
    counts: Counter,
    caption: Inlines = (),
) -> Table:
    """Return agencies × ``columns`` ({kind: heading}), zeros included, with 合計 below.

    ``counts`` is {(agency's id, kind): records}.
    """
    reported = law.agencies_reported({agency for agency, kind in counts})
    rows = [_row(agency.name, [counts[agency.pk, kind] for kind in columns]) for agency in reported]
    totals = [number.value for word, number in counted_by_kind(columns, counts)]
    total = _row("合計", totals, total=True)
    headings = [header_cell(name, "col") for name in ("実施機関", *columns.values())]
    return Table(key, title, (Row(tuple(headings)),), ((*rows, total),), caption)


def _row(name: str, values: list[int], *, total: bool = False) -> Row:
    return Row((header_cell(name, "row"), *map(number_cell, values)), total)
