"""Measure every part of the bench: `python -m tests.bench`, or `python -m tests.bench compiling`.

Only a whole run at full size writes docs/benchmarks.md; any other is printed alone.
"""

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import page, results

# The whole fits into a quarter of an hour; a part is given its line as it stands, or divided.
SIZES = {
    "compiling": {"records": 100_000, "turns": 21},  # a year, of ten years
    "listing": {"requests": 100_000, "turns": 15},  # in the longer of the two ledgers
    "importing": {"lines": 20_000, "compared": 2_000, "turns": 3},  # of ours alone; of both
    "printing": {"entries": 500, "turns": 7},  # of each ledger of the sample: it has no more
    "publishing": {"entries": 500, "turns": 5},
    "serving": {"entries": 500, "requests": 50, "turns": 25},  # of one address, in one turn
    "effort": {"entries": 500},
}
ON_POSTGRESQL = ("compiling", "listing", "importing")  # the others hardly ask their database
THROW_AWAY_CLUSTER = (
    *("pg_virtualenv", "-t", "-c", "--locale=C.UTF-8 --encoding=UTF8"),
    *("-o", "synchronous_commit=off", "-o", "full_page_writes=off"),
)
NO_POSTGRESQL = results.not_run("apt-get install postgresql, or set TEST_DATABASE_URL")
# Neither the developer's own .env nor their environment changes what is measured.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "kurume_privacy.settings",
    "DEBUG": "0",
    "SECURE_SSL_REDIRECT": "0",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "REPORT_PROSE_DIGITS": "full",
    "REPORT_TABLE_DIGITS": "half",
    "SECRET_KEY": secrets.token_urlsafe(50),  # of all processes: one logs in at another's server
}


def main() -> None:
    """Run what the command line asks for; end non-zero where a part failed, and name it."""
    options, started = options_of(sys.argv[1:]), time.monotonic()
    sizes = {part: divided(SIZES[part], options.divide) for part in options.parts or SIZES}
    measured = {database: MEASURE[database](sizes) for database in options.on}
    rows = results.rows(measured)
    print(results.as_text(rows))
    if path := path_of(options):
        page.write(path, rows, measured, time.monotonic() - started)
    for name, why in results.missing(measured, "NOT RUN").items():
        print(f"{'#' * 70}\nNOT RUN: {name}\n{why}\n{'#' * 70}", file=sys.stderr)
    if failed := results.missing(measured, "FAILED"):
        sys.exit(f"FAILED: {', '.join(failed)}")


def options_of(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--on", choices=MEASURE, action="append", help="this database alone")
    parser.add_argument("--divide", type=int, default=1, help="by this, every size: a trial")
    parser.add_argument("--to", type=Path, help="write the table there, whatever was measured")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(SIZES):
        parser.error(f"no such part: {', '.join(unknown)}")
    options.on = options.on or list(MEASURE)
    return options


def path_of(options: argparse.Namespace) -> Path | None:
    """Return where the table is written, if anywhere: a part of it would replace the whole."""
    whole = not options.parts and options.divide == 1 and options.on == list(MEASURE)
    return options.to or (page.PAGE if whole else None)


def divided(size: dict[str, int], by: int) -> dict[str, int]:
    """Return a size as a part of itself, never nothing."""
    return {name: max(1, number // by) for name, number in size.items()}


def _on_sqlite(sizes: dict[str, dict]) -> dict[str, dict]:
    with tempfile.TemporaryDirectory() as folder:
        return _run(sizes, f"sqlite:///{folder}/unused.sqlite3")


def _on_postgresql(sizes: dict[str, dict]) -> dict[str, dict]:
    sizes = {part: size for part, size in sizes.items() if part in ON_POSTGRESQL}
    if url := os.environ.get("TEST_DATABASE_URL"):
        return _run(sizes, url)
    if shutil.which(THROW_AWAY_CLUSTER[0]):
        return _run(sizes, "postgres:///kurume_privacy", THROW_AWAY_CLUSTER)
    return dict.fromkeys(sizes, NO_POSTGRESQL)


def _run(sizes: dict[str, dict], url: str, prefix: tuple[str, ...] = ()) -> dict[str, dict]:
    """Measure parts on the server of ``url``; return what each measured, or how it is missing."""
    if not sizes:
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [*prefix, sys.executable, "-m", "tests.bench.runner", json.dumps(sizes), name]
        subprocess.run(command, env=os.environ | SETTINGS | {"DATABASE_URL": url}, check=False)  # noqa: S603
        found = {file.stem: json.loads(file.read_bytes()) for file in folder.glob("*.json")}
        # Without the runner's sign, what the prefix stands for could not start.
        otherwise = results.FAILED if (folder / "started").exists() or not prefix else NO_POSTGRESQL
        return {part: found.get(part, otherwise) for part in sizes}


MEASURE = {"SQLite": _on_sqlite, "PostgreSQL": _on_postgresql}


if __name__ == "__main__":
    main()
