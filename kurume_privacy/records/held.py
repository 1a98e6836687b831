"""What divisions keep, as counts: for those who keep the organisation and see no record."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError, QuerySet
from django.db.models.deletion import Collector

from kurume_privacy.models import Division, Record

GROUND_FLOOR = "kurume_privacy"


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


def held_by_each(divisions: Collection[int]) -> Mapping[int, list[Held]]:
    """Return what is kept under each division, of the kinds of which there is something."""
    found: dict[int, list[Held]] = defaultdict(list)
    for model in kinds_of_divisions():
        way = str(model.division_path)
        records: Any = model.objects.filter(**{f"{way}__in": divisions})
        open_ones = records.open().count_by(way)
        for (division,), count in sorted(records.count_by(way).items()):
            name = str(model._meta.verbose_name)
            found[division].append(Held(name, count, open_ones[division,]))
    return found


def together(held: Mapping[int, list[Held]], divisions: Collection[int]) -> list[Held]:
    """Return what is kept under these divisions, of what was found of each."""
    records: Counter[str] = Counter()
    open_ones: Counter[str] = Counter()
    for division in divisions:
        for each in held.get(division, ()):
            records[each.name] += each.records
            open_ones[each.name] += each.open
    return [Held(name, count, open_ones[name]) for name, count in records.items()]


def held_by(divisions: Collection[int]) -> list[Held]:
    """Return what is kept under these divisions."""
    return together(held_by_each(divisions), divisions)


def counted(kinds: Iterable[QuerySet]) -> list[str]:
    """Return how many records there are of each kind, of which there are any: 開示等請求3件."""
    counts = ((records.model._meta.verbose_name, records.count()) for records in kinds)
    return [f"{name}{count}件" for name, count in counts if count]


def dated_from(divisions: Collection[Division], day: date) -> Iterator[QuerySet]:
    """Yield, by kind, the records of these divisions that bear ``day`` or a later date."""
    for model in kinds_of_divisions():
        if model.dated_by and model.division_path == "division":
            asked = {"division__in": divisions, f"{model.dated_by}__gte": day}
            records: Any = model.objects.filter(**asked)
            yield records.order_by("pk")


# What stands in the way of a deletion


class _Protected(Collector):
    """Collects what refers to rows and would lose them, instead of stopping at the first."""

    def __init__(self):
        super().__init__(using=DEFAULT_DB_ALIAS)
        self.protected: set[Model] = set()

    def collect(self, *rows, **options):
        """Go on where something is protected, and remember it."""
        try:
            return super().collect(*rows, **options)
        except ProtectedError as refusal:
            self.protected |= set(refusal.protected_objects)

    def can_fast_delete(self, *rows, **options) -> bool:
        """Look at every row."""
        return False


def holding(rows: Sequence[Model]) -> list[str]:
    """Return what refers to these rows and would lose them, a phrase each; empty where they may go.

    What the ground floor keeps is named, 課：総務課; records are only counted, 開示等請求 3件.
    """
    collector = _Protected()
    collector.collect(rows)
    called: list[str] = []
    records: Counter[str] = Counter()
    for each in collector.protected:
        name = str(each._meta.verbose_name)
        if each._meta.app_label == GROUND_FLOOR:
            called.append(f"{name}：{each}")
        else:
            records[name] += 1
    return sorted(called) + [f"{name} {count}件" for name, count in sorted(records.items())]
