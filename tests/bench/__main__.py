"""Measure everything, print it, and write docs/benchmarks.md: `python -m tests.bench`."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import results

RECORDS = 100_000  # a year; ten years
REQUESTS = 100_000  # in the longer of the two ledgers whose lists are compared
LINES = 100_000  # of a workbook to take in
THROW_AWAY_CLUSTER = (
    *("pg_virtualenv", "-t", "-c", "--locale=C.UTF-8 --encoding=UTF8"),
    *("-o", "synchronous_commit=off", "-o", "full_page_writes=off"),
)
# Neither the developer's own .env nor their environment changes what is measured.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "kurume_privacy.settings",
    "DEBUG": "0",
    "SECURE_SSL_REDIRECT": "0",
    "REPORT_PROSE_DIGITS": "full",
    "REPORT_TABLE_DIGITS": "half",
}


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="ten times fewer records than the targets are meant for",
    )
    parser.add_argument(
        "--only",
        choices=("compiling", "importing", "listing", "printing", "publishing", "serving"),
    )
    options = parser.parse_args()
    fewer = 10 if options.quick else 1
    measured = {}
    for part, many in (("compiling", RECORDS), ("listing", REQUESTS), ("importing", LINES)):
        if options.only in (None, part):
            call = (part, "measure", str(many // fewer))
            measured[part] = {"SQLite": _on_sqlite(call), "PostgreSQL": _on_postgresql(call)}
    if options.only in (None, "printing"):
        measured["printing"] = _printing()
    if options.only in (None, "publishing"):
        measured["publishing"] = _on_the_sample("publishing")
    if options.only in (None, "serving"):
        measured["serving"] = _on_the_sample("serving")
    rows = results.rows(measured)
    print(results.as_text(rows))
    if not options.quick and not options.only:
        results.write(rows, measured)


def _on_sqlite(call: tuple[str, ...]) -> dict:
    print(f"SQLite, {call[0]} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return _in_child(call, f"sqlite:///{folder}/unused.sqlite3")


def _on_postgresql(call: tuple[str, ...]) -> dict | None:
    print(f"PostgreSQL, {call[0]} …", flush=True)
    if url := os.environ.get("TEST_DATABASE_URL"):
        return _in_child(call, url)
    measured = None
    if shutil.which(THROW_AWAY_CLUSTER[0]):
        measured = _in_child(call, "postgres:///kurume_privacy", THROW_AWAY_CLUSTER)
    if measured is None:
        results.not_run("PostgreSQL", "apt-get install postgresql, or set TEST_DATABASE_URL")
    return measured


def _printing() -> dict | None:
    print("PDF …", flush=True)
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        results.not_run("PDF", "apt-get install chromium")
        return None
    with tempfile.TemporaryDirectory() as folder:
        return _in_child(("printing", "measure"), f"sqlite:///{folder}/sample.sqlite3")


def _on_the_sample(part: str) -> dict:
    print(f"{part} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return _in_child((part, "measure"), f"sqlite:///{folder}/sample.sqlite3")


def _in_child(call: tuple[str, ...], url: str, prefix: tuple[str, ...] = ()) -> dict | None:
    """Call a function of the bench on the database at ``url``; return what it measured.

    None means that it was never called: what the prefix stands for could not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [*prefix, sys.executable, "-m", "tests.bench.child", *call, str(result)]
        subprocess.run(command, env=os.environ | SETTINGS | {"DATABASE_URL": url}, check=False)  # noqa: S603
        if prefix and not result.exists():
            return None
        if not (result.exists() and result.stat().st_size):
            sys.exit(f"{' '.join(call)}: failed, see above.")
        return json.loads(result.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
