"""What divisions keep, as counts: for those who keep the organisation and see no record."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.apps import apps

from kurume_privacy.models import Record


class Held(NamedTuple):
    """How many records of a kind there are, and on how many of them work goes on."""

    name: str
    records: int
    open: int

    def __str__(self):
        open_ones = f"（うち処理中{self.open}件）" if self.open else ""
        return f"{self.name}{self.records}件{open_ones}"


def kinds_of_divisions() -> Iterator[type[Record]]:
    """Yield every kind of record that divisions keep, what belongs to another apart."""
    for model in apps.get_models():
        if issubclass(model, Record) and model.division_path and model.owner is None:
            yield model


def held_by(divisions: Collection[int]) -> list[Held]:
    """Return what is kept under these divisions, of the kinds of which there is something."""
    found = []
    for model in kinds_of_divisions():
        records: Any = model.objects.filter(**{f"{model.division_path}__in": divisions})
        if count := records.count():
            found.append(Held(str(model._meta.verbose_name), count, records.open().count()))
    return found
