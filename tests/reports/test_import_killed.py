"""A process killed in the middle of an import leaves the whole file, or nothing of it."""

import pytest

from tests.reports.crash_points import killed_again_and_again, shell

# Fewer would mean that the counting does not work: three records, each with its history.
LEAST = 12
# The one that the file changes, and who takes the file in.
THERE_ALREADY = """
from kurume_privacy.models import Role
from tests import factories
factories.user("office", Role.OFFICE)
factories.use_notice(number=1, kind="external_provision", ground=None, recipient="福岡県")
"""


@pytest.mark.sqlite
def test_on_sqlite(sqlite_file):
    shell(THERE_ALREADY, sqlite_file)
    assert killed_again_and_again("import_killed", sqlite_file) > LEAST


def test_on_postgresql(own_server_database):
    shell(THERE_ALREADY, own_server_database)
    assert killed_again_and_again("import_killed", own_server_database) > LEAST
