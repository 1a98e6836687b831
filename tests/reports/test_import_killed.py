"""A process killed in the middle of an import leaves the whole file, or nothing of it."""

import sys

import pytest
from django.db import connection
from django.utils import timezone

from kurume_privacy.models import Role
from tests import factories
from tests.browser.conftest import take_everything_out
from tests.reports.test_publish_killed import run

# Fewer would mean that the counting does not work: three records, each with its history.
LEAST = 12
THERE_ALREADY = """
from tests.reports.test_import_killed import there_already
there_already()
"""


def there_already():
    """Enter the one that the file changes, and who takes the file in."""
    factories.user("office", Role.OFFICE)
    factories.use_notice(number=1, kind="external_provision", ground=None, recipient="福岡県")


def killed_again_and_again(address):
    """Run the attempts on this database; return how many there were."""
    return int(run([sys.executable, "-m", "tests.reports.import_killed"], address).stdout)


def test_on_sqlite(tmp_path):
    address = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    manage = [sys.executable, "manage.py"]
    run([*manage, "migrate", "-v0"], address)
    run([*manage, "shell", "-v0"], address, input=THERE_ALREADY)
    assert killed_again_and_again(address) > LEAST


@pytest.fixture
def entered(django_db_setup, django_db_blocker):
    """A ledger with one notice, for other processes to see."""
    began = timezone.now()
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("a database in memory has no other processes")
        try:
            there_already()
            yield f"postgres:///{connection.settings_dict['NAME']}"
        finally:
            take_everything_out(began)
            connection.close()


def test_on_postgresql(entered):
    assert killed_again_and_again(entered) > LEAST
