"""A file that somebody chose to take in, from the look at what would happen to the end of it."""

import json
import zlib
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from kurume_privacy.models.organisation import Division
from kurume_privacy.models.people import User

KEPT = timedelta(days=7)  # a file that nobody confirms
LONGEST_NAME = 100


def seen_as(user: User) -> dict[str, object]:
    """Return what a file keeps of the one who checks it, and by which they find it again.

    The division is a clerk's; the office sees every one's records, and has none.
    """
    return {"user": user, "division_id": user.present_division_id if user.is_clerk else None}


class ImportQuerySet(models.QuerySet):
    """Finds the files that wait, and lets go of the others."""

    def waiting(self, at: datetime) -> Self:
        """Return those that can still be taken in."""
        return self.filter(content__isnull=False, uploaded_at__gt=at - KEPT)

    def forget(self) -> int:
        """Keep that they were there, and nothing of what was in them."""
        return self.update(content=None, findings=None)

    def forget_old(self, at: datetime) -> int:
        """Let go of what waited too long."""
        return self.filter(content__isnull=False, uploaded_at__lte=at - KEPT).forget()

    def without_content(self) -> Self:
        """Return them without the files: a list shows many."""
        return self.defer("content", "findings")


class Import(models.Model):
    """取込み: a file for a ledger, whose it is, and what was found in it.

    The file is kept until it is taken in or set aside; after `KEPT` it cannot be taken in, and is
    let go of when anybody next opens a page of an import. Its number stays: the history of every
    record that came with it names it.
    """

    user = models.ForeignKey(User, models.PROTECT, verbose_name="取り込む人")
    # Theirs when it was checked: what was found shows records that only its clerks may see.
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="取り込む人の所属課"
    )
    ledger = models.CharField("記録の種類", max_length=50)
    name = models.CharField("ファイル名", max_length=LONGEST_NAME)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("大きさ（バイト）")
    is_long = models.BooleanField("印を付けたファイルに誤りのある行だけを入れる", default=False)
    uploaded_at = models.DateTimeField("受け取った日時")
    content = models.BinaryField("ファイル", null=True)
    findings = models.BinaryField("確かめた結果", null=True)
    counts = models.JSONField("件数", default=dict)
    taken_in_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)

    objects = models.Manager.from_queryset(ImportQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "取込み"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_in_at__isnull=True) | Q(content__isnull=True),
                name="import_taken_in_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, findings__isnull=True)
                | Q(content__isnull=False, findings__isnull=False),
                name="import_kept_with_findings",
            ),
            models.UniqueConstraint(
                fields=["user", "ledger", "sha256"],
                condition=Q(content__isnull=False),
                name="import_waits_once",
            ),
        ]

    def __str__(self):
        return f"「{self.name}」（第{self.pk}号）"

    def waits(self, at: datetime) -> bool:
        """Say whether it can still be taken in."""
        return self.content is not None and self.uploaded_at > at - KEPT

    def keep(self, found: dict, counts: dict[str, int]) -> None:
        """Keep what was found in the file."""
        self.findings = zlib.compress(json.dumps(found, ensure_ascii=False).encode())
        self.counts = counts

    def found(self) -> dict:
        """Return what was found in the file."""
        # Asked of what waits, and that has them.
        return json.loads(zlib.decompress(self.findings))  # type: ignore[arg-type]

    def finish(self, at: datetime) -> None:
        """Note that it is taken in; what it held stands in the ledger now."""
        self.content = self.findings = None
        self.taken_in_at = at
        self.save()
