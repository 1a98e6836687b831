"""情報公開・個人情報保護審議会: sessions, meetings, consultations and their points."""

from django.db import models
from django.db.models import F, Q

from disclosure.models import ReviewRequest
from kurume_privacy.fiscal import FiscalYear
from kurume_privacy.models import Record, choice_known, numbered_once, validate_year, year_known


class CouncilSession(Record):
    """第○回: a numbered session of a fiscal year; on several dates it is still one session."""

    parts = ("meetings", "consultations", "briefings")

    year = models.PositiveSmallIntegerField("年度", validators=[validate_year])
    number = models.PositiveSmallIntegerField("回数")

    class Meta:
        verbose_name = verbose_name_plural = "審議会"
        ordering = ["year", "number"]
        constraints = [numbered_once(), year_known()]

    def __str__(self):
        return f"{FiscalYear(self.year)}第{self.number}回審議会"


class SessionRow(Record):
    """A row that belongs to a session, in the order given."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, verbose_name="審議会")
    order = models.PositiveSmallIntegerField("順序")

    class Meta:
        abstract = True


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

    class Meta:
        verbose_name = verbose_name_plural = "諮問案件"
        ordering = ["session", "order", "pk"]
        default_related_name = "consultations"
        constraints = [
            choice_known("conclusion", "", "approved", "not_approved", "continued"),
        ]

    def __str__(self):
        return f"{self.session}({self.order})"


class ConsultationPoint(Record):
    """A point of a consultation under its own mark: ①, 類型案1."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="points", verbose_name="諮問案件"
    )
    order = models.PositiveSmallIntegerField("順序")
    label = models.CharField("記号", max_length=20, help_text="例：①、類型案1")
    matter = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "諮問案件の細目"
        ordering = ["consultation", "order", "pk"]

    def __str__(self):
        return f"{self.consultation}{self.label}"


class CouncilBriefing(SessionRow):
    """報告事項: what the council was told, without being consulted."""

    matter = models.TextField("報告事項")

    class Meta:
        verbose_name = verbose_name_plural = "報告事項"
        ordering = ["session", "order", "pk"]
        default_related_name = "briefings"

    def __str__(self):
        return self.matter
