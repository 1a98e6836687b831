"""処理: how requests were answered, under which clauses, and how that was carried out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from disclosure.models.carrying_out import CarriedOut, carried_out_in_order
from disclosure.models.clauses import DispositionClause
from disclosure.models.reported import dated
from disclosure.models.request import DisclosureRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    NOTHING,
    ORGANISATION,
    EventDateField,
    ExemptionClause,
    Outcome,
    SearchKeyField,
    Shown,
    looks_back,
    name_version,
)
from kurume_privacy.models.left_as_it_was import is_left_as_it_was

# What follows a decision, by its date, with what is said of it.
FOLLOWS = (
    ("notified_on",),
    ("applied_on",),
    ("carried_out_on", "sheets", "by_discretion"),
    ("paid_on", "fee", "copying_cost", "waived"),
    ("recipients_told_on",),
)


class Disposition(CarriedOut):
    """処理: how a request was answered, wholly or in part; one request can have several."""

    division_path = "request__division"
    owner = "request"
    goes_on = True
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
    decided_on = EventDateField("決定日", help_text="移送したときは、移送した日")
    part_only = models.BooleanField(
        "相当の部分の決定",
        default=False,
        help_text="期限の特例の、相当の部分だけの決定（法84条）。残りの決定までは処理中です。",
    )
    transferred_to = models.CharField(
        "移送先の行政機関等",
        max_length=100,
        blank=True,
        help_text="移送したときだけ（法85条、96条）。機関の名称を書きます。",
    )
    clauses = models.ManyToManyField(
        ExemptionClause, through=DispositionClause, blank=True, verbose_name="該当号"
    )
    search_key = SearchKeyField()
    _history_m2m_fields = ("clauses",)

    class Meta:
        verbose_name = verbose_name_plural = "処理"
        ordering = ["request", "decided_on", "pk"]
        indexes = [
            models.Index(fields=["request", "outcome"], name="disposition_counted"),
            models.Index(fields=["outcome", "carried_out_on"], name="disposition_awaiting"),
            models.Index(fields=["request"], condition=Q(part_only=True), name="disposition_parts"),
        ]
        constraints = carried_out_in_order()

    def __str__(self):
        return f"{self.request} {self.outcome}"

    def get_absolute_url(self) -> str:
        """Return the page of its request: an answer has none of its own."""
        return self.request.get_absolute_url()

    @property
    def due_on(self) -> date | None:
        """By when it was to be decided: its request, or the part that it is about."""
        due, part = self.request.due_on, self.request.special_part_on
        return min(due, part) if self.part_only and due and part else due

    @property
    def days_late(self) -> int:
        """How many days after its due date it was decided; 0 for in time."""
        if (due := self.due_on) is None or self.outcome.is_withdrawal:
            return 0
        return max(0, (self.value_of("decided_on") - due).days)

    def clean(self):
        """The outcome answers this kind of request, and not before it was received."""
        super().clean()
        request = getattr(self, "request", None)  # it may come with the same form, not stored yet
        if request is not None and request.kind_id and self.outcome_id:
            self._check_outcome()
            self._check_transfer()
            self.check_carrying_out()
        if request is not None and self.part_only:
            self._check_part(request)
        if request is not None and self.decided_on and request.received_on:
            self._check_decided()
        if self.decided_on:
            self._check_appeals()

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of it: what is dated up to the day.

        Of one appealed against, or of a request that was carried into the year, little.
        """
        owner, decided = self._owner(), self.value_of("decided_on")
        if owner is None or not decided:
            return NOTHING
        course = self._course(counted_to) if decided <= counted_to else ()
        if owner.own_year() == year and course:
            return NOTHING.along(course, counted_to)
        if owner.own_year() != year and self.appeal_shown_in(year):
            return Shown.part(self.request_id, self.outcome.lasting, decided, self.part_only)
        if course and (owner.own_year() or year) < year and looks_back(year):
            carried = decided > FiscalYear(year).previous.last_day
            return NOTHING.along(course[:4] if carried else course[2:4], counted_to)
        return NOTHING

    def is_counted_in(self, year: int, counted_to: date) -> bool:
        """Say whether the report of ``year`` counts the answer, up to a day."""
        return "outcome" in dict(self.shown_in(year, counted_to).course)

    def _course(self, counted_to: date) -> tuple[tuple[str, object], ...]:
        """Return the decision, and what followed it as far as that is dated up to a day."""
        return (
            ("decided_on", self.value_of("decided_on")),
            ("outcome", self.outcome.lasting if self.outcome_id else None),
            ("request", self.request_id),
            ("part_only", self.part_only),
            ("transferred_to", self.transferred_to),
            *dated(self, FOLLOWS, counted_to),
        )

    def appeal_shown_in(self, year: int) -> bool:
        """Say whether the report of ``year`` shows an appeal against it."""
        appeals = self.review_requests.all() if self.pk else ()
        return any(appeal.shown_in(year) for appeal in appeals)

    def _check_outcome(self):
        kind = self.request.kind
        name_version(self, "outcome", "decided_on")
        if kind.lasting not in {each.lasting for each in self.outcome.kinds.all()}:
            message = f"{kind.request_name}には「{self.outcome}」はありません。"
            raise ValidationError({"outcome": message})

    def _check_transfer(self):
        """法85条, 96条: a transfer names the agency; 番号法31条 leaves records of provision out."""
        if self.transferred_to and not self.outcome.is_transfer:
            message = f"「{self.outcome}」には、移送先はありません。"
            raise ValidationError({"transferred_to": message})
        if not self.outcome.is_transfer:
            return
        if not self.transferred_to:
            raise ValidationError({"transferred_to": "移送先の機関の名称を入力してください。"})
        if self.request.specific == self.request.Specific.PROVISION_RECORDS:
            message = "情報提供等の記録の請求は、移送できません（番号法31条）。"
            raise ValidationError({"outcome": message})

    def _check_part(self, request: DisclosureRequest):
        """法84条: only a decision is of a part, and only within a special period."""
        if request.special_part_on is None:
            message = "この請求には、相当の部分の期限（期限の特例）がありません。"
            raise ValidationError({"part_only": message})
        if self.outcome_id and (self.outcome.is_withdrawal or self.outcome.is_transfer):
            message = f"「{self.outcome}」は、請求の全部についてのものにしてください。"
            raise ValidationError({"part_only": message})

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
        ended_before = [] if self.part_only else self._unanswered()
        if any(appeal.received_on > self.decided_on for appeal in ended_before):
            message = "この日より後に、この請求の不作為についての審査請求を受け付けています。"
            raise ValidationError({"decided_on": message})

    def _unanswered(self) -> list:
        """Return the appeals that its request had no answer."""
        request = getattr(self, "request", None)
        if request is None or request.pk is None:
            return []
        return [appeal for appeal in request.appeals.all() if appeal.disposition_id is None]

    def save(self, **options):
        """Save the answer; one on a part moves the due date of its request to that of the rest."""
        with transaction.atomic():
            super().save(**options)
            self._refresh_due()

    def delete(self, *args, **options):
        """Delete the answer; without one on a part, the part is due again."""
        with transaction.atomic():
            deleted = super().delete(*args, **options)
            self._refresh_due()
        return deleted

    def _refresh_due(self):
        if self.request.special_part_on and not is_left_as_it_was(self):
            self.request.refresh_due()
