"""自己情報の開示等請求 and 審査請求: requests, how they were answered, and appeals.

No field holds the name or address of a person who made a request; the paper keeps that.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kurume_privacy.fiscal import era_date
from kurume_privacy.models import (
    DisclosureMethod,
    Division,
    ExemptionClause,
    Outcome,
    Record,
    RecordQuerySet,
    RequestKind,
    choice_known,
    fiscal_year_of,
    in_order,
    numbered_once,
    year_known,
)


class DisclosureRequest(Record):
    """A request for disclosure, correction, cessation or erasure (条例14条から16条, 法76条から)."""

    number = models.PositiveIntegerField("受付番号")
    received_on = models.DateField("受付日")
    year = fiscal_year_of("received_on")
    kind = models.ForeignKey(RequestKind, models.PROTECT, verbose_name="請求の種類")
    method = models.ForeignKey(
        DisclosureMethod, models.PROTECT, null=True, blank=True, verbose_name="開示の方法"
    )
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="所管課")
    subject = models.CharField(
        "請求に係る個人情報の内容",
        max_length=200,
        blank=True,
        help_text="請求者の氏名や住所は書かないでください。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "開示等請求"
        ordering = ["year", "number"]
        indexes = [models.Index(fields=["year", "kind", "method"], name="request_counted")]
        constraints = [numbered_once(), year_known()]

    def __str__(self):
        return f"{self.kind.request_name}第{self.number}号"

    def clean(self):
        """The division was in use, the regime in force, and the method fits the kind."""
        super().clean()
        if self.received_on and self.division_id:
            self.division.refuse_unless_in_use_on(self.received_on)
        if self.received_on and self.kind_id:
            self._check_regime()
        if self.kind_id:
            self._check_method()
        if self.pk and self.received_on and self.kind_id:
            self._check_dispositions()

    def _check_regime(self):
        regime = self.kind.regime
        if not regime.in_force_on(self.received_on):
            day = era_date(self.received_on)
            message = f"{day}に受け付けた請求には、「{regime}」は適用されません。"
            raise ValidationError({"kind": message})

    def _check_method(self):
        if self.kind.has_method and not self.method_id:
            raise ValidationError({"method": f"{self.kind}の方法を選んでください。"})
        if self.method_id and not self.kind.has_method:
            raise ValidationError({"method": f"{self.kind}には開示の方法はありません。"})
        if self.method_id and self.method.regime_id != self.kind.regime_id:
            raise ValidationError({"method": "請求の種類と同じ適用法令の方法を選んでください。"})

    def _check_dispositions(self):
        """A request already answered still fits its answers."""
        for disposition in self.dispositions.select_related("outcome"):
            disposition.request = self
            try:
                disposition.clean()
                refuse_wrong_clauses(self.kind, disposition.outcome, disposition.clauses.all())
            except ValidationError as error:
                said = "".join(error.messages)
                raise ValidationError(
                    f"処理「{disposition.outcome}」と合いません。{said}"
                ) from None


class DispositionClause(models.Model):
    """A clause that a disposition names; the law's row cannot be deleted while it is named."""

    disposition = models.ForeignKey("disclosure.Disposition", models.CASCADE)
    clause = models.ForeignKey(ExemptionClause, models.PROTECT)

    class Meta:
        verbose_name = verbose_name_plural = "処理の該当号"
        constraints = [
            models.UniqueConstraint(fields=["disposition", "clause"], name="clause_named_once"),
        ]

    def __str__(self):
        return f"{self.disposition} {self.clause}"


