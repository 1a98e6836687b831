"""The databases that the tests start from: each made once, and copied wherever one is needed.

``law`` is migrated and empty; ``sample`` holds the 令和３ sample besides. On SQLite they are files
of the cache, copied into the memory of the process; on PostgreSQL they are templates of the server.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from reports.sample import loading as sample

CACHE = settings.BASE_DIR / ".pytest_cache" / "prepared"
NOTHING = Path(":memory:")  # an SQLite database that nothing is in
POSTGRESQL_15 = 150_000


def migrate() -> None:
    """Make the tables, the triggers and the rows of the law."""
    call_command("migrate", verbosity=0)


# What each stands on, and how it is filled.
PREPARED = {"law": (None, migrate), "sample": ("law", sample.load)}


class InMemory:
    """SQLite: the database of this process lies in memory, and is filled from a file."""

    def __init__(self, run: Path):
        self.folder = CACHE / DIGEST
        for older in CACHE.glob("*"):
            if older != self.folder:
                shutil.rmtree(older, ignore_errors=True)

    def start(self) -> None:
        """Give this process a database of its own, with the law."""
        connection.settings_dict["NAME"] = "file:tests?mode=memory&cache=shared"
        self._fill(self.file("law"))

    def stop(self) -> None:
        """Nothing stays: what lies in memory goes with the process."""

    def file(self, name: str) -> Path:
        """Return the file of a prepared database, made unless it is there."""
        file, (before, fill) = self.folder / f"{name}.sqlite3", PREPARED[name]
        with alone(self.folder / f"{name}.lock"):
            if not file.exists():
                with self._aside():
                    self._fill(self.file(before) if before else NOTHING)
                    fill()
                    self._keep(file)
        return file

    @contextmanager
    def copy(self, name: str) -> Iterator[None]:
        """Put a fresh copy in the place of what is there; put that back in the end."""
        file = self.file(name)
        with self._aside():
            self._fill(file)
            yield

    @contextmanager
    def _aside(self) -> Iterator[None]:
        connection.ensure_connection()
        with closing(sqlite3.connect(":memory:")) as present:
            connection.connection.backup(present)
            try:
                yield
            finally:
                present.backup(connection.connection)

    def _fill(self, file: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as prepared:
            prepared.backup(connection.connection)

    def _keep(self, file: Path) -> None:
        whole = file.with_suffix(".part")
        with closing(sqlite3.connect(whole)) as kept:
            connection.connection.backup(kept)
        whole.rename(file)  # half a file is never found


class OnServer:
    """PostgreSQL: a copy is a database of its own, made from a template on the server.

    ``run`` is a folder of this run: what is prepared is prepared anew in each.
    """

    def __init__(self, run: Path):
        self.run = run
        self.name = settings.DATABASES["default"]["NAME"]
        self.own = f"test_{self.name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        self.copies = 0

    def start(self) -> None:
        """Give this process a database of its own, with the law."""
        self._create(self.own, self.template("law"))
        connection.close()
        connection.settings_dict["NAME"] = self.own

    def stop(self) -> None:
        """Take the database of this process away again."""
        connection.close()
        connection.settings_dict["NAME"] = self.name
        self._drop(self.own)

    def template(self, name: str) -> str:
        """Return the name of a prepared database, made unless it was in this run."""
        template, (before, fill) = self._named(name), PREPARED[name]
        made = self.run / f"{template}.made"
        with alone(self._begun(name)):
            if not made.exists():
                self._create(template, self.template(before) if before else "template0")
                with self._using(template):
                    fill()
                made.touch()
        return template

    def _named(self, name: str) -> str:
        return f"test_{self.name}_{name}"

    def _begun(self, name: str) -> Path:
        """Return the file that is there once this run has begun to prepare a database."""
        return self.run / f"{self._named(name)}.lock"

    @contextmanager
    def copy(self, name: str) -> Iterator[None]:
        """Put a fresh copy in the place of what is there; put that back in the end."""
        self.copies += 1
        fresh = f"{self.own}_{self.copies}"
        self._create(fresh, self.template(name))
        try:
            with self._using(fresh):
                yield
        finally:
            self._drop(fresh)

    def remove_templates(self) -> None:
        """Leave nothing of this run on the server, and ask it for nothing where nothing is."""
        for name in PREPARED:
            if self._begun(name).exists():
                self._drop(self._named(name))

    @contextmanager
    def _using(self, name: str) -> Iterator[None]:
        """Let the connections of every thread lead there."""
        connection.close()
        former, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = former

    def _create(self, name: str, template: str) -> None:
        self._drop(name)
        with connection._nodb_cursor() as cursor:
            copied = f'CREATE DATABASE "{name}" TEMPLATE "{template}"'
            if cursor.connection.info.server_version >= POSTGRESQL_15:
                copied += " STRATEGY file_copy"  # before, there was no other
            cursor.execute(copied)

    def _drop(self, name: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


Databases = InMemory | OnServer


def databases(run: Path) -> Databases:
    """Return the prepared databases of the kind that the settings name."""
    return (InMemory if connection.vendor == "sqlite" else OnServer)(run)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process after the other go on."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def digest() -> str:
    """Return a digest of all that a prepared file follows from."""
    told = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.parent == settings.BASE_DIR:
            for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml")]):
                told.update(file.read_bytes())
    return told.hexdigest()[:16]


# Of the code as it is imported now: what is edited while the tests run is the next run's.
DIGEST = digest()
