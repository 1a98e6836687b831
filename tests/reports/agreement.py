"""Every number of every file held against the document it was made from."""

from kurume_privacy.document.structure import Report
from reports.rendering import render
from reports.rendering.open_data import tables, workbook
from tests.reports import readback


def as_texts(rows: list) -> list[list[str]]:
    """Return rows as a form without numbers has them."""
    return [[str(text) for text in row] for row in rows]


def assert_files_agree(report: Report, files: dict[str, bytes]):
    """Hold what is read back from the files against the document, cell for cell."""
    cells, data = readback.cells_of(report), readback.data_of(report)
    assert readback.from_json(files["report.json"]) == cells
    assert readback.from_html(files["report.html"]) == cells
    assert readback.from_workbook(files["report.xlsx"]) == cells
    tidy = {key: values for key, values in data.items() if values}
    assert readback.tidy_workbook(files["report.xlsx"]) == tidy
    assert readback.tidy(readback.rows_of(files["long.csv"])) == tidy
    for key, rows in cells.items():
        assert readback.from_csv(files[f"tables/{key}.csv"]) == as_texts(rows)
        own = readback.tidy(readback.rows_of(files[f"tables/{key}.long.csv"]))
        assert own.get(key, {}) == data[key]


def assert_pdf_agrees(report: Report, pdf: bytes):
    printed = readback.from_pdf(pdf)
    for table in readback.tables_in(report):
        rows = as_texts(readback.cells_of(report)[table.key])
        assert printed.pop(table.title) == rows
    assert not printed


def quick_files(report: Report) -> dict[str, bytes]:
    """Make all files but the PDF, which takes longer than all others together."""
    return {
        "report.html": render.html(report).encode(),
        "report.json": render.data(report).encode(),
        "report.xlsx": workbook.workbook_of(report),
        "long.csv": tables.long(report),
        **tables.files_of(report),
    }
