"""個人情報業務: businesses that keep personal information, and the notices about them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from kurume_privacy.models import (
    ORGANISATION,
    Division,
    EventDateField,
    Record,
    RecordQuerySet,
    SearchKeyField,
    choice_known,
    fiscal_year_of,
    numbered_once,
    year_known,
)


class BusinessQuerySet(RecordQuerySet):
    """Businesses, and what their notices say of them."""

    def with_state(self) -> Self:
        """Say of each whether its abolition was notified: ``abolished``."""
        notices = BusinessNotice.objects.filter(business=OuterRef("pk"))
        ended = notices.filter(kind=BusinessNotice.Kind.ABOLITION)
        return self.annotate(abolished=Exists(ended.order_by()))

    def written(self) -> Self:
        """Say of each also where it stands."""
        return super().written().with_state()


class Business(Record):
    """An entry of the register (条例6条): a line of work that keeps personal information."""

    division_path = "division"
    shown_with = (ORGANISATION,)

    class State(models.TextChoices):
        """Whether it is still carried on; derived from its notices, never typed."""

        REGISTERED = "registered", "登録中"
        ABOLISHED = "abolished", "廃止"

    name = models.CharField("業務の名称", max_length=200)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="所管課")
    search_key = SearchKeyField()

    objects = models.Manager.from_queryset(BusinessQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "個人情報業務"
        ordering = ["division", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"],
                name="business_registered_once",
                violation_error_message="この課には、同じ名称の業務が既に登録されています。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def state(self) -> State:
        """Whether it is still carried on, as `with_state` found it."""
        ended = self.__dict__.get("abolished")
        if ended is None:
            ended = self.notices.filter(kind=BusinessNotice.Kind.ABOLITION).exists()
        return self.State.ABOLISHED if ended else self.State.REGISTERED


class BusinessNotice(Record):
    """What an agency notifies about a business, under the name and division of that day."""

    division_path = "division"
    dated_by = "notified_on"
    shown_with = ("business", ORGANISATION)
    written_with = (f"business__{ORGANISATION}",)

    class Kind(models.TextChoices):
        """The kinds, in the report's order, as the list of notices words them."""

        START = "start", "開始"
        CHANGE = "change", "変更"
        ABOLITION = "abolition", "廃止"

    number = models.PositiveIntegerField("届出番号")
    notified_on = EventDateField("届出日")
    year = fiscal_year_of("notified_on")
    kind = models.CharField("登録区分", max_length=10, choices=Kind)
    business = models.ForeignKey(
        Business, models.PROTECT, related_name="notices", verbose_name="個人情報業務"
    )
    name = models.CharField("届出時の業務の名称", max_length=200)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="届出時の所管課")
    search_key = SearchKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "業務の届出"
        ordering = ["year", "number"]
        indexes = [models.Index(fields=["year", "kind", "division"], name="notice_counted")]
        constraints = [
            numbered_once(),
            year_known(),
            choice_known("kind", "start", "change", "abolition"),
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(kind="start"),
                name="business_starts_once",
                violation_error_message="この業務の開始は、既に届け出られています。",
            ),
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(kind="abolition"),
                name="business_ends_once",
                violation_error_message="この業務の廃止は、既に届け出られています。",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.get_kind_display()} {self.name}"

    def clean(self):
        """The division must have been in use on the day of the notice."""
        super().clean()
        if self.notified_on and self.division_id:
            self.division.refuse_unless_in_use_on(self.notified_on)
