"""What only the report needs: when the last one was published, training, the office's wording."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear, era_month
from kurume_privacy.models import (
    NOTHING,
    ClosedYear,
    EventDateField,
    MonthField,
    Record,
    RecordQuerySet,
    SearchKeyField,
    Shown,
    YearField,
    fiscal_year_of,
    validate_year,
    year_known,
)
from kurume_privacy.text import half_width
from reports.edition import placeholders
from reports.edition.paragraphs import paragraph_of
from reports.models.edition import Edition
from reports.models.steps import Stage, Step


def wordable() -> dict[str, str]:
    """Return the paragraphs that the office may word itself, by their key in the report.

    The sections declare them, and the sections need the models: so they are asked for when a form
    or a page offers them, and a migration names this function alone, whatever is declared.
    """
    config: Any = apps.get_app_config("reports")
    return config.wordable


class PublicNoticeQuerySet(RecordQuerySet):
    """告示, as of the year whose report tells of them."""

    def changeable(self) -> Self:
        """Return those of which no closed year tells: the one after their own may, or may not."""
        before = [year - 1 for year in ClosedYear.years()]
        told: Any = self.model.objects.filter(year__in=before)  # notices
        kept = [notice.pk for notice in told if notice.shown_in(notice.year + 1)]
        return self.exclude(pk__in=kept)


class PublicNotice(Record):
    """告示: the official notice by which the report of a fiscal year was published."""

    year = YearField(
        "報告の年度",
        unique=True,
        validators=[validate_year],
        error_messages={"unique": "この年度の報告書の告示は、既に登録されています。"},
    )
    published_on = EventDateField("公表日")
    number = models.PositiveIntegerField("告示番号")
    on_website = models.BooleanField("市のホームページでも公表", default=True)

    printed_in = "publication.notice"  # the paragraph of the next year's report
    objects = models.Manager.from_queryset(PublicNoticeQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "告示"
        ordering = ["year"]
        constraints = [year_known()]

    def __str__(self):
        return f"久留米市告示第{self.number}号"

    def shown_in(self, year: int, counted_to: date = date.max) -> Shown:
        """Return what the report of ``year`` shows: how that of the year before was published.

        Once it is published, that is what its edition printed: what is recorded later is not in it.
        """
        shown = super().shown_in(year - 1)
        if not shown or Step.stage(FiscalYear(year)) != Stage.PUBLISHED:
            return shown
        edition = Edition.objects.of_year(FiscalYear(year)).last()
        if edition is None:
            return shown
        return shown if self._is_printed_in(edition) else NOTHING

    def _is_printed_in(self, edition: Edition) -> bool:
        """Say whether an edition tells of it, in the words of the report or the office's own."""
        said = half_width(paragraph_of(edition.report, self.printed_in))
        return not self._state.adding and f"告示第{self.number}号" in said

    def clean(self):
        """A report is published after its year is over."""
        super().clean()
        if self.year and self.published_on and self.published_on < date(self.year + 1, 4, 1):
            raise ValidationError({"published_on": "公表日は、報告の年度の後の日にしてください。"})


class Training(Record):
    """職員研修及び意識啓発: what was done in a month to train staff."""

    month = MonthField("実施月")
    year = fiscal_year_of("month")
    order = models.PositiveSmallIntegerField("順序", default=0)
    content = models.CharField("内容", max_length=200)
    note = models.CharField("備考", max_length=200, blank=True)
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "職員研修及び意識啓発"
        ordering = ["month", "order", "pk"]
        indexes = [models.Index(fields=["year"], name="training_year")]
        constraints = [
            year_known(),
            models.UniqueConstraint(
                fields=["month", "content"],
                name="training_once_a_month",
                violation_error_message="この月には、同じ内容の記録が既にあります。",
            ),
        ]

    def __str__(self):
        return f"{era_month(self.month)} {self.content}"

    @classmethod
    def next_order(cls, month: date) -> int:
        """Return the place after the last one of a month."""
        last = cls._base_manager.filter(month=month).aggregate(last=models.Max("order"))["last"]
        return (last or 0) + 1

    def clean(self):
        """Only the month counts."""
        super().clean()
        if self.month:
            self.month = self.month.replace(day=1)


class Wording(Record):
    """The office's own wording of one paragraph for one year, with placeholders for numbers."""

    year = YearField("年度", validators=[validate_year])
    paragraph = models.CharField("段落", max_length=60, choices=wordable)
    text = models.TextField("文", help_text="数は{本人同意}のように、かっこ付きの名前で書きます。")
    # What the names stood for when they were typed: {name: measure and dimensions}.
    numbers = models.JSONField("名前の表す数", default=dict, blank=True, editable=False)
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "報告書の文"
        ordering = ["year", "paragraph"]
        constraints = [
            year_known(),
            models.UniqueConstraint(
                fields=["year", "paragraph"],
                name="wording_once",
                violation_error_message="この年度のこの段落には、既に文があります。",
            ),
        ]

    def __str__(self):
        return f"{FiscalYear(self.year)} {self.get_paragraph_display()}"

    def clean(self):
        """Braces must pair, or a number would silently stay a word."""
        super().clean()
        if self.text and not placeholders.well_formed(self.text):
            raise ValidationError({"text": "かっこ{ }は、名前を挟んで対にしてください。"})
