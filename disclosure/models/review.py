"""審査請求: appeals against a disposition, as of a year."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models.disposition import Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import (
    NOTHING,
    ORGANISATION,
    EventDateField,
    Record,
    RecordQuerySet,
    Shown,
    choice_known,
    fiscal_year_of,
    in_order,
    numbered_once,
    year_known,
)


class ReviewRequestQuerySet(RecordQuerySet):
    """Appeals, as of a year."""

    def reported_in(self, year: FiscalYear) -> Self:
        """Return those received in ``year``, and those pending from before it."""
        pending = Q(ruled_on=None) | Q(ruled_on__gte=year.first_day)
        return self.filter(Q(year=int(year)) | (Q(year__lt=int(year)) & pending))

    def open(self) -> Self:
        """Return those that nobody has ruled on yet."""
        return self.filter(ruled_on=None)

    def changeable(self) -> Self:
        """Return all: a report shows of an appeal what had happened by then, never all of it."""
        return self.all()


class ReviewRequest(Record):
    """審査請求: an appeal against a disposition (行政不服審査法; 条例21条の2から)."""

    division_path = "disposition__request__division"
    dated_by = "received_on"
    shown_with = (
        "disposition__outcome",
        "disposition__request__kind",
        f"disposition__request__{ORGANISATION}",
    )
    collected = ("disposition__request__dispositions",)

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
    received_on = EventDateField("受付日")
    year = fiscal_year_of("received_on")
    referred_on = EventDateField("諮問日", null=True, blank=True)
    opinion_on = EventDateField("答申日", null=True, blank=True)
    ruled_on = EventDateField("裁決日", null=True, blank=True)
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
        return f"{self.in_year} 審査請求第{self.number}号"

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of it: what had happened by the year's end."""
        reported = FiscalYear(year)
        received, ruled = self.value_of("received_on"), self.value_of("ruled_on")
        if received > reported.last_day or (
            received < reported.first_day and ruled and ruled < reported.first_day
        ):
            return NOTHING
        days = [self.value_of(name) for name in ("referred_on", "opinion_on", "ruled_on")]
        known = [day if day and day <= reported.last_day else None for day in days]
        ruling = self.ruling if known[-1] else ""
        return Shown.part(self.number, received, self.disposition_id, *known, ruling)

    def clean(self):
        """Nobody appeals against what is not decided yet (行政不服審査法2条)."""
        super().clean()
        if self.disposition_id and self.received_on:
            self._check_received()

    def _check_received(self):
        if self.received_on < self.disposition.decided_on:
            message = "受付日は、対象となった処理の決定日以後の日にしてください。"
            raise ValidationError({"received_on": message})
