"""期限の特例: what takes longer than an extension allows (法84条, 95条, 103条)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models.asking import NO_NAMES
from disclosure.models.transfer import since_receipt
from kurume_privacy.calendar.deadlines import SpecialDate
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import EventDateField, Record, RequestKind, in_order

SPECIAL_PERIOD = ("special_notified_on", "special_reason", "special_part_on", "special_rest_on")


class SpecialPeriod(Record):
    """The dates that a special period gives: of a considerable part, and of the rest."""

    kind: "models.ForeignKey[RequestKind, RequestKind]"

    special_notified_on = EventDateField(
        "期限の特例を通知した日",
        null=True,
        blank=True,
        help_text="法84条、95条、103条。延長をしないで、はじめの期限までに通知します。",
    )
    special_reason = models.CharField(
        "期限の特例の理由", max_length=200, blank=True, help_text=NO_NAMES
    )
    special_part_on = models.DateField(
        "相当の部分の決定期限",
        null=True,
        blank=True,
        help_text="法84条だけ。空けておくと、請求があった日から60日目になります。",
    )
    special_rest_on = models.DateField(
        "残りの決定期限",
        null=True,
        blank=True,
        help_text="残りの部分（法95条、103条では全部）について決定をする期限",
    )

    class Meta:
        abstract = True

    @property
    def special_until(self) -> date | None:
        """The date that counts now: of the part until it is decided, then of the rest."""
        if self.special_part_on is None or (self.pk and self._part_is_decided()):
            return self.special_rest_on
        return self.special_part_on

    def _part_is_decided(self) -> bool:
        request: Any = self
        return any(answer.part_only for answer in request.dispositions.all())

    @property
    def special_date(self) -> SpecialDate | None:
        """When it was notified and until when it lasts; none without a special period."""
        until = self.special_until
        if self.special_notified_on is None or until is None:
            return None
        return SpecialDate(self.special_notified_on, until)

    def check_special_period(self) -> None:
        """Refuse what its kind does not know, and a part that is due too late."""
        if self.special_notified_on is None:
            return
        if not self.kind.has_special_period:
            message = f"{self.kind.request_name}には、期限の特例はありません。"
            raise ValidationError({"special_notified_on": message})
        days = self.kind.special_part_days
        if days is None and self.special_part_on is not None:
            message = f"{self.kind.request_name}には、相当の部分の期限はありません。"
            raise ValidationError({"special_part_on": message})
        if days is not None and self.special_part_on is None:
            raise ValidationError({"special_part_on": "相当の部分の決定期限を入力してください。"})
        if days is not None:
            self._check_part(days)
        self._check_rest()

    def _check_rest(self):
        """What was to take longer is not due before it was without."""
        first = self.first_due()
        if first and self.special_rest_on and self.special_rest_on <= first:
            message = f"はじめの決定期限（{era_date(first)}）より後の日にしてください。"
            raise ValidationError({"special_rest_on": message})

    def first_due(self) -> date | None:
        """Return the due date of the first period; none where none can be counted."""
        raise NotImplementedError

    def _check_part(self, days: int):
        latest = self.latest_part()
        if latest is not None and self.special_part_on and self.special_part_on > latest:
            message = (
                f"相当の部分の決定期限は、請求があった日から{days}日目の"
                f"{era_date(latest)}までにしてください。"
            )
            raise ValidationError({"special_part_on": message})

    def latest_part(self) -> date | None:
        """Return the last day for a considerable part; none where it cannot be counted."""
        raise NotImplementedError


def special_period_whole() -> list[models.BaseConstraint]:
    """Return the constraints on a special period."""
    return [
        models.CheckConstraint(
            condition=Q(special_notified_on=None, special_reason="")
            & Q(special_part_on=None, special_rest_on=None)
            | (~Q(special_reason="") & Q(special_notified_on__isnull=False))
            & Q(special_rest_on__isnull=False),
            name="special_period_whole",
            violation_error_message="期限の特例は、通知した日、理由と期限を全て入力してください。",
        ),
        models.CheckConstraint(
            condition=Q(special_notified_on=None) | Q(extended_on=None),
            name="extension_or_special_period",
            violation_error_message="延長と期限の特例は、どちらか一方だけにしてください。",
        ),
        in_order(
            "special_part_on",
            "special_rest_on",
            name="special_rest_after_part",
            message="残りの決定期限は、相当の部分の決定期限以後の日にしてください。",
        ),
        *(
            since_receipt(
                field,
                name=f"{field}_after_receipt",
                message="期限の特例の期限は、受付日以後の日にしてください。",
            )
            for field in ("special_part_on", "special_rest_on")
        ),
        since_receipt(
            "special_notified_on",
            name="special_period_after_receipt",
            message="期限の特例を通知した日は、受付日以後の日にしてください。",
        ),
    ]
