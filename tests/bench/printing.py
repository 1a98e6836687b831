"""The PDF of the 令和３年度 sample against headless Chromium printing the same HTML."""

import inspect
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import weasyprint
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from reports.rendering import render
from tests.bench.child import calling
from tests.bench.data import LAST_YEAR
from tests.bench.measure import Comparison, in_turns, peak_memory
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
PAIRS = {
    "どちらも起動済み": ("ours, running", "theirs, running"),
    "どちらも起動から": ("ours, started", "theirs, started"),
    "このアプリは起動済み、Chromiumは起動から": ("ours, running", "theirs, started"),
}

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
    ours, theirs = calling("publishing", "print_once", mine), _chromium_commands(page, other)
    memory = [peak_memory(ours), peak_memory(next(theirs))]  # which runs each once, too
    _insist_on_tags(mine, other)
    with _running_browser() as browser:
        running = {
            "ours, running": lambda: pdf(report),
            "theirs, running": _printer(browser.new_page(), page.read_text(encoding="utf-8")),
        }
        for act in running.values():
            act()
        started = {
            "ours, started": lambda: _run(ours),
            "theirs, started": lambda: _run(next(theirs)),
        }
        times = in_turns(running | started, turns)
    return {
        "weasyprint": f"WeasyPrint {weasyprint.__version__}",
        "chromium": _version(),
        "memory": memory,
        "speed": {name: Comparison(*map(times.get, both)).summary for name, both in PAIRS.items()},
    }


def _insist_on_tags(*files: Path) -> None:
    for file in files:
        if "/StructTreeRoot" not in PdfReader(file).trailer["/Root"]:
            raise AssertionError(f"{file.name} is not tagged.")


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


@contextmanager
def _running_browser() -> Iterator[Browser]:
    """Keep a browser open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def _printer(page: Page, html: str) -> Callable[[], bytes]:
    def print_page() -> bytes:
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, tagged=True)

    return print_page
