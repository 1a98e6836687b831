"""What may stand once on a day, not for ever: names, numbers and keys of the law's rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from kurume_privacy.models.constraints import in_order
from kurume_privacy.models.in_force import InForce

# Whoever saves a row of the law waits for others who do: two that meet see each other. SQLite lets
# one transaction write at a time.
HELD = {"postgresql": "LOCK TABLE kurume_privacy_regime IN SHARE ROW EXCLUSIVE MODE"}
OnceADayRules = tuple[tuple[str, tuple[str, ...]], ...]
MEETS = "重なる期間に、同じ{what}のもの（「{other}」）があります。期間か{what}を直してください。"


def hold_law() -> None:
    """Let nobody else save a row of the law until the transaction ends."""
    if statement := HELD.get(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


class OnceADay(InForce):
    """A row in force between two dates, of which no other of its owner may say the same then.

    ``once_a_day`` names what may not be the same: (what people call it, lookups) each; no lookups
    means that there may be no other row at all.
    """

    once_a_day: ClassVar[OnceADayRules] = ()
    once_within: tuple[str, ...] = ("regime",)

    valid_from = models.DateField("適用開始日", null=True, blank=True)
    valid_until = models.DateField("適用終了日", null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, **options):
        """Save the row; what meets another is refused in the transaction that saves."""
        with transaction.atomic():
            hold_law()
            for refusal in self._meetings():
                raise refusal
            super().save(**options)

    def clean(self):
        """Refuse what meets another row of the same days."""
        super().clean()
        for refusal in self._meetings():
            raise refusal

    def _meetings(self) -> Iterator[ValidationError]:
        for what, lookups in self.once_a_day:
            for other in self._alike(lookups):
                if self.meets(other):
                    field = lookups[0].partition("__")[0] if lookups else None
                    said = MEETS.format(what=what, other=other)
                    yield ValidationError({field: said} if field else said)

    def _alike(self, lookups: tuple[str, ...]) -> models.QuerySet:
        same = {name: _value(self, name) for name in (*self.once_within, *lookups)}
        every: Any = type(self)._base_manager
        return every.filter(**same).exclude(pk=self.pk)

    def meets(self, other: InForce) -> bool:
        """Say whether both are in force on some day."""
        first, last = other.valid_from or date.min, other.valid_until or date.max
        return self.in_force_between(first, last)


def _value(row: Any, lookup: str) -> object:
    """Return what a lookup finds on an instance: kind__key is row.kind.key."""
    for part in lookup.split("__"):
        row = getattr(row, part)
    return row


def ends_after_it_begins() -> models.CheckConstraint:
    """Return the constraint that a row ends no day before it begins."""
    return in_order(
        "valid_from",
        "valid_until",
        name="%(class)s_ends_after_it_begins",
        message="適用終了日は、適用開始日以後の日にしてください。",
    )
