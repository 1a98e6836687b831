"""Databases of ten years of records, made for a measurement and destroyed after it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench import data


@contextmanager
def filled(records: int) -> Iterator[str]:
    """Make a database of ten years of records, yield its name, and destroy it."""
    with made(str(records)) as name:
        data.fill(records)
        yield name


@contextmanager
def made(what: str) -> Iterator[str]:
    """Make a database that holds the law alone, yield its name, and destroy it."""
    before = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        name = f"kurume_privacy_bench_{os.getpid()}_{what}"
        inside = connection.vendor == "sqlite"
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/{name}" if inside else name
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield name
        finally:
            use(name)
            connection.creation.destroy_test_db(before, verbosity=0)


def use(name: str) -> None:
    """Talk to another database of the same server from here on."""
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def version() -> str:
    """Name the database with its version."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 'SQLite ' || sqlite_version()")
        else:
            cursor.execute("SELECT 'PostgreSQL ' || split_part(version(), ' ', 2)")
        return cursor.fetchone()[0]
