"""Keep this version's databases for the tests of later ones: `python -m tests.upgrades.make`.

To be run once, with the last commit of a version, before the version is raised. Every record is
invented, every step is taken by the functions that the desk calls.
"""

import os
import shutil
import subprocess
import sys
from tempfile import TemporaryDirectory
from unittest.mock import patch

import django

if __name__ == "__main__":
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "kurume_privacy.settings",
        "DEBUG": "0",
        "SECURE_SSL_REDIRECT": "0",
        "REPORT_PROSE_DIGITS": "full",
        "REPORT_TABLE_DIGITS": "half",
    }
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from reports.rendering import render
from tests.upgrades import databases, way
from tests.upgrades.kept import ENDINGS, FOLDER, Kept, published

HERE = "--here"  # on the database that DATABASE_URL names
THROWAWAY_CLUSTER = ("pg_virtualenv", "-t", "-c", "--locale=C.UTF-8 --encoding=UTF8")
NO_POSTGRESQL = "apt-get install postgresql, or set TEST_DATABASE_URL=postgres://…"


def main() -> None:
    """Keep them for SQLite and for PostgreSQL, or fail; those made before are thrown away."""
    shutil.rmtree(FOLDER / settings.VERSION, ignore_errors=True)
    with TemporaryDirectory() as folder:
        _run(f"sqlite:///{folder}/unused.sqlite3")
    if address := os.environ.get("TEST_DATABASE_URL"):
        _run(address)
    elif shutil.which(THROWAWAY_CLUSTER[0]):
        _run("postgres:///kurume_privacy", THROWAWAY_CLUSTER)
    else:
        sys.exit(NO_POSTGRESQL)


def _run(address: str, around: tuple[str, ...] = ()) -> None:
    command = [*around, sys.executable, "-m", __spec__.name, HERE]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": address}, check=True)  # noqa: S603


def here() -> None:
    """Keep each state, in databases of the server that DATABASE_URL names."""
    for state in way.STATES:
        with databases.instead(databases.EMPTY):
            call_command("migrate", verbosity=0)
            lead_to(state)
            kept = Kept(settings.VERSION, state)
            kept.keep(databases.content(), published())
        print(kept, f"{kept.path(ENDINGS[connection.vendor]).stat().st_size:,} bytes", flush=True)


def lead_to(state: str) -> None:
    """Take the later year to its state with all real files; the earlier one has no PDF."""
    real = render.pdf

    def pdf(report, facts=None):
        of_later_year = report.year == way.YEAR.start
        return real(report, facts) if of_later_year else b"%PDF-1.7 " + report.title.encode()

    with patch.object(render, "pdf", pdf):
        way.lead_to(state)


if __name__ == "__main__":
    here() if HERE in sys.argv else main()
