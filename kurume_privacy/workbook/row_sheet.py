"""The rows of a ledger's records as a sheet of their own, a line each, which the ledger reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kurume_privacy.models import Record
from kurume_privacy.workbook.sheet import YEAR, Column, Sheet, headings
from kurume_privacy.xlsx.writing import Value


@dataclass(frozen=True, eq=False)
class RowSheet:
    """What a list of rows shows; each line begins with the record that the row belongs to."""

    ledger: Sheet
    relation: str  # by which the records have the rows

    @property
    def model(self) -> type[Record]:
        """The kind of row."""
        relation: Any = self.ledger.model._meta.get_field(self.relation)
        return relation.related_model

    @property
    def name(self) -> str:
        """What people call the kind of row."""
        return str(self.model._meta.verbose_name)

    @property
    def key(self) -> str:
        """What it is called in addresses."""
        return str(self.model._meta.model_name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What recognises the record, and what the row says."""
        own = (column for column in self.ledger.columns if column.rows == (self.relation,))
        return (*self.ledger.recognising, *own)

    @property
    def derived(self) -> tuple:
        """The year of the record, where its date says it."""
        return () if "year" in {column.name for column in self.columns} else (YEAR,)

    def headings(self, *, machine: bool = False) -> list[str]:
        """Return the headings."""
        return headings((*self.columns, *self.derived), machine)

    def lines(self, row: Record, *, machine: bool = False) -> Iterator[list[Value]]:
        """Yield the line of a row."""
        record = getattr(row, row.owner)  # type: ignore[arg-type]  # a row has one
        own = [
            self.ledger.value(column, row if column.rows else record, machine)
            for column in self.columns
        ]
        years = [each.value(record) for each in self.derived]
        yield [*own, *(year if machine else YEAR.words(year) for year in years)]
