"""All files of an edition, made from the report of the 令和３年度 sample."""

import inspect
import json
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.core.management import call_command

from reports import render, sample
from reports.compile import compile_report
from reports.files import Facts, files_of
from reports.open_data import tables
from reports.open_data.workbook import workbook_of
from tests.bench.data import LAST_YEAR
from tests.bench.measure import peak_memory, seconds

TURNS = 9
FACTS = Facts(1, date(2022, 7, 29), 390)
MAKING = (sys.executable, "-m", "tests.bench.child", "publishing", "make_once")


def measure(result: str) -> None:
    """Write what the files cost, together and each kind alone, as JSON."""
    Path(result).touch()
    call_command("migrate", verbosity=0, skip_checks=True)
    sample.load()
    report = compile_report(LAST_YEAR)
    files = files_of(report, FACTS)
    pdf = inspect.unwrap(render.pdf)  # what is kept of an earlier call would measure nothing
    measured = {
        "files": len(files),
        "size": sum(len(file.content) for file in files.values()),
        "turns": TURNS,
        "seconds": median(make_all(report)),
        "parts": {
            "PDF": median(lambda: pdf(report, FACTS)),
            "Excel": median(lambda: workbook_of(report, FACTS)),
            "CSV": median(lambda: (tables.long(report), tables.files_of(report))),
            "HTML": median(lambda: (render.html(report, FACTS), render.article(report))),
        },
        "memory": peak_memory(MAKING),
    }
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


def make_all(report: object) -> Callable[[], object]:
    """Return what makes all files anew."""

    def make() -> object:
        render.pdf.cache_clear()
        return files_of(report, FACTS)

    return make


def median(act: Callable[[], object]) -> float:
    """Return how long ``act`` takes, in seconds."""
    return statistics.median(seconds(act) for _ in range(TURNS))


def make_once() -> None:
    """Do all that stands between the records and the files."""
    files_of(compile_report(LAST_YEAR), FACTS)
