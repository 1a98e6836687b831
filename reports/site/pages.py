"""What the site consists of: pages made from templates, data made here, files kept as published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath

from django.template.loader import render_to_string

from reports.models import Edition, EditionFile
from reports.site.addresses import edition_address

PAGE_TYPE = "text/html; charset=utf-8"
DATA_TYPE = "application/json"
SHOWN = "application/pdf"  # the one kind of file that a browser shows by itself
UNITS = (("MB", 1_000_000), ("KB", 1_000))


@dataclass(frozen=True)
class Page:
    """A page of the site. Its bytes are made when it is first asked for, and kept.

    What ``lasts`` never changes at its address; what has a ``filename`` is meant to be kept.
    """

    path: str
    make: Callable[[], bytes]
    media_type: str = PAGE_TYPE
    filename: str = ""
    lasts = False
    disposition = "attachment"  # of what has a filename

    @cached_property
    def content(self) -> bytes:
        """Its bytes."""
        return self.make()

    @cached_property
    def sha256(self) -> str:
        """The sum of its bytes."""
        return sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)


@dataclass(frozen=True)
class StoredFile:
    """A file of an edition: its bytes stay in the database and are read when they are sent."""

    path: str
    name: str  # within its edition: tables/….csv
    key: int
    media_type: str
    filename: str
    sha256: str
    size: int
    lasts: bool = True

    @classmethod
    def of(cls, edition: Edition, file: EditionFile) -> "StoredFile":
        """Return the file at the address that it keeps for ever."""
        return cls(
            path=edition_address(edition.year, edition.number) + file.path,
            name=file.path,
            key=file.pk,
            media_type=file.media_type,
            filename=filename(edition, file.path),
            sha256=file.sha256,
            size=file.size,
        )

    def at(self, path: str) -> "StoredFile":
        """Return the same file at an address where another may stand later."""
        return replace(self, path=path, lasts=False)

    @property
    def content(self) -> bytes:
        """Its bytes, as they were published."""
        files = EditionFile.objects.filter(pk=self.key)
        return bytes(files.values_list("content", flat=True).get())

    @property
    def shown(self) -> bool:
        """Say whether a browser shows it rather than keeping it."""
        return self.media_type == SHOWN

    @property
    def disposition(self) -> str:
        """Say what a browser is to do with it."""
        return "inline" if self.shown else "attachment"

    @property
    def kind(self) -> str:
        """Return its kind as people call it: PDF, Excel, CSV."""
        ending = PurePosixPath(self.name).suffix.removeprefix(".").upper()
        return {"XLSX": "Excel"}.get(ending, ending)

    @property
    def length(self) -> str:
        """Return its size as people read it: 84 KB."""
        for unit, many in UNITS:
            if self.size >= many:
                return f"{self.size / many:.{0 if self.size >= 10 * many else 1}f} {unit}"
        return f"{self.size} バイト"


def filename(edition: Edition, path: str) -> str:
    """Name a kept file after its year and edition: kurume-privacy-2021-1.pdf."""
    rest = path.removeprefix("report") if path.startswith("report.") else f"-{path}"
    return f"kurume-privacy-{edition.year}-{edition.number}{rest}".replace("/", "-")


def rendered(path: str, template: str, context: Callable[[], dict]) -> Page:
    """Return the page that a template makes; it knows its own place as ``here``."""

    def make() -> bytes:
        return render_to_string(template, context() | {"here": path}).encode()

    return Page(path, make)
