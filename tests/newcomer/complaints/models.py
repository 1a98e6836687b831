"""苦情: what somebody complained of, and when they were answered (法128条)."""

from django.db import models

from kurume_privacy.models import (
    ORGANISATION,
    Division,
    EventDateField,
    Record,
    choice_known,
    fiscal_year_of,
    numbered_once,
    year_known,
)


class Complaint(Record):
    """A complaint; it holds no name of the person who made it."""

    division_path = "division"
    dated_by = "received_on"
    shown_with = (ORGANISATION,)

    class Kind(models.TextChoices):
        """What it is about, in the report's order."""

        HANDLING = "handling", "取扱い"
        PROCEDURE = "procedure", "手続"

    number = models.PositiveIntegerField("受付番号")
    received_on = EventDateField("受付日")
    year = fiscal_year_of("received_on")
    kind = models.CharField("内容", max_length=10, choices=Kind)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="所管課")
    answered_on = EventDateField("回答日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "苦情"
        ordering = ["year", "number"]
        constraints = [
            numbered_once(),
            year_known(),
            choice_known("kind", "handling", "procedure"),
        ]

    def __str__(self):
        return f"苦情第{self.number}号"

    def clean(self):
        """The division was in use on the day."""
        super().clean()
        if self.received_on and self.division_id:
            self.division.refuse_unless_in_use_on(self.received_on)
