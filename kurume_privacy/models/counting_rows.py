"""The rows of a regime that say how it counts: days to a decision, requests of a year."""

from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.models.constraints import choice_known
from kurume_privacy.models.counting import Counting, counting_known
from kurume_privacy.models.regime import RegimeRow, RowMeta
from kurume_privacy.models.rows import (
    ANOTHER_LAW,
    CessationGround,
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    RequestKind,
    UseGround,
)


class DecisionDeadline(RegimeRow, Counting):
    """By when a kind of request is to be decided, and how that is counted (法83条, 94条, 102条)."""

    shown_with = ("regime", "kind")
    once_a_day = (("請求の種類", ("kind__key",)), ("識別名", ("key",)))

    kind = models.ForeignKey(
        RequestKind, models.PROTECT, related_name="deadlines", verbose_name="請求の種類"
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "決定の期限"
        constraints = [*RowMeta.constraints, *counting_known()]

    def clean(self):
        """It is of the law of its kind."""
        super().clean()
        if self.kind_id and self.regime_id and self.kind.regime_id != self.regime_id:
            raise ValidationError({"kind": ANOTHER_LAW})


class CountingWay(RegimeRow):
    """How the report counts the requests of a year: one way a day."""

    once_a_day = (("数え方", ()),)

    class Dispositions(models.TextChoices):
        """Which dispositions stand in the table."""

        COHORT = "cohort", "その年度に受け付けた請求への処理"
        FLOW = "flow", "その年度に行った処理"

    class Parts(models.TextChoices):
        """How an outcome with a parent is printed."""

        BESIDE = "beside", "並べて載せる"
        INNER = "inner", "上位の区分の内数として載せる"

    dispositions = models.CharField(
        "処理の数え方", max_length=10, choices=Dispositions, default=Dispositions.COHORT
    )
    outcomes = models.CharField(
        "上位の区分のある処理", max_length=10, choices=Parts, default=Parts.BESIDE
    )
    states_course = models.BooleanField(
        "前年度からの繰越しと、数えた日を載せる",
        default=False,
        help_text="繰越し、受付、移送、処理、処理中の表を報告書に載せます。",
    )

    class Meta(RowMeta):
        verbose_name = verbose_name_plural = "報告書の数え方"
        constraints = [
            *RowMeta.constraints,
            choice_known("dispositions", "cohort", "flow"),
            choice_known("outcomes", "beside", "inner"),
        ]


# The lists of a regime, in this order: each names rows of those before it alone.
LISTS_OF_LAW: tuple[type[RegimeRow], ...] = (
    RequestKind,
    DisclosureMethod,
    Outcome,
    ExemptionClause,
    UseGround,
    CessationGround,
    DecisionDeadline,
    CountingWay,
)
