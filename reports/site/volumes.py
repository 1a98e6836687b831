"""The editions as the site shows them: a volume a year, in it every edition ever published."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from django.db import connection

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report
from reports.models import Edition, EditionFile
from reports.site.addresses import edition_address, year_address
from reports.site.pages import StoredFile

MAIN_FILES = ("report.pdf", "report.xlsx", "report.json")
# Also found beside the current report, at addresses that never change with the edition.
CURRENT_FILES = ("report.pdf", "report.xlsx", "report.json", "long.csv")
FRAGMENT = "article.html"  # the report for the site's own frame: no page of its own
HEAVY = ("structure", "checks", "steps")

State = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Published:
    """An edition, and what is known of its files without opening them."""

    edition: Edition
    files: tuple[StoredFile, ...]

    @property
    def year(self) -> FiscalYear:
        """The year it is about."""
        return FiscalYear(self.edition.year)

    @property
    def address(self) -> str:
        """Where it stands for ever."""
        return edition_address(self.edition.year, self.edition.number)

    @property
    def main_files(self) -> list[StoredFile]:
        """The whole report in the forms that most people want, the first one first."""
        by_name = {file.name: file for file in self.files}
        return [by_name[name] for name in MAIN_FILES if name in by_name]

    @cached_property
    def corrections(self) -> tuple[Mapping[str, str], ...]:
        """What it corrected of the edition before."""
        return tuple(json.loads(self.edition.corrections))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it was corrected, each reason once."""
        return tuple(dict.fromkeys(correction["reason"] for correction in self.corrections))

    @property
    def replaced(self) -> int:
        """The number of the edition before it."""
        return self.edition.number - 1

    @property
    def before(self) -> str:
        """Where the edition before it stands."""
        return edition_address(self.edition.year, self.replaced)

    @property
    def report(self) -> Report:
        """The report as it was published, read when it is asked for."""
        return Edition.objects.only("structure").get(pk=self.edition.pk).report

    @property
    def article(self) -> str:
        """The report as a fragment of HTML, made when it was published."""
        files = EditionFile.objects.filter(edition=self.edition.pk, path=FRAGMENT)
        return bytes(files.values_list("content", flat=True).get()).decode()


@dataclass(frozen=True)
class Volume:
    """A year with its editions, the first one first."""

    year: FiscalYear
    editions: tuple[Published, ...]

    @property
    def current(self) -> Published:
        """The edition that holds."""
        return self.editions[-1]

    @property
    def latest_first(self) -> tuple[Published, ...]:
        """Every edition, the current one first."""
        return self.editions[::-1]

    @property
    def current_files(self) -> list[StoredFile]:
        """The current edition's files, at the addresses of the year."""
        by_name = {file.name: file for file in self.current.files}
        found = [by_name[name] for name in CURRENT_FILES if name in by_name]
        return [file.at(self.address + file.name) for file in found]

    @property
    def address(self) -> str:
        """Where the current edition stands."""
        return year_address(int(self.year))


def state() -> State:
    """Return what the site depends on, and nothing else: which editions there are.

    Every answer of the public site asks this, so the question itself is composed only once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return tuple(cursor.fetchall())


@cache
def _question() -> str:
    return str(Edition.objects.order_by("pk").values_list("pk", "sha256").query)


def volumes() -> tuple[Volume, ...]:
    """Return every year that has an edition, the latest year first."""
    editions = Edition.objects.defer(*HEAVY).order_by("-year", "number")
    files = _files_by_edition()
    return tuple(
        Volume(FiscalYear(year), tuple(_published(edition, files) for edition in of_year))
        for year, of_year in groupby(editions, lambda edition: edition.year)
    )


def _files_by_edition() -> dict[int, list[EditionFile]]:
    files = EditionFile.objects.defer("content").order_by("edition", "path")
    return {key: list(of_one) for key, of_one in groupby(files, lambda file: file.edition_id)}


def _published(edition: Edition, files: Mapping[int, Iterable[EditionFile]]) -> Published:
    own = (file for file in files.get(edition.pk, ()) if file.path != FRAGMENT)
    return Published(edition, tuple(StoredFile.of(edition, file) for file in own))
