"""The renderings of one compiled report. Each reads the document and adds nothing.

A report is frozen, so its PDF is made once and kept while it is the same.
"""

import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Report
from reports.edition.facts import Facts, File
from reports.rendering import pdf as printing
from reports.rendering.open_data import tables, workbook
from reports.sections import styles_of

PdfUnavailable = printing.PdfUnavailable


def stylesheet(report: Report) -> str:
    """Return the style sheets of a report as one, which needs nothing beside it."""
    styles = styles_of(section.key for section in report.sections)
    found = (Path(finders.find(style)) for style in styles)  # type: ignore[arg-type]  # ours, there
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def html(report: Report, facts: Facts | None = None) -> str:
    """Return the report as one HTML file, complete in itself."""
    context = {"report": report, "facts": facts, "stylesheet": stylesheet(report)}
    return render_to_string("reports/standalone.html", context)


def article(report: Report) -> str:
    """Return the report alone, for a page that brings its own frame."""
    return render_to_string("reports/_report.html", {"report": report})


@lru_cache(maxsize=8)
def pdf(report: Report, facts: Facts | None = None) -> bytes:
    """Return the report as PDF/A-3a and PDF/UA-1, A4 portrait, its data attached.

    Raises `PdfUnavailable` where the libraries are missing.
    """
    attached = {
        "report.json": File(data(report).encode(), "application/json"),
        "long.csv": File(tables.long(report), "text/csv"),
    }
    day = workbook.day_of(report, facts)
    return printing.printed(html(report, facts), report, attached, day)


def data(report: Report) -> str:
    """Return the report as JSON: the document's structure, numbers as numbers."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"
