"""組織の変更: an act that ends and begins divisions on one day, and whom it sends where."""

from datetime import date
from typing import Self

from django.db import models

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models.organisation import Division
from kurume_privacy.models.record import Record, RecordQuerySet


class ReorganisationQuerySet(RecordQuerySet):
    """Acts, by when they are."""

    def planned(self, day: date) -> Self:
        """Return those whose day comes after ``day``, the next first."""
        return self.filter(withdrawn_at=None, on__gt=day).order_by("on", "pk")


class Reorganisation(Record):
    """What was decided to become of departments and divisions from a day on.

    What it ended and began says so (`Reorganised`); before its day it can be withdrawn, which
    takes all of that back. What it says of itself stays.
    """

    on = models.DateField("施行日")
    title = models.CharField(
        "件名", max_length=100, blank=True, help_text="例：令和9年度の組織改編"
    )
    # As it was confirmed, a sentence each: what a withdrawn one was, nothing else tells.
    said = models.JSONField("内容", default=list, editable=False)
    withdrawn_at = models.DateTimeField("取りやめた日時", null=True, editable=False)

    objects = models.Manager.from_queryset(ReorganisationQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "組織の変更"
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.title or f"{era_date(self.on)}の組織の変更"

    def is_planned(self, day: date) -> bool:
        """Say whether its day is still to come, and it was not withdrawn."""
        return self.withdrawn_at is None and day < self.on


class Posting(Record):
    """配属: whom an act sends elsewhere than all others of a division."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="postings", verbose_name="組織の変更"
    )
    user = models.ForeignKey(
        "kurume_privacy.User", models.PROTECT, related_name="postings", verbose_name="利用者"
    )
    former = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name="それまでの所属課"
    )
    later = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name="その日からの所属課"
    )

    class Meta:
        verbose_name = verbose_name_plural = "組織の変更による配属"
        ordering = ["reorganisation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "user"],
                name="posted_once",
                violation_error_message="この利用者の配属は、既に決まっています。",
            ),
        ]

    def __str__(self):
        return f"{self.user}：{self.former}から{self.later}へ"
