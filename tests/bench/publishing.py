"""All files of an edition, made from the report of the 令和３年度 sample."""

import inspect
import statistics
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from reports.rendering import render
from reports.rendering.files import Facts, File, files_of
from reports.rendering.open_data import tables
from reports.rendering.open_data.workbook import workbook_of
from tests.bench.child import calling
from tests.bench.data import LAST_YEAR
from tests.bench.measure import peak_memory, seconds
from tests.bench.sample import sampled

FACTS = Facts(1, date(2022, 7, 29), 390)


def measure(entries: int, turns: int) -> dict:
    """Return what the files cost, together and each kind alone."""
    with sampled(entries) as records:
        report = compile_report(LAST_YEAR)
        made: list[dict[str, File]] = []
        taken = median(lambda: made.append(make_all(report)), turns)
        return {
            "records": records,
            "turns": turns,
            "files": len(made[0]),
            "size": sum(len(file.content) for file in made[0].values()),
            "seconds": taken,
            "parts": {name: median(make, turns) for name, make in kinds_of(report).items()},
            "memory": peak_memory(calling("publishing", "make_once")),
        }


def kinds_of(report: Report) -> dict[str, Callable[[], object]]:
    """Return what makes each kind of file anew."""
    pdf = inspect.unwrap(render.pdf)  # what is kept of an earlier call would measure nothing
    return {
        "PDF": lambda: pdf(report, FACTS),
        "Excel": lambda: workbook_of(report, FACTS),
        "CSV": lambda: (tables.long(report), tables.files_of(report)),
        "HTML": lambda: (render.html(report, FACTS), render.article(report)),
    }


def make_all(report: Report) -> dict[str, File]:
    """Make all files anew."""
    render.pdf.cache_clear()
    return files_of(report, FACTS)


def median(act: Callable[[], object], turns: int) -> float:
    """Return how long ``act`` takes, in seconds."""
    return statistics.median(seconds(act) for _ in range(turns))


def make_once() -> None:
    """Do all that stands between the records and the files."""
    make_all(compile_report(LAST_YEAR))


def print_once(path: str) -> None:
    """Do all that stands between the records and the PDF, as the command line does."""
    Path(path).write_bytes(render.pdf(compile_report(LAST_YEAR)))
