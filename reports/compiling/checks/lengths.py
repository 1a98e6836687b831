"""What the workbook cannot hold: a cell longer than Excel allows. Pure: the report alone."""

from collections.abc import Iterator

from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.structure import Report
from reports.rendering.open_data.plain import plain
from reports.rendering.open_data.printed import matrix_of
from reports.rendering.open_data.tidy import Numbered, rows_of, tables_of

TOO_LONG = Check("cell_too_long", Severity.ERROR, "Excelに入らない長さの文")
CHECKS = (TOO_LONG,)
LONGEST = 32_767  # UTF-16 units, as Excel counts
BEGINNING = 20


def findings(report: Report) -> Iterator[Finding]:
    """Yield the finding about every text that a cell of the workbook would cut off."""
    if found := list(dict.fromkeys(_too_long(report))):
        sentence = (
            f"Excelの1つのセルに入る{LONGEST:,}字を超える文があります。"
            "もとの記録の文を短くしてください。"
        )
        yield TOO_LONG.found(sentence, found)


def _too_long(report: Report) -> Iterator[str]:
    for numbered in tables_of(report):
        for text in _texts(report, numbered):
            if (length := _length(text)) > LONGEST:
                beginning = plain(text)[:BEGINNING]
                yield f"「{numbered.table.title}」の「{beginning}…」（{length:,}字）"


def _texts(report: Report, numbered: Numbered) -> Iterator[str]:
    """Yield every text of a table as the workbook holds it, printed and tidy."""
    for row in (*matrix_of(numbered.table), *rows_of(report, numbered)):
        yield from (value for value in row if isinstance(value, str))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
