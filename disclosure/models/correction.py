"""補正: what was missing in a request was asked for, and sent."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction

from disclosure.models.course import changed
from disclosure.models.reported import of_a_row
from disclosure.models.request import DisclosureRequest
from kurume_privacy.models import EventDateField, Record, Shown, in_order
from kurume_privacy.models.left_as_it_was import is_left_as_it_was

STEPS = (("requested_on",), ("completed_on",))


class Correction(Record):
    """補正 of a request, open until it is made (法77条3項); its days do not count (法83条1項)."""

    division_path = "request__division"
    owner = "request"
    goes_on = True
    shown_with = ("request__kind",)

    request = models.ForeignKey(
        DisclosureRequest,
        models.CASCADE,
        related_name="corrections",
        verbose_name="開示等請求",
    )
    requested_on = EventDateField("補正を求めた日")
    completed_on = EventDateField(
        "補正された日",
        null=True,
        blank=True,
        help_text="空欄の間は補正中です。決定の期限は止まります。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "補正"
        ordering = ["request", "requested_on", "pk"]
        constraints = [
            in_order(
                "requested_on",
                "completed_on",
                name="correction_dates_in_order",
                message="補正された日は、補正を求めた日以後の日にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.request} 補正"

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of it: what is dated up to the day."""
        return of_a_row(self, year, STEPS, counted_to)

    def clean(self):
        """Nothing is corrected before it was received."""
        super().clean()
        request = getattr(self, "request", None)  # it may come with the same form, not stored yet
        if request is not None and request.received_on and self.requested_on:
            self._check_received()

    def _check_received(self):
        if self.requested_on < self.request.begins_on:
            message = "補正を求めた日は、受付日以後の日にしてください。"
            raise ValidationError({"requested_on": message})

    def save(self, **options):
        """Save the correction; one that is new or differs moves the due date of its request."""
        moves = not is_left_as_it_was(self) and changed(
            self, "request_id", "requested_on", "completed_on"
        )
        with transaction.atomic():
            super().save(**options)
            if moves:
                self.request.refresh_due()

    def delete(self, *args, **options):
        """Delete the correction; its days count again."""
        with transaction.atomic():
            deleted = super().delete(*args, **options)
            if not is_left_as_it_was(self):
                self.request.refresh_due()
        return deleted
