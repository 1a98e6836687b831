"""移送: a request that came from another agency, whose period began there (法85条, 96条)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kurume_privacy.models import EventDateField, Record, RequestKind, in_order
from kurume_privacy.models.constraints import InOrder


class TransferredIn(Record):
    """Where a request came from, and the day on which it was received first (法85条2項)."""

    kind: "models.ForeignKey[RequestKind, RequestKind]"
    received_on: "models.DateField[date, date]"

    transferred_from = models.CharField(
        "移送した行政機関等",
        max_length=100,
        blank=True,
        help_text="移送を受けた請求だけ（法85条、96条）。機関の名称を書きます。",
    )
    first_received_on = EventDateField(
        "移送した機関が受け付けた日",
        null=True,
        blank=True,
        help_text="決定の期限は、この日から数えます。",
    )

    class Meta:
        abstract = True

    @property
    def begins_on(self) -> date:
        """The day of receipt that its period counts from: that of the first agency."""
        return self.first_received_on or self.received_on

    def check_transferred_in(self) -> None:
        """Refuse a transfer of a kind that knows none, and of what 番号法 leaves out."""
        if self.transferred_from and not self.kind.outcomes.filter(is_transfer=True).exists():
            message = f"{self.kind.request_name}には、移送はありません。"
            raise ValidationError({"transferred_from": message})
        request: Any = self
        if self.transferred_from and request.specific == request.Specific.PROVISION_RECORDS:
            message = "情報提供等の記録の請求は、移送できません（番号法31条）。"
            raise ValidationError({"transferred_from": message})


def since_receipt(field: str, *, name: str, message: str) -> InOrder:
    """Return the constraint that an act came no earlier than the first receipt.

    What was done before a transfer counts as done by the receiver (法85条2項, 96条2項).
    """
    since = Q(**{f"{field}__gte": F("received_on")})
    first = Q(first_received_on__isnull=False, **{f"{field}__gte": F("first_received_on")})
    condition = Q(received_on=None) | Q(**{field: None}) | since | first
    dates = ("received_on", field)
    return InOrder(dates=dates, condition=condition, name=name, violation_error_message=message)


def transferred_whole() -> list[models.BaseConstraint]:
    """Return the constraints on what came from another agency."""
    return [
        models.CheckConstraint(
            condition=Q(transferred_from="", first_received_on=None)
            | (~Q(transferred_from="") & Q(first_received_on__isnull=False)),
            name="transferred_in_whole",
            violation_error_message="移送した機関と、そこで受け付けた日は、両方を入力してください。",
        ),
        in_order(
            "first_received_on",
            "received_on",
            name="transferred_before_received",
            message="移送した機関が受け付けた日は、受付日以前の日にしてください。",
        ),
    ]
