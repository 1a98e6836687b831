"""The PDF of the 令和３年度 sample against headless Chromium printing the same HTML."""

import inspect
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import weasyprint
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from kurume_privacy.document import Report
from reports import render
from reports.compile import compile_report
from tests.bench.child import calling
from tests.bench.data import LAST_YEAR
from tests.bench.measure import alternately, in_turns, peak_memory
from tests.bench.results import not_run
from tests.bench.sample import sampled

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pdf = inspect.unwrap(render.pdf)  # what is kept of an earlier call would measure nothing


def measure(entries: int, turns: int) -> dict:
    """Return what printing costs, both ways."""
    if CHROMIUM is None:
        return not_run("apt-get install chromium")
    with sampled(entries) as records, tempfile.TemporaryDirectory() as folder:
        measured = _measure(compile_report(LAST_YEAR), Path(folder), turns)
    return {"records": records, **measured}


def _measure(report: Report, folder: Path, turns: int) -> dict:
    page, mine, other = (folder / name for name in ("report.html", "ours.pdf", "theirs.pdf"))
    page.write_text(render.html(report), encoding="utf-8")
    ours, theirs = calling("printing", "print_once", mine), _chromium_commands(page, other)
    memory = {"ours": peak_memory(ours), "theirs": peak_memory(next(theirs))}  # warms up, too
    for file in (mine, other):
        if "/StructTreeRoot" not in PdfReader(file).trailer["/Root"]:
            raise AssertionError(f"{file.name} is not tagged.")
    return {
        "weasyprint": f"WeasyPrint {weasyprint.__version__}",
        "chromium": _version(),
        "warm": _warm(report, page.read_text(encoding="utf-8"), turns),
        "started": alternately(lambda: _run(ours), lambda: _run(next(theirs)), turns),
        "served": alternately(lambda: pdf(report), lambda: _run(next(theirs)), turns),
        "memory": memory,
    }


def print_once(path: str) -> None:
    """Do all that stands between the records and the PDF, as the command line does."""
    Path(path).write_bytes(pdf(compile_report(LAST_YEAR)))


def _chromium_commands(page: Path, printed: Path) -> Iterator[list[str]]:
    """Yield commands that print the page, each with a new profile."""
    for number in count():
        yield [
            CHROMIUM,
            "--headless",
            *FLAGS,
            f"--user-data-dir={page.parent}/profile-{number}",
            f"--print-to-pdf={printed}",
            str(page),
        ]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def _version() -> str:
    done = subprocess.run([CHROMIUM, "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    return " ".join(done.stdout.split()[:2])


def _warm(report: Report, html: str, turns: int) -> dict[str, float]:
    """Compare both without their start: this process, and a browser kept open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            return in_turns(lambda: pdf(report), _printer(browser.new_page(), html), turns)
        finally:
            browser.close()


def _printer(page: Page, html: str) -> Callable[[], bytes]:
    def print_page() -> bytes:
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, tagged=True)

    return print_page
