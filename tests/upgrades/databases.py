"""A whole database as the content of a file, and such a database in the place of the present one.

For SQLite the file is the database; for PostgreSQL it is the statements that make it.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from reports.site import building

EMPTY = b""
DUMPED = ("--inserts", "--rows-per-insert=500", "--no-owner", "--no-privileges", "--no-comments")
# What only psql reads, and a setting that servers before PostgreSQL 17 do not know.
NOT_FOR_US = re.compile(rb"^(?:\\(?:un)?restrict |SET transaction_timeout ).*\n", re.MULTILINE)


def content() -> bytes:
    """Return the present database."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]()


def _sqlite() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "database")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return path.read_bytes()


def _postgresql() -> bytes:
    (_, *database), secret = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    command = ["pg_dump", *DUMPED, *database]
    ran = subprocess.run(command, env=os.environ | (secret or {}), capture_output=True, check=True)  # noqa: S603
    return NOT_FOR_US.sub(b"", ran.stdout)


@contextmanager
def instead(content: bytes) -> Iterator[None]:
    """Talk to a database of this content, and afterwards to the one before, which stays as it is.

    Not inside a transaction: a connection has but one.
    """
    assert not connection.in_atomic_block
    forget()
    try:
        with {"sqlite": _in_a_file, "postgresql": _on_the_server}[connection.vendor](content):
            yield
    finally:
        forget()


@contextmanager
def _in_a_file(content: bytes) -> Iterator[None]:
    # The one before may live in its connection alone: it is put aside, not closed.
    before, connection.connection = connection.connection, None
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder, "database")
            path.write_bytes(content)
            with _named(str(path)):
                yield
    finally:
        connection.connection = before


@contextmanager
def _on_the_server(content: bytes) -> Iterator[None]:
    name = f"{connection.settings_dict['NAME']}_kept"
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        connection.close()
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")  # of a run that was killed
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
        try:
            with _named(name):
                _execute(content.decode())
                yield
        finally:
            cursor.execute(f"DROP DATABASE {quoted}")


def _execute(statements: str) -> None:
    """Execute what makes a database; it sets a search path of its own, with which it ends."""
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(statements)
        connection.close()


@contextmanager
def _named(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def forget() -> None:
    """Forget what this process remembers of a database."""
    ContentType.objects.clear_cache()
    building._kept = ((), {})
