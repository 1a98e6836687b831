"""第三者の意見: whoever else the data tells of is heard before the decision (法86条)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models.asking import UNKNOWN, UNKNOWN_TEXT
from disclosure.models.disposition import Disposition
from disclosure.models.reported import of_a_row
from disclosure.models.request import DisclosureRequest
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import (
    EventDateField,
    Record,
    Shown,
    choice_known,
    in_order,
)

STILL_TO_WAIT = (
    "反対意見書が出ているため、決定から{days}日を置き、{earliest}以後に実施してください"
    "（法86条3項）。"
)


STEPS = (("asked_on",), ("answered_on", "opposed"))


class ThirdParty(Record):
    """A third party of a request: asked, answered, opposed or not, told. Nobody's name."""

    division_path = "request__division"
    owner = "request"
    goes_on = True
    shown_with = ("request__kind",)

    class Paragraph(models.TextChoices):
        """Whether it may or must be heard."""

        MAY = "may", "86条1項"
        MUST = "must", "86条2項"
        UNKNOWN = UNKNOWN, UNKNOWN_TEXT

    class Opposed(models.TextChoices):
        """Whether it sent a 反対意見書; nothing while it has not answered, or nobody knows."""

        YES = "yes", "はい"
        NO = "no", "いいえ"

    request = models.ForeignKey(
        DisclosureRequest,
        models.CASCADE,
        related_name="third_parties",
        verbose_name="開示等請求",
    )
    paragraph = models.CharField(
        "意見を聴く根拠",
        max_length=10,
        choices=Paragraph,
        default=Paragraph.UNKNOWN,
        help_text="1項は聴くことができるとき、2項は聴かなければならないとき",
    )
    asked_on = EventDateField(
        "第三者に意見を求めた日", help_text="第三者の氏名や住所は書きません。"
    )
    answer_by = models.DateField("意見の提出期限", null=True, blank=True)
    answered_on = EventDateField(
        "第三者の意見が提出された日",
        null=True,
        blank=True,
        help_text="意見がないときは、提出の期限の日",
    )
    opposed = models.CharField(
        "反対意見書",
        max_length=3,
        choices=Opposed,
        blank=True,
        help_text="開示に反対のとき「はい」",
    )
    told_on = EventDateField(
        "第三者に開示決定を通知した日",
        null=True,
        blank=True,
        help_text="反対意見書があるときは、開示決定の後直ちに（法86条3項）",
    )

    class Meta:
        verbose_name = verbose_name_plural = "第三者の意見"
        ordering = ["request", "asked_on", "pk"]
        constraints = [
            choice_known("paragraph", "may", "must", UNKNOWN),
            choice_known("opposed", "", "yes", "no"),
            in_order(
                "asked_on",
                "answered_on",
                "told_on",
                name="third_party_dates_in_order",
                message="意見を求めた日、提出された日、通知した日は、この順になるようにしてください。",
            ),
            in_order(
                "asked_on",
                "answer_by",
                name="third_party_may_answer",
                message="意見の提出期限は、意見を求めた日以後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(opposed="") | Q(answered_on__isnull=False),
                name="third_party_opposed_in_an_answer",
                violation_error_message="意見が提出された日も入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.request} 第三者の意見"

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows of it: what is dated up to the day."""
        return of_a_row(self, year, STEPS, counted_to)

    @property
    def opposes(self) -> bool:
        """Whether it is known to have opposed the disclosure."""
        return self.opposed == self.Opposed.YES

    def opposed_by(self, day: date) -> bool:
        """Say whether it had opposed the disclosure by a day; of an unknown day, it may have."""
        return self.opposes and (self.answered_on is None or self.answered_on <= day)

    def clean(self):
        """Nobody is heard before the request was received, nor of a kind that hears nobody."""
        super().clean()
        request = getattr(self, "request", None)  # it may come with the same form, not stored yet
        if request is None or not (request.kind_id and request.received_on):
            return
        if self._state.adding and not request.kind.hears_third_parties:
            message = f"{request.kind.request_name}には、第三者の意見の聴取はありません。"
            raise ValidationError({"asked_on": message})
        if self.asked_on and self.asked_on < request.begins_on:
            message = "意見を求めた日は、受付日以後の日にしてください。"
            raise ValidationError({"asked_on": message})


def earliest_carrying_out(answer: Disposition, parties: Iterable[ThirdParty]) -> date | None:
    """Return the first day on which an answer may be carried out, where a third party opposed.

    法86条3項: at least two weeks lie between. None where nobody had opposed by the decision.
    """
    days = answer.request.kind.opposed_wait_days
    if days is None or not any(party.opposed_by(answer.decided_on) for party in parties):
        return None
    return answer.decided_on + timedelta(days=days)


def refuse_within_wait(answer: Disposition, parties: Iterable[ThirdParty], today: date) -> None:
    """Refuse to carry out today what can still wait; what has happened is a check (`late`)."""
    carried_out, earliest = answer.carried_out_on, earliest_carrying_out(answer, parties)
    if carried_out is None or earliest is None or carried_out < today or earliest <= today:
        return
    days = answer.request.kind.opposed_wait_days
    message = STILL_TO_WAIT.format(days=days, earliest=era_date(earliest))
    raise ValidationError({"carried_out_on": message})
