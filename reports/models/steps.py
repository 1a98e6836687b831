"""The way of a year's report to its publication: every step with who, when and why."""

from typing import Self

from django.db import models
from django.db.models import Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    NameField,
    User,
    YearField,
    choice_known,
    validate_year,
    year_known,
)
from reports.models.frozen import Frozen, FrozenQuerySet


class StepKind(models.TextChoices):
    """What is done on the way."""

    ASK = "ask", "確認依頼"
    WITHDRAW = "withdraw", "依頼の取消し"
    SEND_BACK = "send_back", "差戻し"
    APPROVE = "approve", "承認"
    PUBLISH = "publish", "公表"
    REOPEN = "reopen", "再開"

    @property
    def done(self) -> str:
        """What somebody did who took such a step: 確認を依頼しました."""
        return DONE[self]


DONE = {
    StepKind.ASK: "確認を依頼しました",
    StepKind.WITHDRAW: "確認の依頼を取り消しました",
    StepKind.SEND_BACK: "差し戻しました",
    StepKind.APPROVE: "承認しました",
    StepKind.PUBLISH: "公表しました",
    StepKind.REOPEN: "再開しました",
}


class Stage(models.TextChoices):
    """Where a report stands: derived from its last step, never typed."""

    DRAFTING = "drafting", "作成中"
    ASKED = "asked", "確認依頼"
    APPROVED = "approved", "承認"
    PUBLISHED = "published", "公表"


AFTER = {
    StepKind.ASK: Stage.ASKED,
    StepKind.WITHDRAW: Stage.DRAFTING,
    StepKind.SEND_BACK: Stage.DRAFTING,
    StepKind.APPROVE: Stage.APPROVED,
    StepKind.PUBLISH: Stage.PUBLISHED,
    StepKind.REOPEN: Stage.DRAFTING,
}


class StepQuerySet(FrozenQuerySet):
    """Steps, in the order in which they were taken."""

    def of_year(self, year: FiscalYear) -> Self:
        """Return the steps of ``year``; what was asked about is read where somebody looks at it."""
        return self.filter(year=int(year)).defer("structure").order_by("pk")

    def latest_of_years(self) -> Self:
        """Return the last step of each year, the latest year first."""
        later: StepQuerySet = StepQuerySet(self.model).filter(
            year=models.OuterRef("year"), pk__gt=models.OuterRef("pk")
        )
        last = self.filter(~models.Exists(later))
        return last.defer("structure").order_by("-year")


class Step(Frozen):
    """A step that somebody took with the report of a year; none is ever changed or deleted."""

    year = YearField("年度", validators=[validate_year])
    act = models.CharField("手続", max_length=10, choices=StepKind)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="した人")
    user_name = NameField("した人の名前", of="user")
    at = models.DateTimeField("日時")
    reason = models.TextField("理由", blank=True)
    # What was asked about: the SHA-256 of the structure as it was compiled then.
    digest = models.CharField("内容のSHA-256", max_length=64, blank=True)
    # And that structure itself, so that a later request can say what has changed since.
    structure = models.TextField("内容", blank=True, default="")

    objects = models.Manager.from_queryset(StepQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "報告書の手続"
        ordering = ["year", "pk"]
        constraints = [
            year_known(),
            choice_known("act", *StepKind.values),
            models.CheckConstraint(
                condition=Q(structure="") | Q(act="ask"), name="reports_step_structure_asked"
            ),
        ]

    def __str__(self):
        return f"{FiscalYear(self.year)} {self.get_act_display()}"

    @classmethod
    def last(cls, year: FiscalYear) -> "Step | None":
        """Return the last step taken with the report of ``year``."""
        return cls.objects.of_year(year).last()

    @classmethod
    def stage(cls, year: FiscalYear) -> Stage:
        """Return where the report of ``year`` stands."""
        return stage_after(cls.last(year))

    @property
    def done(self) -> str:
        """What was done: 確認を依頼しました."""
        return StepKind(self.act).done


def stage_after(last: Step | None) -> Stage:
    """Return where a report stands after its last step."""
    return AFTER[StepKind(last.act)] if last else Stage.DRAFTING


class Explanation(models.Model):
    """The written reason why a warning of a year's draft does not stand in the way.

    It holds for what was found when it was written (``found``, a digest of the finding): once
    something else is found, it has to be written anew.
    """

    year = YearField("年度", validators=[validate_year])
    check_name = models.CharField("検査", max_length=60)
    found = models.CharField("見つかったもののSHA-256", max_length=64)
    reason = models.TextField("理由")
    user = models.ForeignKey(User, models.PROTECT, verbose_name="書いた人")
    user_name = NameField("書いた人の名前", of="user")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = verbose_name_plural = "警告の理由"
        ordering = ["year", "check_name", "pk"]
        constraints = [
            year_known(),
            models.UniqueConstraint(fields=["year", "check_name"], name="explained_once"),
        ]

    def __str__(self):
        return f"{FiscalYear(self.year)} {self.check_name}"
