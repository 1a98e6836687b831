"""How a request came: who asked, in which way, and whether for data with a My Number."""

from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.models import Record, RequestKind, choice_known

NO_NAMES = "請求者の氏名や住所は書かないでください。"
UNKNOWN = "unknown"  # of what was recorded before anybody asked; never guessed
UNKNOWN_TEXT = "不明"
ASKED = ("requester", "way")


class Asking(Record):
    """Who asked and how (法76条2項, 90条2項, 98条2項), and 特定個人情報 (番号法)."""

    class Requester(models.TextChoices):
        """開示請求者の別."""

        SELF = "self", "本人"
        STATUTORY_AGENT = "statutory_agent", "法定代理人"
        APPOINTED_AGENT = "appointed_agent", "任意代理人"
        UNKNOWN = UNKNOWN, UNKNOWN_TEXT

    class Way(models.TextChoices):
        """How it was handed in."""

        COUNTER = "counter", "窓口"
        POST = "post", "郵送"
        ONLINE = "online", "オンライン"
        UNKNOWN = UNKNOWN, UNKNOWN_TEXT

    class Specific(models.TextChoices):
        """Whether it is about data with a My Number, and which (番号法30条, 31条)."""

        NONE = "none", "いいえ"
        SPECIFIC = "specific", "特定個人情報"
        PROVISION_RECORDS = "provision_records", "情報提供等の記録"
        UNKNOWN = UNKNOWN, UNKNOWN_TEXT

    kind: "models.ForeignKey[RequestKind, RequestKind]"

    requester = models.CharField(
        "請求者の別",
        max_length=20,
        choices=Requester,
        default=Requester.UNKNOWN,
        help_text="記録のない古い請求は「不明」",
    )
    way = models.CharField(
        "請求の方法",
        max_length=10,
        choices=Way,
        default=Way.UNKNOWN,
        help_text="記録のない古い請求は「不明」",
    )
    specific = models.CharField(
        "特定個人情報",
        max_length=20,
        choices=Specific,
        default=Specific.UNKNOWN,
        help_text="個人番号をその内容に含むもの（番号法）",
    )

    class Meta:
        abstract = True

    @property
    def is_specific(self) -> bool:
        """Whether it is known to be about data with a My Number."""
        return self.specific in (self.Specific.SPECIFIC, self.Specific.PROVISION_RECORDS)

    def check_asking(self) -> None:
        """Refuse what its kind does not ask, and what 番号法 leaves out."""
        filled = [name for name in ASKED if getattr(self, name) != UNKNOWN]
        if filled and not self.kind.asks_requester:
            message = f"{self.kind.regime}の{self.kind.request_name}には、記録しません。"
            raise ValidationError(dict.fromkeys(filled, message))
        records = self.specific == self.Specific.PROVISION_RECORDS
        if records and self.kind.has_cessation_grounds:
            message = f"情報提供等の記録には、{self.kind.request_name}はありません（番号法31条）。"
            raise ValidationError({"specific": message})


def asking_known() -> list[models.BaseConstraint]:
    """Return the constraints on how a request came."""
    return [
        choice_known("requester", *Asking.Requester.values),
        choice_known("way", *Asking.Way.values),
        choice_known("specific", *Asking.Specific.values),
    ]
