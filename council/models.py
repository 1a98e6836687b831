"""情報公開・個人情報保護審議会: sessions, meetings, consultations and their points."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from disclosure.models import ReviewRequest
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import (
    Record,
    SearchKeyField,
    YearField,
    choice_known,
    numbered_once,
    validate_year,
    year_known,
)


class CouncilSession(Record):
    """第○回: a numbered session of a fiscal year; on several dates it is still one session."""

    parts = ("meetings", "consultations", "briefings")
    counted_in = "回"
    collected = (
        "meetings",
        "consultations__points",
        "consultations__review_request",
        "briefings",
    )

    year = YearField("年度", validators=[validate_year])
    number = models.PositiveSmallIntegerField("回数")

    class Meta:
        verbose_name = verbose_name_plural = "審議会"
        ordering = ["year", "number"]
        constraints = [numbered_once(), year_known()]

    def __str__(self):
        return f"{FiscalYear(self.year)}第{self.number}回審議会"


class SessionRow(Record):
    """A row that belongs to a session, in the order given."""

    owner = "session"
    shown_with = ("session",)

    session = models.ForeignKey(CouncilSession, models.CASCADE, verbose_name="審議会")
    order = models.PositiveSmallIntegerField("順序")

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the page of its session: a row has none of its own."""
        return self.session.get_absolute_url()


class Meeting(SessionRow):
    """A date and place of a session; in writing it is a span of dates without a place."""

    class Manner(models.TextChoices):
        """How the session met."""

        IN_PERSON = "in_person", "対面"
        WRITTEN = "written", "書面決議"
        ONLINE = "online", "オンライン会議"

    manner = models.CharField("開催方法", max_length=10, choices=Manner, default=Manner.IN_PERSON)
    held_on = models.DateField("開催日")
    ends_on = models.DateField("終了日", null=True, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "開催日・場所"
        ordering = ["session", "order", "pk"]
        default_related_name = "meetings"
        constraints = [
            choice_known("manner", "in_person", "written", "online"),
            models.CheckConstraint(
                condition=~Q(manner="in_person") | ~Q(place=""),
                name="meeting_in_person_has_place",
                violation_error_message="対面の会議には、場所を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(manner="written") | Q(ends_on__isnull=False, place=""),
                name="meeting_in_writing_has_span",
                violation_error_message="書面決議には、終了日を入力し、場所は空けてください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("held_on")),
                name="meeting_ends_after_it_begins",
                violation_error_message="終了日は、開催日以後の日にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.session} {self.get_manner_display()}"

    @property
    def days(self) -> str:
        """Return the day of the meeting, or the span of days of one in writing."""
        until = f"～{era_date(self.ends_on)}" if self.ends_on else ""
        return f"{era_date(self.held_on)}{until}"

    def clean(self):
        """Say at the field itself what the constraints can only say of the whole row."""
        super().clean()
        if wrong := dict(self._wrong_fields()):
            raise ValidationError(wrong)

    def _wrong_fields(self):
        if self.manner == self.Manner.IN_PERSON and not self.place:
            yield "place", "対面の会議には、場所を入力してください。"
        if self.manner == self.Manner.WRITTEN and self.place:
            yield "place", "書面決議では、場所は空けてください。"
        if self.manner == self.Manner.WRITTEN and not self.ends_on:
            yield "ends_on", "書面決議には、終了日を入力してください。"
        if self.held_on and self.ends_on and self.ends_on < self.held_on:
            yield "ends_on", "終了日は、開催日以後の日にしてください。"


class Consultation(SessionRow):
    """諮問案件: a matter put to the council, and the council's conclusion on it."""

    parts = ("points",)

    class Conclusion(models.TextChoices):
        """結論."""

        APPROVED = "approved", "承認"
        NOT_APPROVED = "not_approved", "不承認"
        CONTINUED = "continued", "継続審議"

    matter = models.TextField("諮問事項")
    conclusion = models.CharField("結論", max_length=15, choices=Conclusion, blank=True)
    review_request = models.ForeignKey(
        ReviewRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="諮問された審査請求",
    )
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "諮問案件"
        ordering = ["session", "order", "pk"]
        default_related_name = "consultations"
        constraints = [
            choice_known("conclusion", "", "approved", "not_approved", "continued"),
        ]

    def __str__(self):
        return f"{self.session}({self.order})"

    @classmethod
    def reviews_to_choose(cls, since: date, current: Collection = ()) -> models.QuerySet:
        """Return the appeals a consultation may be about, those referred last first.

        Referred ones: since this day, or never consulted on yet, or those already chosen.
        """
        consulted = Exists(cls.objects.filter(review_request=OuterRef("pk")))
        open_to_choose = Q(referred_on__gte=since) | ~consulted | Q(pk__in=current)
        referred = ReviewRequest.objects.filter(referred_on__isnull=False)
        return referred.filter(open_to_choose).order_by("-referred_on", "-pk")


class ConsultationPoint(Record):
    """A point of a consultation under its own mark: ①, 類型案1."""

    owner = "consultation"
    shown_with = ("consultation__session",)

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="points", verbose_name="諮問案件"
    )
    order = models.PositiveSmallIntegerField("順序")
    label = models.CharField("記号", max_length=20, help_text="例：①、類型案1")
    matter = models.TextField("内容")
    search_key = SearchKeyField(without=("label",))

    class Meta:
        verbose_name = verbose_name_plural = "諮問案件の細目"
        ordering = ["consultation", "order", "pk"]

    def __str__(self):
        return f"{self.consultation}{self.label}"

    def get_absolute_url(self) -> str:
        """Return the page of its session."""
        return self.consultation.get_absolute_url()


class CouncilBriefing(SessionRow):
    """報告事項: what the council was told, without being consulted."""

    matter = models.TextField("報告事項")
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "報告事項"
        ordering = ["session", "order", "pk"]
        default_related_name = "briefings"

    def __str__(self):
        return self.matter
