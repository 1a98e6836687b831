"""How the deadline of a decision is counted: columns, and the rule that they make."""

from django.db import models
from django.db.models import Q

from kurume_privacy.calendar import deadlines
from kurume_privacy.models.constraints import choice_known


class Counting(models.Model):
    """The parameters of a deadline (法83条; 民法140条, 142条); without days there is none."""

    class CountedFrom(models.TextChoices):
        """The first day of a deadline."""

        SAME_DAY = deadlines.CountedFrom.SAME_DAY.value, "受付日から数える（初日算入）"
        NEXT_DAY = deadlines.CountedFrom.NEXT_DAY.value, "受付日の翌日から数える（初日不算入）"

    class ClosedDays(models.TextChoices):
        """Whether closed days count."""

        COUNTED = deadlines.ClosedDays.COUNTED.value, "休日も数える"
        NOT_COUNTED = deadlines.ClosedDays.NOT_COUNTED.value, "土曜日、日曜日も休日も数えない"
        HOLIDAYS_NOT_COUNTED = (
            deadlines.ClosedDays.HOLIDAYS_NOT_COUNTED.value,
            "土曜日、日曜日は数え、そのほかの休日は数えない",
        )

    class ExtensionAs(models.TextChoices):
        """What the days of an extension are added to."""

        ADDED = deadlines.ExtensionAs.ADDED.value, "決定の期限に加える日数"
        TOTAL = deadlines.ExtensionAs.TOTAL.value, "受付からの通算の日数"

    class CorrectionDays(models.TextChoices):
        """Whether the days of a correction count."""

        COUNTED = deadlines.CorrectionDays.COUNTED.value, "補正の日数も数える"
        FROM_FIRST_DAY = (
            deadlines.CorrectionDays.FROM_FIRST_DAY.value,
            "補正を求めた日から、補正された日まで数えない",
        )
        FROM_NEXT_DAY = (
            deadlines.CorrectionDays.FROM_NEXT_DAY.value,
            "補正を求めた日の翌日から、補正された日まで数えない",
        )

    decision_days = models.PositiveSmallIntegerField(
        "決定の期限（日）",
        null=True,
        blank=True,
        help_text="空欄にすると、決定の期限を計算しません。例：法83条1項は30日",
    )
    counted_from = models.CharField(
        "期限の初日",
        max_length=10,
        choices=CountedFrom,
        default=CountedFrom.NEXT_DAY,
        help_text="日で定めた期間は、初日を数えないのが原則です（民法140条）。",
    )
    closed_days = models.CharField(
        "休日の数え方",
        max_length=22,
        choices=ClosedDays,
        default=ClosedDays.COUNTED,
        help_text="休日は、土曜日、日曜日、国民の祝日、12月29日から1月3日までと、市の休日です。",
    )
    last_day_moves = models.BooleanField(
        "末日が休日のときは、次の開いている日に移る",
        default=True,
        help_text="民法142条、地方自治法4条の2第4項",
    )
    extension_days = models.PositiveSmallIntegerField(
        "延長の上限（日）",
        null=True,
        blank=True,
        help_text="空欄にすると、延長の日数を確かめません。例：法83条2項は30日",
    )
    extension_as = models.CharField(
        "延長の日数の意味", max_length=10, choices=ExtensionAs, default=ExtensionAs.ADDED
    )
    correction_days = models.CharField(
        "補正の日数",
        max_length=15,
        choices=CorrectionDays,
        default=CorrectionDays.FROM_NEXT_DAY,
        help_text="法83条1項ただし書：補正に要した日数は、期間に算入しません。",
    )

    class Meta:
        abstract = True

    def deadline_rule(self) -> deadlines.Rule | None:
        """Return how a decision's deadline is counted; none where its days are not known."""
        if self.decision_days is None:
            return None
        return deadlines.Rule(
            days=self.decision_days,
            counted_from=deadlines.CountedFrom(self.counted_from),
            closed_days=deadlines.ClosedDays(self.closed_days),
            last_day_moves=self.last_day_moves,
            extension_as=deadlines.ExtensionAs(self.extension_as),
            correction_days=deadlines.CorrectionDays(self.correction_days),
        )


def counting_known() -> list[models.BaseConstraint]:
    """Return the constraints on how a deadline is counted."""
    return [
        choice_known("counted_from", "same_day", "next_day"),
        choice_known("closed_days", "counted", "not_counted", "holidays_not_counted"),
        choice_known("extension_as", "added", "total"),
        choice_known("correction_days", "counted", "from_first_day", "from_next_day"),
        models.CheckConstraint(
            condition=Q(decision_days=None) | Q(decision_days__range=(1, 366)),
            name="decision_days_in_range",
            violation_error_message="決定の期限は、1日から366日までにしてください。",
        ),
        models.CheckConstraint(
            condition=Q(extension_days=None) | Q(extension_days__range=(0, 366)),
            name="extension_days_in_range",
            violation_error_message="延長の上限は、366日までにしてください。",
        ),
    ]
