"""The way of a year's report to its publication: every step with who, when and why."""

from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import User, YearField, choice_known, validate_year, year_known
from reports.models.frozen import Frozen


class StepKind(models.TextChoices):
    """What is done on the way."""

    ASK = "ask", "確認依頼"
    SEND_BACK = "send_back", "差戻し"
    APPROVE = "approve", "承認"
    PUBLISH = "publish", "公表"
    REOPEN = "reopen", "再開"


class Stage(models.TextChoices):
    """Where a report stands: derived from its last step, never typed."""

    DRAFTING = "drafting", "作成中"
    ASKED = "asked", "確認依頼"
    APPROVED = "approved", "承認"
    PUBLISHED = "published", "公表"


AFTER = {
    StepKind.ASK: Stage.ASKED,
    StepKind.SEND_BACK: Stage.DRAFTING,
    StepKind.APPROVE: Stage.APPROVED,
    StepKind.PUBLISH: Stage.PUBLISHED,
    StepKind.REOPEN: Stage.DRAFTING,
}


class Step(Frozen):
    """A step that somebody took with the report of a year; none is ever changed or deleted."""

    year = YearField("年度", validators=[validate_year])
    act = models.CharField("手続", max_length=10, choices=StepKind)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="した人")
    at = models.DateTimeField("日時")
    reason = models.TextField("理由", blank=True)
    # What was asked about: the SHA-256 of the structure as it was compiled then.
    digest = models.CharField("内容のSHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "報告書の手続"
        ordering = ["year", "pk"]
        constraints = [
            year_known(),
            choice_known("act", "ask", "send_back", "approve", "publish", "reopen"),
        ]

    def __str__(self):
        return f"{FiscalYear(self.year)} {self.get_act_display()}"

    @classmethod
    def last(cls, year: FiscalYear) -> "Step | None":
        """Return the last step taken with the report of ``year``."""
        return cls.objects.filter(year=int(year)).select_related("user").last()

    @classmethod
    def stage(cls, year: FiscalYear) -> Stage:
        """Return where the report of ``year`` stands."""
        return stage_after(cls.last(year))


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
