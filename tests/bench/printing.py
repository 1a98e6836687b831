"""The PDF of the 令和３年度 sample against headless Chromium printing the same HTML."""

import inspect
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import weasyprint
from django.core.management import call_command
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from kurume_privacy.document import Report
from reports import render, sample
from reports.compile import compile_report
from tests.bench.data import LAST_YEAR
from tests.bench.measure import in_turns, peak_memory

TURNS = 9
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


def measure(result: str) -> None:
    """Write what printing costs, both ways, as JSON."""
    Path(result).touch()
    _enter_sample()
    report = compile_report(LAST_YEAR)
    with tempfile.TemporaryDirectory() as folder:
        measured = _measure(report, Path(folder))
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


def _enter_sample() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    sample.load()


def _measure(report: Report, folder: Path) -> dict:
    page = folder / "report.html"
    page.write_text(render.html(report), encoding="utf-8")
    ours = [
        sys.executable,
        "-m",
        "tests.bench.child",
        "printing",
        "print_once",
        f"{folder}/ours.pdf",
    ]
    theirs = _chromium_commands(page, folder)
    measured = {
        "weasyprint": f"WeasyPrint {weasyprint.__version__}",
        "chromium": _version(),
        "started": in_turns(lambda: _run(ours), lambda: _run(next(theirs)), TURNS),
        "served": in_turns(lambda: pdf(report), lambda: _run(next(theirs)), TURNS),
        "warm": _warm(report, page.read_text(encoding="utf-8")),
        "memory": {"ours": peak_memory(ours), "theirs": peak_memory(next(theirs))},
    }
    for name in ("ours.pdf", "theirs.pdf"):
        if "/StructTreeRoot" not in PdfReader(folder / name).trailer["/Root"]:
            raise AssertionError(f"{name} is not tagged.")
    return measured


def print_once(path: str) -> None:
    """Do all that stands between the records and the PDF, as the command line does."""
    Path(path).write_bytes(pdf(compile_report(LAST_YEAR)))


def _chromium_commands(page: Path, folder: Path):
    """Yield commands that print the page, each with a new profile."""
    for number in count():
        yield [
            CHROMIUM,
            "--headless",
            *FLAGS,
            f"--user-data-dir={folder}/profile-{number}",
            f"--print-to-pdf={folder}/theirs.pdf",
            str(page),
        ]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def _version() -> str:
    done = subprocess.run([CHROMIUM, "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    return " ".join(done.stdout.split()[:2])


def _warm(report: Report, html: str) -> dict[str, float]:
    """Compare both without their start: this process, and a browser kept open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            return in_turns(lambda: pdf(report), _printer(browser.new_page(), html), TURNS)
        finally:
            browser.close()


def _printer(page: Page, html: str) -> Callable[[], bytes]:
    def print_page() -> bytes:
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, tagged=True)

    return print_page
