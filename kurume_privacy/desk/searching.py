"""What the search of a ledger looks at: texts by their keys, and numbers as a page prints them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from kurume_privacy.calendar.numbering import NumberTyped
from kurume_privacy.models import Record
from kurume_privacy.models.search_key import search_key_field
from kurume_privacy.models.texts import free_texts
from kurume_privacy.search_key import search_key

NOTHING_FOUND = Q(pk__in=())


@dataclass(frozen=True)
class Searched:
    """One kind of record that a search looks at, and the way there from what the ledger lists."""

    model: type[Record]
    way: str = ""

    def __post_init__(self):
        """Refuse texts that no search would find."""
        if any(free_texts(self.model)) and search_key_field(self.model) is None:
            raise ImproperlyConfigured(f"{self.model.__name__} has texts and no SearchKeyField")

    def along(self, way: str) -> "Searched":
        """Return what a relation of it leads to."""
        model: Any = self.model
        for name in way.split("__"):
            model = model._meta.get_field(name).related_model
        return Searched(model, f"{way}__")

    def holds(self, key: str) -> Q:
        """Say of which records the texts hold the key of a word."""
        column = search_key_field(self.model)
        return Q(**{f"{self.way}{column.name}__contains": key}) if column else NOTHING_FOUND

    def named(self, typed: NumberTyped) -> Q:
        """Say which records this number names; they are numbered."""
        if typed.unit not in ("", self.model.counted_in):
            return NOTHING_FOUND
        asked: dict[str, Any] = {"number": typed.number}
        if typed.year is not None:
            asked["year"] = int(typed.year)
        if typed.called:
            asked = {"pk__in": [record.pk for record in self._called(typed, asked)]}
        return Q(**{f"{self.way}{name}": value for name, value in asked.items()})

    def _called(self, typed: NumberTyped, asked: dict[str, int]) -> list[Record]:
        """Return the records of this number that are called so; of each year there is one."""
        words = [search_key(word) for word in typed.called]
        return [
            record
            for record in self.model.objects.filter(**asked).shown()
            if all(word in self._name(record) for word in words)
        ]

    def _name(self, record: Record) -> str:
        """Return the key of what a record and its kind are called."""
        return f"{search_key(str(record))} {search_key(str(record._meta.verbose_name))}"
