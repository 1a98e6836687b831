"""Databases made for a measurement and destroyed after it, each a copy of one with the law alone.

The processes that a part starts talk to the database that it used last.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench.child import DATABASE_NAME


@contextmanager
def law() -> Iterator[None]:
    """Make the database that holds the law alone, and destroy it."""
    before = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        inside = f"{folder}/" if connection.vendor == "sqlite" else ""
        connection.settings_dict["TEST"]["NAME"] = f"{inside}kurume_privacy_bench_{os.getpid()}"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()  # no copy is made of a database in use
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def copied(what: str) -> Iterator[str]:
    """Make a copy of it, talk to it, yield its name, and destroy it."""
    original = connection.settings_dict["TEST"]["NAME"]
    use(original)
    connection.creation.clone_test_db(what, verbosity=0, autoclobber=True)
    name = connection.creation.get_test_db_clone_settings(what)["NAME"]
    use(name)
    try:
        yield name
    finally:
        use(original)
        connection.creation.destroy_test_db(suffix=what, verbosity=0)


def use(name: str) -> None:
    """Talk to another database of the same server from here on."""
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = os.environ[DATABASE_NAME] = name
    connection.ensure_connection()


def version() -> str:
    """Name the database with its version."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 'SQLite ' || sqlite_version()")
        else:
            cursor.execute("SELECT 'PostgreSQL ' || split_part(version(), ' ', 2)")
        return cursor.fetchone()[0]
