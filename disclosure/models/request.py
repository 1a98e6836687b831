"""開示等請求: what was asked for, what became of it on the way, and when it is due."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models import reported
from disclosure.models.asking import NO_NAMES, Asking, asking_known
from disclosure.models.clauses import fitting_clauses
from disclosure.models.course import RequestQuerySet, RequestState
from disclosure.models.due_date import DueDate
from disclosure.models.following import FollowsDisclosure
from disclosure.models.sent_along import not_sent_along
from disclosure.models.special_period import SpecialPeriod, special_period_whole
from disclosure.models.transfer import TransferredIn, since_receipt, transferred_whole
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import (
    ORGANISATION,
    DisclosureMethod,
    Division,
    EventDateField,
    RequestKind,
    SearchKeyField,
    Shown,
    fiscal_year_of,
    name_version,
    numbered_once,
    year_known,
)

__all__ = ["NO_NAMES", "DisclosureRequest"]

ROWS_OF_LAW = ("kind", "method", "cessation_ground")


class DisclosureRequest(DueDate, Asking, TransferredIn, FollowsDisclosure, SpecialPeriod):
    """A request for disclosure, correction, cessation or erasure (条例14条から16条, 法76条から)."""

    division_path = "division"
    dated_by = "received_on"
    goes_on = True
    parts = ("dispositions", "corrections", "third_parties")
    shown_with = ("kind__regime", "method", ORGANISATION)
    written_with = ("earlier_request",)
    collected = ("corrections", "third_parties")

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
    extended_on = EventDateField(
        "延長を通知した日", null=True, blank=True, help_text="法83条2項。延長は1回です。"
    )
    extension_days = models.PositiveSmallIntegerField("延長の日数", null=True, blank=True)
    extension_reason = models.CharField(
        "延長の理由", max_length=200, blank=True, help_text=NO_NAMES
    )
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
            since_receipt(
                "extended_on",
                name="extended_after_receipt",
                message="延長を通知した日は、受付日以後の日にしてください。",
            ),
            *asking_known(),
            *transferred_whole(),
            *special_period_whole(),
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
            self.check_asking()
            self.check_transferred_in()
        if self.received_on and self.kind_id:
            self.check_extension()
            self.check_special_period()
            self.check_following()
            self.check_cessation_ground()
        if self.pk and self.received_on and self.kind_id:
            self._check_dispositions()
            self._check_dates_of_others()

    def _check_regime(self):
        """The law is in force on the day, and binds the agency; its rows are those of the day."""
        regime, day = self.kind.regime, self.received_on
        if not regime.in_force_on(day):
            message = f"{era_date(day)}に受け付けた請求には、「{regime}」は適用されません。"
            raise ValidationError({"kind": message})
        for field in ROWS_OF_LAW:
            name_version(self, field, "received_on")
        if self.division_id:
            agency = self.division.department.agency
            if not regime.governs(agency.pk, day):
                message = f"{agency}には、{era_date(day)}に「{regime}」は適用されません。"
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
                fitting_clauses(self.kind, disposition.outcome, disposition.clauses.all())
            except ValidationError as error:
                said = f"処理「{disposition.outcome}」と合いません。{''.join(error.messages)}"
                at = "received_on" if "decided_on" in error.error_dict else "kind"
                raise ValidationError({at: said}) from None

    def _check_dates_of_others(self):
        """What is recorded of it already stays after its receipt."""
        corrections = not_sent_along(self, "corrections")
        if corrections.filter(requested_on__lt=self.begins_on).exists():
            message = "補正を求めた日より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        if self.appeals.filter(received_on__lt=self.received_on).exists():
            message = "審査請求の受付日より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        if not_sent_along(self, "third_parties").filter(asked_on__lt=self.begins_on).exists():
            message = "第三者に意見を求めた日より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        later = self.later_requests.filter(received_on__lt=self.received_on)
        if later.exists():
            message = "この開示に続く請求より後の受付日にはできません。"
            raise ValidationError({"received_on": message})
        if not self.kind.has_method and self.later_requests.exists():
            message = "この開示に続く請求があるため、開示請求のままにしてください。"
            raise ValidationError({"kind": message})

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of it: that of its own how it was received.

        And its course, as far as it is dated up to the day. Another shows little: of a request
        that was appealed about, or that was open when the year began.
        """
        if year == self.own_year():
            return reported.in_its_year(self, counted_to)
        return reported.in_another(self, FiscalYear(year))

    @property
    def is_answered(self) -> bool:
        """Whether it is answered as a whole, not only a part of it (法84条)."""
        return any(not answer.part_only for answer in self.dispositions.all())

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
