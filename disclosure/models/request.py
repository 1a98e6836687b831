"""開示等請求: what was asked for, what became of it on the way, and when it is due."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models.clauses import refuse_wrong_clauses
from disclosure.models.course import RequestQuerySet, RequestState, changed
from disclosure.models.sent_along import not_sent_along
from kurume_privacy.calendar.deadlines import ClosedDayNames, Deadline, Pause, deadline
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import (
    NOTHING,
    ORGANISATION,
    DisclosureMethod,
    Division,
    EventDateField,
    Record,
    RequestKind,
    SearchKeyField,
    Shown,
    closed_days,
    fiscal_year_of,
    in_order,
    numbered_once,
    year_known,
)
from kurume_privacy.models.left_as_it_was import is_left_as_it_was

NO_NAMES = "請求者の氏名や住所は書かないでください。"


class DisclosureRequest(Record):
    """A request for disclosure, correction, cessation or erasure (条例14条から16条, 法76条から)."""

    division_path = "division"
    dated_by = "received_on"
    parts = ("dispositions", "corrections")
    shown_with = ("kind__regime", "method", ORGANISATION)
    written_with = ("earlier_request",)
    collected = ("corrections",)

    number = models.PositiveIntegerField("受付番号")
    received_on = EventDateField("受付日")
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
        help_text=NO_NAMES,
    )
    earlier_request = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_requests",
        verbose_name="先の開示請求",
        help_text="訂正や利用停止を求める個人情報の開示を受けた請求（法90条、98条）",
    )
    extended_on = EventDateField(
        "延長を通知した日", null=True, blank=True, help_text="法83条2項。延長は1回です。"
    )
    extension_days = models.PositiveSmallIntegerField("延長の日数", null=True, blank=True)
    extension_reason = models.CharField(
        "延長の理由", max_length=200, blank=True, help_text=NO_NAMES
    )
    third_party_asked_on = EventDateField(
        "第三者に意見を求めた日", null=True, blank=True, help_text="法86条"
    )
    third_party_answered_on = EventDateField(
        "第三者の意見が提出された日",
        null=True,
        blank=True,
        help_text="意見がないときは、提出の期限の日",
    )
    original_due_on = models.DateField("当初の決定期限", null=True, editable=False)
    due_on = models.DateField("決定期限", null=True, editable=False)
    search_key = SearchKeyField()

    objects = models.Manager.from_queryset(RequestQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "開示等請求"
        ordering = ["year", "number"]
        indexes = [
            models.Index(fields=["year", "kind", "method"], name="request_counted"),
            models.Index(fields=["due_on"], name="request_due"),
        ]
        constraints = [
            numbered_once(),
            year_known(),
            models.CheckConstraint(
                condition=Q(extended_on=None, extension_days=None, extension_reason="")
                | Q(
                    ~Q(extension_reason=""),
                    extended_on__isnull=False,
                    extension_days__isnull=False,  # nothing compared to a number is no refusal
                    extension_days__gte=1,
                ),
                name="extension_whole",
                violation_error_message="延長は、通知した日、日数と理由を全て入力してください。",
            ),
            in_order(
                "received_on",
                "extended_on",
                name="extended_after_receipt",
                message="延長を通知した日は、受付日以後の日にしてください。",
            ),
            in_order(
                "received_on",
                "third_party_asked_on",
                "third_party_answered_on",
                name="third_party_dates_in_order",
                message="受付日、意見を求めた日、提出された日は、この順になるようにしてください。",
            ),
            models.CheckConstraint(
                condition=Q(third_party_answered_on=None) | Q(third_party_asked_on__isnull=False),
                name="third_party_asked_first",
                violation_error_message="第三者の意見を求めた日も入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.in_year} {self.kind.request_name}第{self.number}号"

    def clean(self):
        """The division was in use, the regime in force, and the method fits the kind."""
        super().clean()
        if self.received_on and self.division_id:
            self.division.refuse_unless_in_use_on(self.received_on)
        if self.received_on and self.kind_id:
            self._check_regime()
        if self.kind_id:
            self._check_method()
            self._check_extension()
        if self.received_on and self.kind_id:
            self._check_earlier_request()
        if self.pk and self.received_on and self.kind_id:
            self._check_dispositions()
            self._check_dates_of_others()

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
        if self.method and self.method.regime_id != self.kind.regime_id:
            raise ValidationError({"method": "請求の種類と同じ適用法令の方法を選んでください。"})

    def _check_dispositions(self):
        """A request already answered still fits its answers."""
        answers = not_sent_along(self, "dispositions").select_related("outcome")
        for disposition in answers.prefetch_related("outcome__kinds", "clauses", "review_requests"):
            disposition.request = self
            try:
                disposition.clean()
                refuse_wrong_clauses(self.kind, disposition.outcome, disposition.clauses.all())
            except ValidationError as error:
                said = f"処理「{disposition.outcome}」と合いません。{''.join(error.messages)}"
                at = "received_on" if "decided_on" in error.error_dict else "kind"
                raise ValidationError({at: said}) from None

    def _check_extension(self):
        """法83条2項: no longer than the law allows, and longer than without."""
        regime, days = self.kind.regime, self.extension_days
        if days is None:
            return
        if regime.extension_days is not None and days > regime.extension_days:
            message = f"延長の日数は、{regime.extension_days}日までにしてください。"
            raise ValidationError({"extension_days": message})
        rule = regime.deadline_rule()
        if rule and rule.extended(days) <= rule.days:
            message = f"受付からの通算の日数を、{rule.days}日より長くしてください。"
            raise ValidationError({"extension_days": message})

    def _check_earlier_request(self):
        """法90条, 98条: what follows a disclosure may name it, and it came before."""
        earlier = self.earlier_request
        if earlier is None:
            return
        if not self.kind.follows_disclosure:
            message = f"{self.kind.request_name}には、先の開示請求はありません。"
            raise ValidationError({"earlier_request": message})
        if earlier == self or not earlier.kind.has_method:
            raise ValidationError({"earlier_request": "開示を求めた請求を選んでください。"})
        if earlier.received_on > self.received_on:
            message = "先の開示請求は、この請求より前に受け付けたものにしてください。"
            raise ValidationError({"earlier_request": message})

    def _check_dates_of_others(self):
        """What is recorded of it already stays after its receipt."""
        corrections = not_sent_along(self, "corrections")
        if corrections.filter(requested_on__lt=self.received_on).exists():
            message = "補正を求めた日より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        later = self.later_requests.filter(received_on__lt=self.received_on)
        if later.exists():
            message = "この開示に続く請求より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        if not self.kind.has_method and self.later_requests.exists():
            message = "この開示に続く請求があるため、開示請求のままにしてください。"
            raise ValidationError({"kind": message})

    def shown_in(self, year: int) -> Shown:
        """Return what the report of ``year`` shows of it: of a request appealed about, little."""
        if (whole := super().shown_in(year)) or self.pk is None:
            return whole
        appealed = type(self).objects.filter(pk=self.pk).appealed_in(FiscalYear(year))
        return Shown.part(self.kind_id, self.division_id) if appealed.exists() else NOTHING

    @property
    def may_be_extended_late(self) -> bool:
        """Whether its extension was notified after the due date at receipt, breaks left out."""
        known = self.extended_on and self.original_due_on
        return bool(known and self.value_of("extended_on") > self.original_due_on)

    @property
    def days_late(self) -> int:
        """How many days after the due date the latest decision was made; 0 for in time."""
        return max((answer.days_late for answer in self.dispositions.all()), default=0)

    @property
    def state(self) -> RequestState:
        """Where the request stands, as `with_state` found it."""
        found = self.__dict__.get("state_now")
        if found is None:
            states = type(self).objects.with_state().values_list("state_now", flat=True)
            found = states.get(pk=self.pk)
        return RequestState(found)

    def save(self, **options):
        """Save the request; only what its own course changes moves its due date.

        A rule or a closed day that changed moves nothing here: `disclosure.due` asks first.
        """
        counted = not is_left_as_it_was(self) and self._follow_course()
        if counted and options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "original_due_on", "due_on"}
        super().save(**options)

    def _follow_course(self) -> bool:
        """Count the due date anew where the course is not as stored, and say whether that is so."""
        received = self._received_otherwise()
        differs = received or changed(self, "extended_on", "extension_days")
        if differs:
            self.count_due(at_receipt=received)
        return differs

    def _received_otherwise(self) -> bool:
        """Say whether it is new, of another day, or of another law; its kind alone says nothing."""
        stored = type(self).objects.filter(pk=self.pk).values_list("received_on", "kind__regime")
        return stored.first() != (self.received_on, self.kind.regime_id)

    def deadline(
        self, closed: ClosedDayNames | None = None, corrections: list | None = None
    ) -> Deadline | None:
        """Return the deadline as the rule counts it today; none where the law gives no days.

        With ``corrections``, as if these were its corrections, and no others.
        """
        rule = self.kind.regime.deadline_rule()
        if rule is None:
            return None
        known = corrections or (self.corrections.all() if self.pk else ())
        pauses = [Pause(row.requested_on, row.completed_on) for row in known]
        closed = closed or closed_days()
        extension = self.extension_days or 0, self.extended_on
        return deadline(rule, self.received_on, closed, pauses, *extension)

    def count_due(self, at_receipt: bool = False) -> None:
        """Set the due date anew; the original one only for another receipt, or if not known."""
        found = self.deadline()
        self.due_on = found.due if found else None
        if at_receipt or self.original_due_on is None:
            self.original_due_on = found.original if found else None

    def refresh_due(self) -> None:
        """Count and store the due date, and nothing else that this instance may hold unsaved."""
        stored = type(self).objects.select_related("kind__regime").get(pk=self.pk)
        before = stored.original_due_on, stored.due_on
        stored.count_due()
        if before != (stored.original_due_on, stored.due_on):
            stored.save()
        self.original_due_on, self.due_on = stored.original_due_on, stored.due_on
