"""The renderings of one compiled report. Each reads the document and adds nothing.

A report is frozen, so its PDF is made once and kept while it is the same.
"""

import json
from functools import lru_cache
from threading import Lock

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from kurume_privacy.document import Report, as_data

try:
    from weasyprint import HTML
except OSError:  # its import fails without Pango; the start-up check names the package
    HTML = None

STYLESHEET = "reports/report.css"
PRINTING = Lock()


class PdfUnavailable(RuntimeError):
    """This machine lacks what a PDF needs."""


def stylesheet() -> str:
    """Return the report's own style sheet, which needs nothing beside it."""
    with open(finders.find(STYLESHEET), encoding="utf-8") as file:
        return file.read()


def html(report: Report) -> str:
    """Return the report as one HTML file, complete in itself."""
    context = {"report": report, "stylesheet": stylesheet()}
    return render_to_string("reports/standalone.html", context)


@lru_cache(maxsize=8)
def pdf(report: Report) -> bytes:
    """Return the report as a tagged PDF, A4 portrait; one at a time, for it takes a second.

    Raises `PdfUnavailable` where the libraries are missing.
    """
    if HTML is None:
        raise PdfUnavailable("PDFを作るライブラリがありません。manage.py checkで確かめてください。")
    with PRINTING:
        return HTML(string=html(report)).write_pdf(pdf_tags=True)


def data(report: Report) -> str:
    """Return the report as JSON: the document's structure, numbers as numbers."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"
