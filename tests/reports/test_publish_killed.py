"""A process killed in the middle of publishing leaves the whole edition, or nothing of it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.browser.conftest import take_everything_out
from tests.reports import publishing

# Fewer would mean that the counting does not work: the compiling alone takes more.
LEAST = 40


def killed_again_and_again(address):
    """Run the attempts on this database; return how many there were."""
    ran = run([sys.executable, "-m", "tests.reports.killed"], address)
    return int(ran.stdout)


def run(command, address, **options):
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "kurume_privacy.settings",
        "PYTHONDEVMODE": "0",
    }
    ran = subprocess.run(  # noqa: S603
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran


APPROVED = """
from tests.reports import publishing
people = publishing.people()
publishing.enter(people[0])
publishing.approve(*people)
"""


def test_on_sqlite(tmp_path):
    address = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    manage = [sys.executable, "manage.py"]
    run([*manage, "migrate", "-v0"], address)
    run([*manage, "shell", "-v0"], address, input=APPROVED)
    assert killed_again_and_again(address) > LEAST


@pytest.fixture
def approved(django_db_setup, django_db_blocker):
    """A year that is approved, for other processes to see."""
    began = timezone.now()
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("a database in memory has no other processes")
        try:
            people = publishing.people()
            publishing.enter(people[0])
            publishing.approve(*people)
            yield f"postgres:///{connection.settings_dict['NAME']}"
        finally:
            take_everything_out(began)
            connection.close()


def test_on_postgresql(approved):
    assert killed_again_and_again(approved) > LEAST
