"""版: what was published, for ever. Triggers of the database refuse every change (migration)."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Self

from django.db import connection, models, transaction
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report
from kurume_privacy.models import NameField, User, YearField, validate_year, year_known
from reports.edition.canonical import canonical, report_of, sum_of
from reports.edition.facts import File
from reports.models.frozen import Frozen, FrozenQuerySet
from reports.models.steps import StepKind

# What the sum of an edition is made of, besides its files.
SUMMED = (
    "year",
    "number",
    "title",
    "published_by_id",
    "notice_number",
    "structure",
    "checks",
    "steps",
    "corrections",
    "rules_version",
)


class EditionQuerySet(FrozenQuerySet):
    """Editions, the first of each year first."""

    def of_year(self, year: FiscalYear) -> Self:
        """Return the editions of ``year``, the first one first."""
        return self.filter(year=int(year)).order_by("number")

    def next_number(self, year: FiscalYear) -> int:
        """Return the number that the next edition of ``year`` will have."""
        last = self.of_year(year).aggregate(last=models.Max("number"))["last"]
        return (last or 0) + 1

    def current(self) -> Self:
        """Return the last edition of each year, the latest year first."""
        later: EditionQuerySet = EditionQuerySet(self.model).filter(
            year=models.OuterRef("year"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later)).order_by("-year")


class Edition(Frozen):
    """A published report of a year, frozen: its structure, its checks, its steps, its files."""

    year = YearField("年度", validators=[validate_year])
    number = models.PositiveSmallIntegerField("版")
    title = models.CharField("表題", max_length=200)
    published_at = models.DateTimeField("公表の日時")
    published_by = models.ForeignKey(User, models.PROTECT, verbose_name="公表した人")
    published_by_name = NameField("公表した人の名前", of="published_by")
    published_on = models.DateField("公表日")
    # Up to which day it counts. It follows from the steps, and so is no part of the sum.
    counted_to = models.DateField("数えた日", null=True)
    notice_number = models.PositiveIntegerField("告示番号")
    structure = models.TextField("内容")  # the report, as `canonical.structure_of` writes it
    checks = models.TextField("検査")  # the findings with their reasons, as JSON
    steps = models.TextField("手続")  # every step up to the publication, as JSON
    corrections = models.TextField("正誤表", default="[]")  # against the edition before, as JSON
    rules_version = models.CharField("規則の版", max_length=100)
    sha256 = models.CharField(
        "SHA-256", max_length=64
    )  # of everything above and of the files' sums

    objects = models.Manager.from_queryset(EditionQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ["year", "number"]
        constraints = [
            year_known(),
            models.UniqueConstraint(fields=["year", "number"], name="edition_numbered_once"),
        ]

    def __str__(self):
        return f"{FiscalYear(self.year)} 第{self.number}版"

    @property
    def asked_on(self) -> date | None:
        """The day on which approval was asked for last, as the steps say; none if they do not."""
        steps = [step for step in json.loads(self.steps) if step["act"] == StepKind.ASK]
        return timezone.localdate(datetime.fromisoformat(steps[-1]["at"])) if steps else None

    @property
    def report(self) -> Report:
        """The compiled report as it was published."""
        return report_of(self.structure)

    def store(self, files: Mapping[str, File]) -> "Edition":
        """Write the edition with its files and the sum over all of it.

        The files come first, under a key that is no edition's yet: the database takes none for
        an edition that is there (`0004_frozen`).
        """
        with transaction.atomic():
            self.pk = _next_key()
            rows = [EditionFile.of(self, path, file) for path, file in sorted(files.items())]
            self.sha256 = self.sum_with(rows)
            models.QuerySet[EditionFile](EditionFile).bulk_create(rows)
            self.save()
        return self

    def sum_with(self, files: Iterable["EditionFile"]) -> str:
        """Return the SHA-256 over what is stated here and what is stated of the files."""
        stated = {name: getattr(self, name) for name in SUMMED}
        stated["published_on"] = self.published_on.isoformat()
        stated["published_at"] = self.published_at.astimezone(UTC).isoformat()
        stated["files"] = [[file.path, file.media_type, file.size, file.sha256] for file in files]
        return sum_of(canonical(stated))


def _next_key() -> int:
    """Return the key of the next edition."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('reports_edition', 'id'))")
            return cursor.fetchone()[0]
    return (Edition.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1


class EditionFile(Frozen):
    """A file of an edition: report.pdf, tables/….csv. ``path`` is relative to the edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files", verbose_name="版")
    path = models.CharField("ファイル", max_length=200)
    media_type = models.CharField("種類", max_length=100)
    content = models.BinaryField("中身")
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "版のファイル"
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "path"], name="edition_file_once"),
        ]

    def __str__(self):
        return f"{self.edition} {self.path}"

    @classmethod
    def of(cls, edition: Edition, path: str, file: File) -> "EditionFile":
        """Return a file with what is stated of it."""
        size, sha256 = len(file.content), sum_of(file.content)
        return cls(
            edition_id=edition.pk,
            path=path,
            media_type=file.media_type,
            content=file.content,
            size=size,
            sha256=sha256,
        )

    def is_as_published(self) -> bool:
        """Say whether its content is still what is stated of it."""
        content = bytes(self.content)
        return (len(content), sum_of(content)) == (self.size, self.sha256)
