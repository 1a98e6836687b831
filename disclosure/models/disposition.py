"""処理: how requests were answered, under which clauses, and how that was carried out."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction

from disclosure.models.request import DisclosureRequest
from kurume_privacy.models import (
    NOTHING,
    ORGANISATION,
    BulkRefused,
    ClosedYear,
    EventDateField,
    ExemptionClause,
    Outcome,
    Record,
    Shown,
    in_order,
    refuse_part,
)

CARRYING_OUT = ("carried_out_on", "sheets", "fee")


def refuse_closed_clauses(rows: Iterable["DispositionClause"]) -> None:
    """Refuse to change the clauses of an answer that a closed year counts."""
    years = ClosedYear.held()
    answers = {row.disposition_id for row in rows} if years else ()
    for answer in Disposition.objects.filter(pk__in=answers):
        refuse_part(answer, years)


class DispositionClauseQuerySet(models.QuerySet["DispositionClause"]):
    """The clauses of dispositions; ``clauses.set()`` writes them by these methods."""

    def bulk_create(self, objs, *args, **options):
        """Name clauses, of answers of open years."""
        objs = list(objs)
        with transaction.atomic():
            refuse_closed_clauses(objs)
            return super().bulk_create(objs, *args, **options)

    def delete(self):
        """Take clauses away, from answers of open years."""
        with transaction.atomic():
            refuse_closed_clauses(self.all())
            return super().delete()

    delete.alters_data = delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse(self, *args, **options):
        raise BulkRefused("該当号は、処理ごとに選び直してください。")

    update = bulk_update = _refuse


class DispositionClause(models.Model):
    """A clause that a disposition names; the law's row cannot be deleted while it is named."""

    disposition = models.ForeignKey("disclosure.Disposition", models.CASCADE)
    clause = models.ForeignKey(ExemptionClause, models.PROTECT)

    objects = models.Manager.from_queryset(DispositionClauseQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "処理の該当号"
        constraints = [
            models.UniqueConstraint(fields=["disposition", "clause"], name="clause_named_once"),
        ]

    def __str__(self):
        return f"{self.disposition} {self.clause}"

    def save(self, **options):
        """Name the clause, where the year of the answer is open."""
        with transaction.atomic():
            refuse_closed_clauses([self, *self._stored()])
            super().save(**options)

    def delete(self, *args, **options):
        """Take the clause away, where the year of the answer is open."""
        with transaction.atomic():
            refuse_closed_clauses(self._stored())
            return super().delete(*args, **options)

    def _stored(self) -> models.QuerySet:
        return DispositionClause.objects.filter(pk=self.pk)


class Disposition(Record):
    """処理: how a request was answered, wholly or in part; one request can have several."""

    division_path = "request__division"
    owner = "request"
    shown_with = ("outcome", "request__kind", f"request__{ORGANISATION}")
    collected = ("clauses",)
    judged_with = ("review_requests", "request__appeals")

    request = models.ForeignKey(
        DisclosureRequest,
        models.CASCADE,
        related_name="dispositions",
        verbose_name="開示等請求",
    )
    outcome = models.ForeignKey(Outcome, models.PROTECT, verbose_name="処理の区分")
    decided_on = EventDateField("決定日")
    carried_out_on = EventDateField(
        "実施日",
        null=True,
        blank=True,
        help_text="開示を実施した日、又は訂正や利用停止をした日（法87条、92条、100条）",
    )
    sheets = models.PositiveIntegerField(
        "枚数", null=True, blank=True, help_text="交付した写しの枚数"
    )
    fee = models.PositiveIntegerField(
        "手数料（円）", null=True, blank=True, help_text="写しの作成と送付に要した費用を含みます。"
    )
    clauses = models.ManyToManyField(
        ExemptionClause, through=DispositionClause, blank=True, verbose_name="該当号"
    )
    _history_m2m_fields = ("clauses",)

    class Meta:
        verbose_name = verbose_name_plural = "処理"
        ordering = ["request", "decided_on", "pk"]
        indexes = [
            models.Index(fields=["request", "outcome"], name="disposition_counted"),
            models.Index(fields=["outcome", "carried_out_on"], name="disposition_awaiting"),
        ]
        constraints = [
            in_order(
                "decided_on",
                "carried_out_on",
                name="carried_out_after_decision",
                message="実施日は、決定日以後の日にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.request} {self.outcome}"

    def get_absolute_url(self) -> str:
        """Return the page of its request: an answer has none of its own."""
        return self.request.get_absolute_url()

    @property
    def days_late(self) -> int:
        """How many days after the due date of its request it was decided; 0 for in time."""
        due = self.request.due_on
        if due is None or self.outcome.is_withdrawal:
            return 0
        return max(0, (self.value_of("decided_on") - due).days)

    def clean(self):
        """The outcome answers this kind of request, and not before it was received."""
        super().clean()
        request = getattr(self, "request", None)  # it may come with the same form, not stored yet
        if request is not None and request.kind_id and self.outcome_id:
            self._check_outcome()
        if self.outcome_id:
            self._check_carrying_out()
        if request is not None and self.decided_on and request.received_on:
            self._check_decided()
        if self.decided_on:
            self._check_appeals()

    def shown_in(self, year: int) -> Shown:
        """Return what the report of ``year`` shows of it: of one appealed against, little."""
        if whole := super().shown_in(year):
            return whole
        if not self.appeal_shown_in(year):
            return NOTHING
        return Shown.part(self.request_id, self.outcome_id, self.value_of("decided_on"))

    def appeal_shown_in(self, year: int) -> bool:
        """Say whether the report of ``year`` shows an appeal against it."""
        appeals = self.review_requests.all() if self.pk else ()
        return any(appeal.shown_in(year) for appeal in appeals)

    def _check_outcome(self):
        kind = self.request.kind
        if not self.outcome.kinds.contains(kind):
            message = f"{kind.request_name}には「{self.outcome}」はありません。"
            raise ValidationError({"outcome": message})

    def _check_decided(self):
        if self.decided_on < self.request.received_on:
            raise ValidationError({"decided_on": "決定日は、受付日以後の日にしてください。"})

    def _check_appeals(self):
        """What was appealed against had been decided, and what was not decided, had not."""
        appeals = self.review_requests.all() if self.pk else ()
        if any(appeal.received_on < self.decided_on for appeal in appeals):
            message = "審査請求の受付日より後の決定日にはできません。"
            raise ValidationError({"decided_on": message})
        if any(appeal.request_id != self.request_id for appeal in appeals):
            message = "審査請求の対象となった処理は、ほかの請求に移せません。"
            raise ValidationError({"request": message})
        if any(appeal.received_on > self.decided_on for appeal in self._unanswered()):
            message = "この日より後に、この請求の不作為についての審査請求を受け付けています。"
            raise ValidationError({"decided_on": message})

    def _unanswered(self) -> list:
        """Return the appeals that its request had no answer."""
        request = getattr(self, "request", None)
        if request is None or request.pk is None:
            return []
        return [appeal for appeal in request.appeals.all() if appeal.disposition_id is None]

    def _check_carrying_out(self):
        """What grants nothing is not carried out."""
        if self.outcome.carrying_out != Outcome.CarryingOut.NONE:
            return
        filled = [field for field in CARRYING_OUT if getattr(self, field) is not None]
        message = f"{self.outcome}には、実施はありません。"
        if filled:
            raise ValidationError(dict.fromkeys(filled, message))
