"""How the value of a field is shown to people."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models.year import in_words


def grouped(value: int | str) -> str:
    """Return 1,234 for a number, or for digits alone (settings.NUMBER_GROUPING); else the text."""
    text = str(value)
    return number_format(int(text), force_grouping=True) if text.isdecimal() else text


def era_moment(moment: datetime) -> str:
    """Return 令和8年11月30日 14:05, by the clock here."""
    here = timezone.localtime(moment)
    return f"{era_date(here.date())} {here:%H:%M}"


def related(model: Any, key: object) -> str:
    """Return the name of what a key refers to, or what it was when it is no more."""
    if isinstance(key, models.Model):
        return str(key)
    found = model._base_manager.filter(pk=key).first()
    return str(found) if found else f"（削除された{model._meta.verbose_name}）"


def display(
    field: models.Field,
    value: Any,
    name_of: Callable[[Any, object], str] = related,
) -> str:
    """Return what a screen shows for the value of a model's field; nothing for no value.

    A relation may be given by its key, or a set by its keys, as a history has them; whoever shows
    many values looks the names up by ``name_of``, each once.
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
    """Return a value that refers to nothing: yes or no, a date in its era, a year, a text."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if (words := in_words(field, value)) is not None:
        return words
    return era_date(value) if isinstance(value, date) else str(value)


def shown_fields(record: models.Model, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return what a page shows of a record: (label, value) of each of these fields."""
    fields: list[Any] = [record._meta.get_field(name) for name in names]
    return [(str(field.verbose_name), shown(record, field)) for field in fields]


def parts_of(record: Any) -> list[tuple[str, list[str]]]:
    """Return what belongs to a record, by kind: (処理, [what each is called])."""
    belonging = [[*getattr(record, name).all()] for name in record.parts]
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
