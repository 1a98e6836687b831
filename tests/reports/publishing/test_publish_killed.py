"""A process killed in the middle of publishing leaves the whole edition, or nothing of it."""

import pytest

from tests.reports.crash_points import killed_again_and_again, shell

# Fewer would mean that the counting does not work: the step, the 告示 with its history, the edition
# with two files, and the commit that counts twice.
LEAST = 7
APPROVED = """
from tests.reports import published as publishing
people = publishing.people()
publishing.enter(people[0])
publishing.approve(*people)
"""


@pytest.mark.sqlite
def test_on_sqlite(sqlite_file):
    shell(APPROVED, sqlite_file)
    assert killed_again_and_again("killed", sqlite_file) > LEAST


def test_on_postgresql(own_server_database):
    shell(APPROVED, own_server_database)
    assert killed_again_and_again("killed", own_server_database) > LEAST
