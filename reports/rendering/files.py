"""The files of an edition, all made from its frozen report alone."""

import json

from kurume_privacy.document.structure import Report
from reports.edition.facts import Facts, File
from reports.rendering import render
from reports.rendering.open_data import dictionary, errata, tables
from reports.rendering.open_data.plain import csv_of
from reports.rendering.open_data.schema import SCHEMA
from reports.rendering.open_data.workbook import workbook_of

__all__ = ["Facts", "File", "files_of"]

CSV = "text/csv; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
SCHEMA_JSON = "application/schema+json"
PDF = "application/pdf"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files_of(report: Report, facts: Facts) -> dict[str, File]:
    """Return every file of an edition by its path. The same input gives the same bytes.

    Raises `render.PdfUnavailable` where the libraries of the PDF are missing.
    """
    return {
        "report.html": File(render.html(report, facts).encode(), HTML),
        "article.html": File(render.article(report).encode(), HTML),
        "report.pdf": File(render.pdf(report, facts), PDF),
        "report.xlsx": File(workbook_of(report, facts), EXCEL),
        "report.json": File(render.data(report).encode(), JSON),
        "schema.json": File(_schema(), SCHEMA_JSON),
        **{path: File(content, CSV) for path, content in _csv_files(report, facts).items()},
    }


def _schema() -> bytes:
    return (json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n").encode()


def _csv_files(report: Report, facts: Facts) -> dict[str, bytes]:
    files = {"dictionary.csv": csv_of(dictionary.rows()), "long.csv": tables.long(report)}
    if facts.corrections:
        files["corrections.csv"] = csv_of(errata.rows_of(report, facts))
    return files | tables.files_of(report)