class Disposition(Record):
    """処理: how a request was answered, wholly or in part; one request can have several."""

    request = models.ForeignKey(
        DisclosureRequest,
        models.CASCADE,
        related_name="dispositions",
        verbose_name="開示等請求",
    )
    outcome = models.ForeignKey(Outcome, models.PROTECT, verbose_name="処理の区分")
    decided_on = models.DateField("決定日")
    clauses = models.ManyToManyField(
        ExemptionClause, through=DispositionClause, blank=True, verbose_name="該当号"
    )
    _history_m2m_fields = ("clauses",)

    class Meta:
        verbose_name = verbose_name_plural = "処理"
        ordering = ["request", "decided_on", "pk"]
        indexes = [models.Index(fields=["request", "outcome"], name="disposition_counted")]

    def __str__(self):
        return f"{self.request} {self.outcome}"

    def clean(self):
        """The outcome answers this kind of request, and not before it was received."""
        super().clean()
        if self.request_id and self.outcome_id:
            self._check_outcome()
        if self.request_id and self.decided_on and self.decided_on < self.request.received_on:
            raise ValidationError({"decided_on": "決定日は、受付日以後の日にしてください。"})

    def _check_outcome(self):
        kind = self.request.kind
        if not self.outcome.kinds.contains(kind):
            message = f"{kind.request_name}には「{self.outcome}」はありません。"
            raise ValidationError({"outcome": message})


def refuse_wrong_clauses(
    kind: RequestKind, outcome: Outcome, clauses: Iterable[ExemptionClause]
) -> None:
    """Refuse clauses where there can be none, and their absence where there must be some.

    条例14条の2第1項, 法78条1項: only what limits disclosure names its clauses.
    """
    clauses = list(clauses)
    use = outcome.clause_use if kind.has_clauses else Outcome.ClauseUse.NONE
    if use == Outcome.ClauseUse.REQUIRED and not clauses:
        raise ValidationError({"clauses": f"{outcome}には、該当号を選んでください。"})
    if use == Outcome.ClauseUse.NONE and clauses:
        message = f"{kind.request_name}の{outcome}には、該当号はありません。"
        raise ValidationError({"clauses": message})
    if any(clause.regime_id != outcome.regime_id for clause in clauses):
        raise ValidationError({"clauses": "処理の区分と同じ適用法令の該当号を選んでください。"})


class ReviewRequestQuerySet(RecordQuerySet):
    """Appeals, as of a year."""

    def reported_in(self, year) -> models.QuerySet:
        """Return those received in ``year``, and those pending from before it."""
        pending = Q(ruled_on=None) | Q(ruled_on__gte=year.first_day)
        return self.filter(Q(year=int(year)) | (Q(year__lt=int(year)) & pending))


class ReviewRequest(Record):
    """審査請求: an appeal against a disposition (行政不服審査法; 条例21条の2から)."""

    class Ruling(models.TextChoices):
        """裁決 (行政不服審査法45条, 46条)."""

        GRANTED = "granted", "認容"
        PARTLY_GRANTED = "partly_granted", "一部認容"
        DISMISSED = "dismissed", "棄却"
        REJECTED = "rejected", "却下"
        WITHDRAWN = "withdrawn", "取下げ"

    number = models.PositiveIntegerField("受付番号")
    disposition = models.ForeignKey(
        Disposition,
        models.PROTECT,
        related_name="review_requests",
        verbose_name="対象となった処理",
    )
    received_on = models.DateField("受付日")
    year = fiscal_year_of("received_on")
    referred_on = models.DateField("諮問日", null=True, blank=True)
    opinion_on = models.DateField("答申日", null=True, blank=True)
    ruled_on = models.DateField("裁決日", null=True, blank=True)
    ruling = models.CharField("裁決", max_length=15, choices=Ruling, blank=True)

    objects = models.Manager.from_queryset(ReviewRequestQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "審査請求"
        ordering = ["year", "number"]
        constraints = [
            numbered_once(),
            year_known(),
            choice_known(
                "ruling", "", "granted", "partly_granted", "dismissed", "rejected", "withdrawn"
            ),
            in_order(
                "received_on",
                "referred_on",
                "opinion_on",
                "ruled_on",
                name="review_dates_in_order",
                message="受付日、諮問日、答申日、裁決日は、この順になるようにしてください。",
            ),
            models.CheckConstraint(
                condition=Q(opinion_on=None) | Q(referred_on__isnull=False),
                name="opinion_follows_referral",
                violation_error_message="答申日があるときは、諮問日も入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(ruled_on=None, ruling="") | (Q(ruled_on__isnull=False) & ~Q(ruling="")),
                name="ruling_has_date",
                violation_error_message="裁決と裁決日は、両方を入力してください。",
            ),
        ]

    def __str__(self):
        return f"審査請求第{self.number}号"
