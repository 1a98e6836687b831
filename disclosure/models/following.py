"""What follows a disclosure: 訂正 and 利用停止 of what was disclosed (法90条, 98条)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from disclosure.models.asking import NO_NAMES
from kurume_privacy.calendar.deadlines import open_from
from kurume_privacy.models import CessationGround, Record, RequestKind, closed_days

NO_EARLIER = (
    "開示を受けた請求がありません。開示を受けていないものは却下の決定も考えられます。"
    "このまま登録するときは、理由を入力してください。"
)
NOT_CARRIED_OUT = (
    "先の開示請求に、この請求までに開示を実施した日の記録がありません。"
    "このまま登録するときは、理由を入力してください。"
)
AFTER_THE_DAYS = (
    "開示を受けた日から{days}日を過ぎています。却下の決定も考えられます。"
    "このまま登録するときは、理由を入力してください。"
)


class FollowsDisclosure(Record):
    """The disclosure before it, why it is taken without one, and why cessation is asked for."""

    kind: "models.ForeignKey[RequestKind, RequestKind]"
    received_on: "models.DateField[date, date]"
    begins_on: date
    if TYPE_CHECKING:

        @property
        def is_specific(self) -> bool:
            """Whether it is known to be about data with a My Number."""

    earlier_request = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_requests",
        verbose_name="先の開示請求",
        help_text="訂正や利用停止を求める個人情報の開示を受けた請求（法90条、98条）",
    )
    earlier_reason = models.CharField(
        "先の開示がない、又は期間を過ぎた理由",
        max_length=200,
        blank=True,
        help_text=f"法90条3項、98条3項は90日。{NO_NAMES}",
    )
    cessation_ground = models.ForeignKey(
        CessationGround,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="利用停止の理由",
        help_text="法98条1項各号。記録のない古い請求は空欄",
    )

    class Meta:
        abstract = True

    def earlier_doubt(self) -> str:
        """Return why it may have to be dismissed, as a sentence; nothing for what is in order."""
        days = self.kind.earlier_within_days
        if not self.kind.follows_disclosure or days is None:
            return ""
        if self.earlier_request is None:
            return NO_EARLIER
        earlier: Any = self.earlier_request
        known = [answer.carried_out_on for answer in earlier.dispositions.all()]
        carried_out = [day for day in known if day and day <= self.begins_on]
        if not carried_out:
            return NOT_CARRIED_OUT
        last = max(carried_out) + timedelta(days=days)
        late = self.begins_on > last and self.begins_on > open_from(last, closed_days())
        return AFTER_THE_DAYS.format(days=days) if late else ""

    def check_following(self) -> None:
        """Refuse what follows the wrong request, or a doubtful one without a reason."""
        if self.earlier_request is not None:
            self._check_earlier_request()
        if not self.earlier_reason and (doubt := self.earlier_doubt()):
            raise ValidationError({"earlier_reason": doubt})
        if self.earlier_reason and not self.kind.follows_disclosure:
            message = f"{self.kind.request_name}には、先の開示請求はありません。"
            raise ValidationError({"earlier_reason": message})

    def _check_earlier_request(self):
        """法90条, 98条: what follows a disclosure may name it, and it came before."""
        earlier: Any = self.earlier_request
        if not self.kind.follows_disclosure:
            message = f"{self.kind.request_name}には、先の開示請求はありません。"
            raise ValidationError({"earlier_request": message})
        if earlier == self or not earlier.kind.has_method:
            raise ValidationError({"earlier_request": "開示を求めた請求を選んでください。"})
        if earlier.received_on > self.received_on:
            message = "先の開示請求は、この請求より前に受け付けたものにしてください。"
            raise ValidationError({"earlier_request": message})

    def check_cessation_ground(self) -> None:
        """法98条1項: cessation alone has grounds; some are of data with a My Number alone."""
        ground = self.cessation_ground
        if ground is None:
            return
        if not self.kind.has_cessation_grounds or ground.regime_id != self.kind.regime_id:
            message = f"{self.kind.request_name}には、この理由はありません。"
            raise ValidationError({"cessation_ground": message})
        if ground.specific_only and not self.is_specific:
            message = f"「{ground}」は、特定個人情報の請求だけの理由です（番号法30条）。"
            raise ValidationError({"cessation_ground": message})
