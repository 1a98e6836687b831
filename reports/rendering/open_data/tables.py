"""The tables as CSV files: each in its printed and its tidy form, and all of them in one."""

from kurume_privacy.document.structure import Report
from reports.rendering.open_data.plain import csv_of
from reports.rendering.open_data.printed import matrix_of
from reports.rendering.open_data.tidy import COLUMNS, rows_of, tables_of


def long(report: Report) -> bytes:
    """Return every table of the report in the tidy form, one below the other."""
    rows = (row for numbered in tables_of(report) for row in rows_of(report, numbered))
    return csv_of([COLUMNS, *rows])


def files_of(report: Report) -> dict[str, bytes]:
    """Return the CSV files by path. A key is an ASCII name that lasts from year to year."""
    files = {}
    for numbered in tables_of(report):
        path = f"tables/{numbered.table.key}"
        files[f"{path}.csv"] = csv_of(matrix_of(numbered.table))
        files[f"{path}.long.csv"] = csv_of([COLUMNS, *rows_of(report, numbered)])
    return files
