"""審査請求: appeals against a disposition or against no answer, and what became of them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from disclosure.models.course import ENDS
from disclosure.models.disposition import Disposition
from disclosure.models.request import NO_NAMES, DisclosureRequest
from disclosure.models.review_constraints import CONSTRAINTS, GRANTING
from disclosure.models.review_days import (
    REFERRAL_DAYS,
    RULING_DAYS,
    ReviewRequestQuerySet,
    days_between,
)
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import (
    NOTHING,
    ORGANISATION,
    EventDateField,
    Record,
    SearchKeyField,
    Shown,
    fiscal_year_of,
    numbered_once,
    year_known,
)

NO_ANSWER = "不作為"


class ReviewRequest(Record):
    """審査請求: an appeal (行政不服審査法2条, 3条; 法105条; 条例21条の2から)."""

    division_path = "request__division"
    dated_by = "received_on"
    shown_with = (
        "disposition__outcome",
        "disposition__request__kind",
        "request__kind__regime",
        f"request__{ORGANISATION}",
    )
    collected = ("disposition__request__dispositions",)

    class Against(models.TextChoices):
        """What it is against (行政不服審査法2条, 3条)."""

        DISPOSITION = "disposition", "処分"
        NO_ANSWER = "no_answer", NO_ANSWER

    class Ruling(models.TextChoices):
        """How it ends (行政不服審査法45条, 46条, 49条), and what the council advises."""

        GRANTED = "granted", "認容"
        PARTLY_GRANTED = "partly_granted", "一部認容"
        DISMISSED = "dismissed", "棄却"
        REJECTED = "rejected", "却下"
        WITHDRAWN = "withdrawn", "取下げ"

    class NoReferral(models.TextChoices):
        """Why it was not referred (法105条1項各号)."""

        INADMISSIBLE = "inadmissible", "1号（不適法であり、却下する）"
        DISCLOSED = "disclosed", "2号（全部を認容し、全部を開示する）"
        CORRECTED = "corrected", "3号（全部を認容し、訂正をする）"
        CEASED = "ceased", "4号（全部を認容し、利用停止をする）"

    number = models.PositiveIntegerField("受付番号")
    against = models.CharField("対象", max_length=15, choices=Against, default=Against.DISPOSITION)
    request = models.ForeignKey(
        DisclosureRequest,
        models.PROTECT,
        related_name="appeals",
        verbose_name="対象となった請求",
    )
    disposition = models.ForeignKey(
        Disposition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review_requests",
        verbose_name="対象となった処理",
    )
    by_third_party = models.BooleanField("第三者からの審査請求", default=False)
    received_on = EventDateField("受付日")
    year = fiscal_year_of("received_on")
    referred_on = EventDateField("諮問日", null=True, blank=True)
    parties_told_on = EventDateField(
        "諮問の通知日",
        null=True,
        blank=True,
        help_text="諮問をした旨を、審査請求人などに通知した日（法105条2項）",
    )
    no_referral_reason = models.CharField(
        "諮問しない理由",
        max_length=15,
        choices=NoReferral,
        blank=True,
        help_text="法105条1項各号。諮問するときは、空けておきます。",
    )
    referral_reason = models.CharField(
        "諮問が遅れた理由",
        max_length=200,
        blank=True,
        help_text=f"受付から諮問まで{REFERRAL_DAYS}日を超えたとき。{NO_NAMES}",
    )
    opinion_on = EventDateField("答申日", null=True, blank=True)
    opinion = models.CharField("答申の結果", max_length=15, choices=Ruling, blank=True)
    ruled_on = EventDateField("裁決日", null=True, blank=True)
    ruling = models.CharField("裁決", max_length=15, choices=Ruling, blank=True)
    ruling_reason = models.CharField(
        "裁決が遅れた理由",
        max_length=200,
        blank=True,
        help_text=f"答申から裁決まで{RULING_DAYS}日を超えたとき。{NO_NAMES}",
    )
    court_filed_on = EventDateField("訴訟の提起日", null=True, blank=True)
    court_result = models.CharField("訴訟の結果", max_length=200, blank=True, help_text=NO_NAMES)
    search_key = SearchKeyField()

    objects = models.Manager.from_queryset(ReviewRequestQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "審査請求"
        ordering = ["year", "number"]
        constraints = [numbered_once(), year_known(), *CONSTRAINTS]

    def __str__(self):
        return f"{self.in_year} 審査請求第{self.number}号"

    @property
    def about(self) -> str:
        """Return what it is against, as lists and pages call it: … 承諾, … 不作為."""
        return f"{self.request} {self.disposition.outcome if self.disposition else NO_ANSWER}"

    def in_words(self) -> str:
        """Return what it is against, as the report has it: 開示請求に対する一部承諾."""
        answer = self.disposition.outcome if self.disposition else NO_ANSWER
        return f"{self.request.kind.request_name}に対する{answer}"

    def days_to_referral(self, until: date) -> int | None:
        """Return the days from receipt to referral, or to ``until``; None where none will come."""
        ended = self.ruled_on is not None and self.ruled_on <= until
        if self.referred_on is None and (ended or self.no_referral_reason):
            return None
        return days_between(self.received_on, self.referred_on, until)

    def days_to_ruling(self, until: date) -> int | None:
        """Return the days from the opinion to the ruling, or to ``until``."""
        return days_between(self.opinion_on, self.ruled_on, until)

    def third_party_opposed(self) -> bool:
        """Say whether a third party opposes the disclosure: then it is always referred."""
        heard = self.request.third_parties.filter(opposed="yes")
        return self.by_third_party or heard.exists()

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
        opinion, ruling = self.opinion if known[1] else "", self.ruling if known[2] else ""
        target = self.request_id, self.disposition_id, self.by_third_party
        return Shown.part(self.number, received, *target, *known, opinion, ruling)

    def clean(self):
        """It fits what it is against, and why it was not referred."""
        super().clean()
        if not self.request_id:
            return
        if self.disposition and self.disposition.request_id != self.request_id:
            raise ValidationError({"request": "対象となった処理は、この請求のものではありません。"})
        if self.received_on:
            self._check_received()
        if self.no_referral_reason in GRANTING:
            self._check_granted_unreferred()

    def _check_received(self):
        """Nobody appeals against what is not decided yet, or not even asked for."""
        if self.disposition:
            if self.received_on < self.disposition.decided_on:
                message = "受付日は、対象となった処理の決定日以後の日にしてください。"
                raise ValidationError({"received_on": message})
            return
        if self.received_on < self.request.received_on:
            message = "受付日は、対象となった請求の受付日以後の日にしてください。"
            raise ValidationError({"received_on": message})
        if self.against == self.Against.NO_ANSWER:
            self._check_unanswered()

    def _check_unanswered(self):
        """Nobody appeals against no answer where there is one (行政不服審査法3条)."""
        before = self.request.dispositions.filter(ENDS, decided_on__lt=self.received_on)
        if answer := before.select_related("outcome").first():
            given = f"{answer.outcome}、{era_date(answer.decided_on)}決定"
            message = (
                f"この請求は、審査請求の受付より前に処理されています（{given}）。"
                "処分についての審査請求にしてください。"
            )
            raise ValidationError({"against": message})

    def _check_granted_unreferred(self):
        """法105条1項2号から4号: each of a kind of request; none against who opposes."""
        kind, reason = self.request.kind, self.NoReferral(self.no_referral_reason)
        fits = {
            self.NoReferral.DISCLOSED: kind.has_method,
            self.NoReferral.CORRECTED: not (kind.has_method or kind.has_cessation_grounds),
            self.NoReferral.CEASED: not kind.has_method
            and (kind.has_cessation_grounds or not kind.follows_disclosure),
        }
        if not fits[reason]:
            message = f"{kind.request_name}についての審査請求の理由ではありません。"
            raise ValidationError({"no_referral_reason": message})
        if kind.has_method and self.third_party_opposed():
            message = "第三者が開示に反対しているときは、諮問が必要です（法105条1項2号）。"
            raise ValidationError({"no_referral_reason": message})
