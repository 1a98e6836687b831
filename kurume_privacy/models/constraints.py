"""The constraints that many records share, each with its sentence."""

from datetime import date
from itertools import combinations

from django.db import models

from kurume_privacy.calendar.fiscal import EARLIEST


def numbered_once(*within: str) -> models.UniqueConstraint:
    """Return the constraint that a number stands once in a year."""
    return models.UniqueConstraint(
        fields=["year", *within, "number"],
        name="%(app_label)s_%(class)s_numbered_once",
        violation_error_message="この年度には、同じ番号の記録が既にあります。",
    )


def is_numbered(model: type[models.Model]) -> bool:
    """Say whether such records are numbered anew in each year, each number once."""
    return any(
        {"year", "number"} <= set(each.fields)
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
    )


def year_known() -> models.CheckConstraint:
    """Return the constraint that a year typed wrongly, 0021 for 2021, is refused."""
    return models.CheckConstraint(
        condition=models.Q(year__range=(EARLIEST, date.max.year - 1)),
        name="%(app_label)s_%(class)s_year_known",
        violation_error_message="日付の年を確かめてください。",
    )


def choice_known(field: str, *values: str) -> models.CheckConstraint:
    """Return the constraint that the database knows no other choices than the form."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message="選択肢から選んでください。",
    )


class InOrder(models.CheckConstraint):
    """The constraint that dates are in an order; to the database a check as any other."""

    def __init__(self, *, dates: tuple[str, ...] = (), **options):
        super().__init__(**options)
        self.dates = dates

    def deconstruct(self):
        """Return it as the check that it is."""
        _, args, options = super().deconstruct()
        return "django.db.models.CheckConstraint", args, options

    def clone(self) -> "InOrder":
        """Return another of the same, as every model gets its own."""
        made = super().clone()
        made.dates = self.dates
        return made


def in_order(*fields: str, name: str, message: str) -> InOrder:
    """Return the constraint that the dates are in this order, those that are known."""
    condition = models.Q()
    for earlier, later in combinations(fields, 2):
        condition &= (
            models.Q(**{f"{earlier}__isnull": True})
            | models.Q(**{f"{later}__isnull": True})
            | models.Q(**{f"{later}__gte": models.F(earlier)})
        )
    return InOrder(dates=fields, condition=condition, name=name, violation_error_message=message)
