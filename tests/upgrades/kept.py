"""What each version kept of itself: a database in each state, and what it served from it."""

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.test import Client

from reports.models import Edition
from reports.site.building import current_site
from tests.upgrades import databases

FOLDER = Path(__file__).parent
ENDINGS = {"sqlite": "sqlite3.gz", "postgresql": "sql.gz"}


class Kept(NamedTuple):
    """The files of a version and a state of a year."""

    version: str
    state: str

    def __str__(self):
        return f"{self.version}-{self.state}"

    def path(self, ending: str) -> Path:
        """Return the place of one of its files."""
        return FOLDER / self.version / f"{self.state}.{ending}"

    @property
    def paths(self) -> list[Path]:
        """Every file that belongs to it, for both databases."""
        return [self.path(ending) for ending in (*ENDINGS.values(), "json")]

    @property
    def database(self) -> bytes:
        """The content of its database, of the kind that is used now."""
        return gzip.decompress(self.path(ENDINGS[connection.vendor]).read_bytes())

    @property
    def published(self) -> dict:
        """What that version said and served of it."""
        return json.loads(self.path("json").read_text("utf-8"))

    def keep(self, database: bytes, published: dict) -> None:
        """Write its files; what it published has to be the same on both databases."""
        self.path("json").parent.mkdir(exist_ok=True)
        assert not self.path("json").exists() or self.published == published, self
        self.path(ENDINGS[connection.vendor]).write_bytes(gzip.compress(database, 9, mtime=0))
        text = json.dumps(published, ensure_ascii=False, indent=1)
        self.path("json").write_text(f"{text}\n", "utf-8")


def published() -> dict[str, dict[str, str]]:
    """Return the sum of each edition, and of the bytes served at each public address.

    The site is made anew: a process keeps the one it has while the editions are the same.
    """
    databases.forget()
    return {
        "editions": {str(edition): edition.sha256 for edition in Edition.objects.all()},
        "served": {address: sha256(served(address)).hexdigest() for address in current_site()},
    }


def served(address: str) -> bytes:
    """Return what a visitor is sent from an address of the public site."""
    answer = Client(SERVER_NAME="localhost").get(f"/{address}")
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content


def versions() -> list[str]:
    """Return the versions that kept something, the oldest first."""
    found = [path.name for path in FOLDER.iterdir() if path.name[0].isdigit()]
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])
