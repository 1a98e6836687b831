"""What follows an answer: its notice, and how it was carried out (法87条, 92条, 97条, 100条)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from kurume_privacy.models import EventDateField, Outcome, Record, in_order

# What there is of an answer that is carried out, and of no other.
CARRYING_OUT = (
    "by_discretion",
    "applied_on",
    "carried_out_on",
    "sheets",
    "fee",
    "copying_cost",
    "waived",
    "paid_on",
    "recipients_told_on",
)


class CarriedOut(Record):
    """The notice of an answer, and its carrying out with what was paid for it."""

    outcome: "models.ForeignKey[Outcome, Outcome]"
    request: Any  # a request, of which its own module knows this one

    by_discretion = models.BooleanField(
        "裁量的開示", default=False, help_text="公益上特に必要があると認めて開示したもの（法80条）"
    )
    notified_on = EventDateField(
        "通知日",
        null=True,
        blank=True,
        help_text="決定、又は移送したことを、請求した人に通知した日",
    )
    applied_on = EventDateField(
        "実施の申出の日",
        null=True,
        blank=True,
        help_text="開示の実施の方法などの申出があった日（法87条3項）",
    )
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
        "手数料（円）",
        null=True,
        blank=True,
        help_text="条例で定める手数料（法89条2項）。古い記録では、写しの費用を含みます。",
    )
    copying_cost = models.PositiveIntegerField(
        "写しの費用（円）", null=True, blank=True, help_text="写しの作成と送付に要した費用"
    )
    waived = models.BooleanField("減免", default=False, help_text="手数料を減額し、又は免除した")
    paid_on = EventDateField(
        "納付日", null=True, blank=True, help_text="手数料や費用が納められた日"
    )
    recipients_told_on = EventDateField(
        "提供先への通知日",
        null=True,
        blank=True,
        help_text="訂正した情報の提供先に通知した日（法97条）",
    )

    class Meta:
        abstract = True

    def check_carrying_out(self) -> None:
        """What grants nothing is not carried out; of what is, each kind knows its own facts."""
        kind = self.request.kind
        if self.recipients_told_on and not kind.tells_recipients:
            message = f"{kind.request_name}には、提供先への通知はありません。"
            raise ValidationError({"recipients_told_on": message})
        if self.by_discretion and not kind.has_clauses:
            message = f"{kind.request_name}には、裁量的開示はありません。"
            raise ValidationError({"by_discretion": message})
        if self._may_be_carried_out():
            return
        values = {field: getattr(self, field) for field in CARRYING_OUT}
        filled = [
            name for name, value in values.items() if value is not None and value is not False
        ]
        if filled:
            raise ValidationError(dict.fromkeys(filled, f"{self.outcome}には、実施はありません。"))

    def _may_be_carried_out(self) -> bool:
        """Say whether it may be: of a transfer, what the sender carries out itself (法96条3項)."""
        if self.outcome.is_transfer:
            return self.request.kind.sender_carries_out
        return self.outcome.carrying_out != Outcome.CarryingOut.NONE


def carried_out_in_order() -> list[models.BaseConstraint]:
    """Return the constraints on the order of what follows an answer."""
    return [
        in_order(
            "decided_on",
            "carried_out_on",
            name="carried_out_after_decision",
            message="実施日は、決定日以後の日にしてください。",
        ),
        in_order(
            "decided_on",
            "notified_on",
            "applied_on",
            name="applied_after_notice",
            message="決定日、通知日、実施の申出の日は、この順になるようにしてください。",
        ),
        in_order(
            "carried_out_on",
            "recipients_told_on",
            name="recipients_told_after_carrying_out",
            message="提供先への通知日は、実施日以後の日にしてください。",
        ),
        models.CheckConstraint(
            condition=Q(recipients_told_on=None) | Q(carried_out_on__isnull=False),
            name="recipients_told_of_what_was_done",
            violation_error_message="実施日も入力してください。",
        ),
    ]
