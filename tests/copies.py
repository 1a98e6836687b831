"""Many of whatever a ledger holds, found by what its models declare: no ledger is named here.

Copies are written around their rules and told apart only by what one record alone may have: a page
is read, whatever stands in it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from kurume_privacy.models import Record, Regime, YearField
from kurume_privacy.models.regime import RegimeRow
from kurume_privacy.models.texts import is_free_text
from tests import factories

# From what a test, or all of the run before it, has made: the first that the field is one of.
APART = {YearField: 3_000, models.PositiveSmallIntegerField: 20_000, models.Field: 1_000_000}


def example(model):
    """Return a record of this kind: the first there is, or what the factory of its name makes."""
    if (first := model._base_manager.order_by("pk").first()) is not None:
        return first
    return getattr(factories, re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower())()


def copied(record, number, **fields):
    """Write so many copies of a record, each with its first entry in the history.

    A field is given the same value in all of them, or the next of an iterator.
    """
    model = type(record)
    start = model._base_manager.count()
    copies = [told_apart(like(record, fields), start + place) for place in range(number)]
    if model.owner is not None and hasattr(record, "order"):
        stand_last(copies)
    QuerySet(model).bulk_create(copies, batch_size=500)
    model.history.bulk_history_create(copies, batch_size=500)
    for field in model._meta.many_to_many:
        write_set(field, copies, getattr(record, field.name).all())
    return copies


def stand_last(rows):
    """Let rows stand in their order, after those that their owners have already."""
    model, owner = type(rows[0]), f"{rows[0].owner}_id"
    last = Counter(model._base_manager.values_list(owner, flat=True))
    for row in rows:
        last[getattr(row, owner)] += 1
        row.order = last[getattr(row, owner)]


def like(record, fields):
    """Return an unsaved copy of a record with these fields."""
    model = type(record)
    copy = model()
    for field in model._meta.concrete_fields:  # what the database derives of them, too
        copy.__dict__[field.attname] = getattr(record, field.attname)
    copy.pk = None
    for name, value in fields.items():
        setattr(copy, name, next(value) if isinstance(value, Iterator) else value)
    return copy


def told_apart(copy, place):
    """Change what only one record may have: its number, its name or its year; or its kind."""
    conditions = [condition for _, condition in unique(type(copy)) if condition is not None]
    for names, condition in unique(type(copy)):
        if condition is None:
            field = telling(type(copy), names)
            setattr(copy, field.name, another(field, getattr(copy, field.name), place))
    taken = {value for condition in conditions for _, value in condition.children}
    for name, _ in (leaf for condition in conditions for leaf in condition.children):
        if choices := copy._meta.get_field(name).choices:
            setattr(copy, name, next(value for value, _ in choices if value not in taken))
    return copy


def unique(model):
    """Return what only one record may have: (fields, condition)."""
    alone = [field for field in model._meta.fields if field.unique and not field.primary_key]
    found = [each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    once_a_day = (names for _, names in getattr(model, "once_a_day", ()) if names)
    texts = {field.name for field in model._meta.fields if is_free_text(field)}
    return [
        *(([field.name], None) for field in alone),
        *((each.fields, each.condition) for each in found),
        *((names, None) for names in once_a_day if texts.issuperset(names)),
    ]


def telling(model, names):
    """Return the field that tells any number of records apart, the last; else a day, or none."""
    fields = [model._meta.get_field(name) for name in reversed(names)]
    days = [field for field in fields if isinstance(field, models.DateField)]
    many = (field for field in fields if is_free_text(field) or is_number(field))
    return next(many, days[0] if days else None)


def is_number(field):
    return isinstance(field, models.IntegerField) and not field.is_relation


def another(field, value, place):
    """Return a value that no record has but the one at this place."""
    if is_free_text(field):
        return f"{value}{place}"
    if isinstance(value, date):
        return value + timedelta(days=place)
    return place + next(apart for kind, apart in APART.items() if isinstance(field, kind))


def write_set(field, records, members):
    """Let each record have these members of a set."""
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through
    rows = [through(**{own: record, other: each}) for record in records for each in members]
    QuerySet(through).bulk_create(rows)


# What belongs to a record, and what happened to it


def surround(record, number):
    """Give a record so many of all that belongs or refers to it, and so many changes of all."""
    change([record], number)
    for relation in relations(type(record)):
        base = example(relation.related_model)
        rows = copied(base, number, **{relation.field.name: record})
        if relation.name in record.parts:
            change(rows, 1)
            surround_rows(rows, number)


def surround_rows(rows, number):
    """Give each of the rows but the last two one of all that belongs or refers to it.

    The first of them has so many besides.
    """
    for relation in relations(type(rows[0])):
        base = example(relation.related_model)
        for owners in (cycle(rows[:-2]), cycle(rows[:1])):
            below = copied(base, number, **{relation.field.name: owners})
        if relation.name in rows[0].parts:
            change(below, 1)


def relations(model):
    """Return the relations by which many records may belong or refer to one of a model."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and issubclass(relation.related_model, Record)
        and may_be_many(relation)
    ]


def may_be_many(relation):
    """Say whether copies may refer to one: told apart, and no rule ties that to another field."""
    model, name = relation.related_model, relation.field.name
    checks = (each for each in model._meta.constraints if isinstance(each, models.CheckConstraint))
    tied = any(name in check.condition.referenced_base_fields for check in checks)
    return not tied and all(
        condition or telling(model, names) for names, condition in unique(model)
    )


def change(records, times):
    """Let each record have been changed so many times, referring to something else each time."""
    model = type(records[0])
    named = others(records[0], len(records) * times)
    begun = timezone.now()
    states = [state(record, named) for record in records for _ in range(times)]
    for place, each in enumerate(states):
        each._history_date = begun + timedelta(minutes=place)
    entries = model.history.bulk_history_create(states, batch_size=500, update=True)
    for field in model._meta.many_to_many:
        if field.name in getattr(model, "_history_m2m_fields", ()):
            write_kept_set(field, entries)


def state(record, named, **fields):
    """Return how a record was once: what it referred to is the next of these."""
    once = like(record, {"pk": record.pk} | fields)
    for field, found in named.items():
        setattr(once, field.attname, next(found))
    return once


def others(record, number):
    """Return what a record may have referred to: endless keys by relation, so many different ones.

    Of the law there are only its rows; what the record belongs to stays.
    """
    named = {}
    for field in record._meta.concrete_fields:
        if not field.many_to_one or field.name == record.owner:
            continue
        if issubclass(field.related_model, RegimeRow | Regime):
            found = field.related_model._base_manager.values_list("pk", flat=True)
        else:
            base = getattr(record, field.name) or example(field.related_model)
            found = [copy.pk for copy in copied(base, number)]
        named[field] = cycle(found)
    return named


def write_kept_set(field, entries):
    """Let each entry of a history have two members of a set."""
    kept = getattr(type(entries[0]), field.name).model
    members = cycle(field.related_model._base_manager.values_list("pk", flat=True))
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    rows = [
        kept(**{own: entry.id, other: next(members)}, history=entry, id=place)
        for place, entry in enumerate(entries * 2)
    ]
    QuerySet(kept).bulk_create(rows)


def delete(record, number):
    """Let so many such records have been deleted, each with what it referred to."""
    model = type(record)
    named, first = others(record, number), 1_000_000 + model.history.count()
    gone = [state(record, named, pk=first + place) for place in range(number)]
    entries = model.history.bulk_history_create(gone, batch_size=500)
    model.history.filter(pk__in=[entry.pk for entry in entries]).update(history_type="-")
