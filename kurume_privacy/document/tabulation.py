"""What several sections share: records by agency and kind, as a table with its total. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kurume_privacy.document.identity import TOTAL, by_of, written
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

NOTICE = "届出"  # what one of the records of most of these tables is


class NamedAgency(Protocol):
    """An agency, as a table needs to know it."""

    pk: int
    key: str
    name: str


@dataclass(frozen=True)
class AgencyCounts:
    """Records of a ledger by agency and kind, each count with the list of what it counts.

    ``counts`` is {(agency's id, kind): records}, ``words`` {kind: word} in the report's order;
    ``records`` leads to the list of all of them, ``unit`` says what one of them is.
    """

    measure: str
    words: Mapping[str, str]
    counts: Counter[tuple[int, str]]
    records: Link
    unit: str = NOTICE

    def every(self) -> Number:
        """Return all of them."""
        return Number(self.counts.total(), self.measure, link=self.records)

    def of_kind(self, kind: str) -> Number:
        """Return what all agencies together had of a kind, under the kind's word."""
        value = sum(records for (_, counted), records in self.counts.items() if counted == kind)
        link = self.records.narrowed(kind=kind)
        return Number(value, self.measure, by_of(kind=kind), self.words[kind], link)

    def at(self, agency: NamedAgency, kind: str) -> Number:
        """Return what one agency had of a kind."""
        by = by_of(agency=agency.key, kind=kind)
        link = self.records.narrowed(agency=agency.pk, kind=kind)
        return Number(self.counts[agency.pk, kind], self.measure, by, self.words[kind], link)

    def by_kind(self) -> list[tuple[str, Number]]:
        """Return what all agencies together had of each kind, with its word."""
        return [(word, self.of_kind(kind)) for kind, word in self.words.items()]

    def table(
        self, key: str, title: str, agencies: Iterable[NamedAgency], caption: Inlines = ()
    ) -> Table:
        """Return agencies × kinds, zeros included, with 合計 below."""
        kinds = [
            header_cell(word, "col", written(by_of(kind=kind))) for kind, word in self.words.items()
        ]
        head = Row((header_cell("実施機関", "col", "agency"), *kinds))
        rows = [self._row_of(agency) for agency in agencies]
        total = _row(TOTAL, "合計", [number for _, number in self.by_kind()])
        coverage = all_counted(self.unit, self.every())
        return Table(key, title, (head,), ((*rows, total),), caption, coverage=coverage)

    def _row_of(self, agency: NamedAgency) -> Row:
        numbers = [self.at(agency, kind) for kind in self.words]
        return _row(written(by_of(agency=agency.key)), agency.name, numbers)


def _row(key: str, name: str, numbers: list[Number]) -> Row:
    cells = (header_cell(name, "row", key), *map(number_cell, numbers))
    return Row(cells, total=key == TOTAL, key=key)


def all_counted(unit: str, records: Number) -> Coverage:
    """Say of a table that it leaves nothing out."""
    return Coverage(unit, records, records)
