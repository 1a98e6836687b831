"""版: what was published, for ever. Triggers of the database refuse every change (migration)."""

import json

from django.db import models

from kurume_privacy.document import Report, from_data
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import User, validate_year, year_known


class EditionQuerySet(models.QuerySet):
    """Editions, the first of each year first."""

    def of_year(self, year: FiscalYear) -> "EditionQuerySet":
        """Return the editions of ``year``, the first one first."""
        return self.filter(year=int(year)).order_by("number")

    def current(self) -> "EditionQuerySet":
        """Return the last edition of each year, the latest year first."""
        later = EditionQuerySet(self.model).filter(
            year=models.OuterRef("year"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later)).order_by("-year")


class Edition(models.Model):
    """A published report of a year, frozen: its structure, its checks, its steps, its files."""

    year = models.PositiveSmallIntegerField("年度", validators=[validate_year])
    number = models.PositiveSmallIntegerField("版")
    title = models.CharField("表題", max_length=200)
    published_at = models.DateTimeField("公表の日時")
    published_by = models.ForeignKey(User, models.PROTECT, verbose_name="公表した人")
    published_on = models.DateField("公表日")
    notice_number = models.PositiveIntegerField("告示番号")
    structure = models.TextField("内容")  # document.as_data(report) as JSON
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
    def report(self) -> Report:
        """The compiled report as it was published."""
        return from_data(json.loads(self.structure))


class EditionFile(models.Model):
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
