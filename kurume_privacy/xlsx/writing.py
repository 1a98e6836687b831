"""A ledger as a file: an Excel workbook or CSV, from its headings and its lines. Pure.

Lines are written one by one as they come, so that a long ledger takes no more memory than a short
one. Nothing that was typed becomes a formula: OWASP, CSV injection.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from itertools import chain, islice
from typing import BinaryIO

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.xlsx import styles
from kurume_privacy.xlsx.own_sheets import ABOUT
from kurume_privacy.xlsx.streamed import StreamedSheet, streamed_book
from kurume_privacy.xlsx.texts import guarded

Value = str | int | float | bool | date | None
Facts = Sequence[tuple[str, str]]

FIRST_DAY_OF_EXCEL = date(1900, 3, 1)  # it counts the days before it wrongly, or not at all
ABOUT_WIDTHS = (28, 72)
MEASURED = 200  # lines by which the columns are made as wide as they need


@dataclass(frozen=True)
class LedgerFile:
    """What a file is written from; a ``machine`` reads ISO dates, people those of the era."""

    title: str
    headings: Sequence[str]
    lines: Iterable[Sequence[Value]]
    machine: bool = False

    def plain(self, value: Value) -> str | int | float | None:
        """Return a value as CSV has it: a date in words or as ISO, a text that is no formula."""
        if isinstance(value, date):
            return value.isoformat() if self.machine else era_date(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return guarded(value) if isinstance(value, str) else value

    def held_by_excel(self, value: Value) -> Value:
        """Return a value as a workbook can hold it: a day before Excel's first one is a text."""
        early = isinstance(value, date) and value < FIRST_DAY_OF_EXCEL
        return self.plain(value) if early else value


def write_csv(file: BinaryIO, ledger: LedgerFile) -> None:
    """Write CSV that Excel opens rightly: UTF-8 with BOM, lines ended by CRLF."""
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(ledger.plain, ledger.headings))
    for line in ledger.lines:
        writer.writerow([ledger.plain(value) for value in line])
    text.detach()  # all is written; the file stays open


def write_workbook(
    file: BinaryIO, ledger: LedgerFile, about: Callable[[], Facts] | None = None
) -> None:
    """Write an Excel workbook, line by line.

    ``about`` is asked after the last line what a second sheet says, as (heading, value).
    """
    lines = iter(ledger.lines)
    first = list(islice(lines, MEASURED))
    with streamed_book(file, styles.ISO_DATE if ledger.machine else styles.ERA_DATE) as book:
        sheet = book.sheet(ledger.title, ledger.title, list(_widths(ledger, first)))
        sheet.row(ledger.headings, heads=len(ledger.headings))
        for line in chain(first, lines):
            sheet.row([ledger.held_by_excel(value) for value in line])
        sheet.keep_header()
        if about is not None:
            _write_about(book.sheet(ABOUT, ledger.title, ABOUT_WIDTHS), about())


def _widths(ledger: LedgerFile, lines: list[Sequence[Value]]) -> Iterator[int]:
    """Yield the width of each column, as the first lines need it."""
    for place, heading in enumerate(ledger.headings):
        widths = (styles.width(ledger.plain(line[place])) for line in lines)
        yield styles.column_width(heading, max(widths, default=0))


def _write_about(sheet: StreamedSheet, facts: Facts) -> None:
    """Write the sheet that says what the ledger shows."""
    for fact in facts:
        sheet.row(fact, heads=1)
