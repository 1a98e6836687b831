"""How the value of a field is shown to people."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import RecordQuerySet
from kurume_privacy.models.year import in_words

NameOf = Callable[[Any, object], str]  # the name of what a key of a model refers to


def grouped(value: int | str) -> str:
    """Return 1,234 for a number, or for digits alone (settings.NUMBER_GROUPING); else the text."""
    text = str(value)
    return number_format(int(text), force_grouping=True) if text.isdecimal() else text


def era_day(moment: datetime) -> str:
    """Return 令和8年11月30日, the day of a moment by the clock here."""
    return era_date(timezone.localtime(moment).date())


def era_moment(moment: datetime) -> str:
    """Return 令和8年11月30日 14:05, by the clock here."""
    return f"{era_day(moment)} {timezone.localtime(moment):%H:%M}"


def related(model: Any, key: object) -> str:
    """Return the name of what a key refers to, or what it was when it is no more."""
    if isinstance(key, models.Model):
        return str(key)
    return names_of({model: {key}})(model, key)


def names_of(keys: Mapping[Any, Collection[object]]) -> NameOf:
    """Return what names each of these keys, given by model, in one query a model."""
    found = {
        model: {row.pk: str(row) for row in _nameable(model).filter(pk__in=wanted)}
        for model, wanted in keys.items()
    }

    def name(model: Any, key: object) -> str:
        return found[model].get(key, f"（削除された{model._meta.verbose_name}）")

    return name


def named(records: Collection[models.Model]) -> str:
    """Return the names of records of any kinds, in one line."""
    keys: dict[Any, set] = defaultdict(set)
    for record in records:
        keys[type(record)].add(record.pk)
    name_of = names_of(keys)
    return "、".join(sorted(name_of(type(record), record.pk) for record in records))


def _nameable(model: Any) -> models.QuerySet:
    """Return the rows of a model; records with what their names are made of."""
    rows = model._base_manager.all()
    return rows.shown() if isinstance(rows, RecordQuerySet) else rows


def display(field: models.Field, value: Any, name_of: NameOf = related) -> str:
    """Return what a screen shows for the value of a model's field; nothing for no value.

    A relation may be given by its key, or a set by its keys, as a history has them; whoever shows
    many values looks their names up together (`names_of`).
    """
    if value is None or value == "":
        return ""
    if field.many_to_many:
        return "、".join(name_of(field.related_model, key) for key in value)
    if field.is_relation:
        return name_of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return plain(field, value)


def plain(field: models.Field, value: Any) -> str:
    """Return a value that refers to nothing: yes or no, a date or moment, a year, a text."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if (words := in_words(field, value)) is not None:
        return words
    if isinstance(value, datetime):
        return era_moment(value)
    return era_date(value) if isinstance(value, date) else str(value)


def shown_fields(record: models.Model, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return what a page shows of a record: (label, value) of each of these fields."""
    fields: list[Any] = [record._meta.get_field(name) for name in names]
    return [(str(field.verbose_name), shown(record, field)) for field in fields]


def parts_of(record: Any) -> list[tuple[str, list[str]]]:
    """Return what belongs to a record, by kind: (処理, [what each is called])."""
    belonging = [[*getattr(record, name).shown()] for name in record.parts]
    return [
        (str(parts[0]._meta.verbose_name), [str(part) for part in parts])
        for parts in belonging
        if parts
    ]


def shown(record: models.Model, field: models.Field) -> str:
    """Return what a screen shows of a field of a record."""
    if field.many_to_many:
        return display(field, getattr(record, field.name).all())
    return display(field, getattr(record, field.name))
