"""What a number of the report may be narrowed by: a row with a key that lasts."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.document.identity import lasting_key
from kurume_privacy.models.record import Record

LASTS = "識別名は、付けた後は変えられません。"


class Keyed(Record):
    """Has a key of its own within ``key_within``: kept when it is renamed, moved or copied.

    A row that is entered without one gets it from its name; nobody types it, and nothing that
    people read shows it but the open data.
    """

    key_within: tuple[str, ...] = ()

    key = models.CharField("識別名", max_length=40, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, **options):
        """Save the row; a new one without a key gets one that no other has."""
        self.key = self.key or self._free_key()
        super().save(**options)

    def clean(self):
        """Refuse another key than the stored one."""
        super().clean()
        if self.pk and self._same().filter(pk=self.pk).exclude(key=self.key).exists():
            raise ValidationError(LASTS)

    def _free_key(self) -> str:
        """Return the key that follows from the first name, numbered where another row has it."""
        known = set(self._same().filter(**self._within()).values_list("key", flat=True))
        first = self.first_key()
        return next(key for key in _numbered(first) if key not in known)

    def first_key(self) -> str:
        """Return the key that it gets where no other row has it."""
        return lasting_key(self.name)  # type: ignore[attr-defined]  # every heir has a name

    def _within(self) -> dict[str, Any]:
        return {name: getattr(self, f"{name}_id") for name in self.key_within}

    def _same(self) -> models.QuerySet:
        return type(self)._base_manager.all()


def _numbered(first: str) -> Iterator[str]:
    """Yield a key, then the same with a number behind it, without end."""
    yield first
    yield from (f"{first}-{number}" for number in count(2))


def keyed_once(*within: str) -> models.UniqueConstraint:
    """Return the constraint that a key stands once among the rows of the same owner."""
    return models.UniqueConstraint(
        fields=[*within, "key"],
        name="%(class)s_keyed_once",
        violation_error_message="同じ識別名のものが既にあります。",
    )
