"""The city's organisation: agencies, departments and divisions, and when a name was in use."""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models.constraints import in_order
from kurume_privacy.models.in_force import InForce, in_force_on, not_ended
from kurume_privacy.models.keyed import Keyed, keyed_once
from kurume_privacy.models.record import Record, RecordQuerySet
from kurume_privacy.models.search_key import SearchKeyField

ENDS_BEFORE_IT_BEGINS = "使用終了日は、使用開始日以後の日にしてください。"
SAME_NAME_TWICE = "同じ名称で、同じ使用開始日のものが既にあります。"
SUCCESSOR_WITHOUT_END = "引き継ぐ課を選んだときは、使用終了日も入力してください。"
NOT_THERE_THE_DAY_AFTER = "引き継ぐ課は、{day}に使われている、別の課にしてください。"
TAKES_OVER_ON = (
    "この課は、{day}から「{former}」を引き継いでいます。その日に使われるようにしてください。"
)
NEXT_DAY = timedelta(days=1)


class UnitQuerySet(RecordQuerySet):
    """Units, by when their names are in use."""

    def in_use_on(self, day: date) -> Self:
        """Return those in use on ``day``, whatever of what they belong to."""
        return self.filter(in_force_on(day))

    def not_ended(self, day: date) -> Self:
        """Return those that ``day`` does not find ended, some of them only to begin."""
        return self.filter(not_ended(day))


class Unit(Record, InForce):
    """What agency, department and division share: a name, an order, dates of validity."""

    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("順序", default=0, help_text="小さい順に並びます。")
    search_key = SearchKeyField(without=("key",))

    objects = models.Manager.from_queryset(UnitQuerySet)()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Reorganised(models.Model):
    """Began, or ends, by an act of reorganisation; by hand where it says none."""

    begun_by = models.ForeignKey(
        "kurume_privacy.Reorganisation",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="begun_%(class)ss",
        verbose_name="設けた組織の変更",
    )
    ended_by = models.ForeignKey(
        "kurume_privacy.Reorganisation",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="ended_%(class)ss",
        verbose_name="終えた組織の変更",
    )

    class Meta:
        abstract = True


def _constraints(*within: str) -> list[models.BaseConstraint]:
    """Return the constraints of a unit that stands ``within`` another."""
    return [
        in_order(
            "valid_from",
            "valid_until",
            name="%(class)s_ends_after_it_begins",
            message=ENDS_BEFORE_IT_BEGINS,
        ),
        models.UniqueConstraint(
            fields=[*within, "name", "valid_from"],
            name="%(class)s_once",
            violation_error_message=SAME_NAME_TWICE,
        ),
        models.UniqueConstraint(
            fields=[*within, "name"],
            condition=models.Q(valid_from=None),
            name="%(class)s_once_since_ever",
            violation_error_message=SAME_NAME_TWICE,
        ),
    ]


def not_in_use(day: str, division: str = "division") -> models.Q:
    """Return the condition that a record's division was not in use on the day in that field.

    Nor its department, nor its agency: the rule of `Division.refuse_unless_in_use_on`, for
    records that were saved before an end was entered.
    """
    found = models.Q()
    for unit in (division, f"{division}__department", f"{division}__department__agency"):
        found |= models.Q(**{f"{unit}__valid_from__gt": models.F(day)})
        found |= models.Q(**{f"{unit}__valid_until__lt": models.F(day)})
    return found


class Agency(Keyed, Unit):
    """実施機関: one of those bound by the law, in the law's order (情報公開条例2条1項)."""

    class Meta:
        verbose_name = verbose_name_plural = "実施機関"
        ordering = ["order", "pk"]
        constraints = [*_constraints(), keyed_once()]


class Department(Keyed, Unit, Reorganised):
    """部局 of an agency."""

    key_within = ("agency",)
    shown_with = ("agency",)

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="departments", verbose_name="実施機関"
    )

    class Meta:
        verbose_name = verbose_name_plural = "部局"
        ordering = ["agency__order", "order", "pk"]
        constraints = [*_constraints("agency"), keyed_once("agency")]


class DivisionManager(models.Manager.from_queryset(UnitQuerySet)):
    """Divisions, each with what its full name is made of: it is hardly ever shown without."""

    def get_queryset(self) -> UnitQuerySet:
        """Fetch department and agency along."""
        return super().get_queryset().select_related("department__agency")


class Division(Unit, Reorganised):
    """課 of a department; the name is empty where a department has no divisions.

    Records keep the division of their day. What became of it keeps them: its successor, from the
    day after its end (`kurume_privacy.models.succession`).
    """

    shown_with = ("department__agency", "successor__department")

    name = models.CharField("名称", max_length=60, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="divisions", verbose_name="部局"
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="引き継ぐ課",
        help_text="使用終了日の翌日から、この課の記録と職員を引き継ぎます。",
    )

    objects = DivisionManager()

    class Meta:
        verbose_name = verbose_name_plural = "所管課"
        ordering = ["department__agency__order", "department__order", "order", "pk"]
        constraints = [
            *_constraints("department"),
            models.CheckConstraint(
                condition=models.Q(successor=None) | models.Q(valid_until__isnull=False),
                name="division_ends_before_it_is_taken_over",
                violation_error_message=SUCCESSOR_WITHOUT_END,
            ),
        ]

    def __str__(self):
        return f"{self.department.name}{self.name}"

    def clean(self):
        """A successor is in use on the day on which it takes over, this one's and this one."""
        super().clean()
        if self.successor is not None and self.valid_until is not None:
            day = self.valid_until + NEXT_DAY
            if self.successor_id == self.pk or not self.successor.in_force_on(day):
                said = NOT_THERE_THE_DAY_AFTER.format(day=era_date(day))
                raise ValidationError({"successor": said})
        for former in self.predecessors.all() if self.pk else ():
            if former.valid_until and not self.in_force_on(former.valid_until + NEXT_DAY):
                said = era_date(former.valid_until + NEXT_DAY)
                raise ValidationError(TAKES_OVER_ON.format(day=said, former=former))

    def refuse_unless_in_use_on(self, day: date) -> None:
        """Refuse a record of ``day`` whose division was not in use on it."""
        units = (self, self.department, self.department.agency)
        if not all(unit.in_force_on(day) for unit in units):
            raise ValidationError(
                {"division": f"「{self}」は{era_date(day)}には使われていません。"}
            )
