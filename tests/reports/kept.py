"""Everything that the ledgers hold, told without keys: the same after every way there and back."""

from itertools import zip_longest

from django.db import models

from disclosure.models import DisclosureRequest
from kurume_privacy.models import Record
from reports.desk.ledgers import SHEETS

# In the order in which they may be deleted: what refers to others first.
KINDS = [sheet.model for sheet in reversed(SHEETS)]


def everything():
    """Return every record of every ledger, with what belongs to it."""
    return {
        kind._meta.verbose_name: sorted((told(record) for record in kind.objects.all()), key=repr)
        for kind in KINDS
    }


def differences(found, expected):
    """Return what differs between two tellings of everything, a sentence each; empty if nothing."""
    return [
        f"{kind} {name}: {one.get(name)!r} != {other.get(name)!r}"
        for kind, records in expected.items()
        for one, other in zip_longest(found[kind], records, fillvalue={})
        for name in {**one, **other}
        if one.get(name) != other.get(name)
    ]


def told(record):
    """Return a record by the names of its fields, with its rows in their order."""
    fields = {field.name: value(record, field) for field in record._meta.fields if field.editable}
    clauses = {
        field.name: sorted(row.pk for row in getattr(record, field.name).all())
        for field in record._meta.many_to_many
    }
    rows = {
        name: [told(row) for row in getattr(record, name).all()] for name in rows_of(type(record))
    }
    return fields | clauses | rows


def rows_of(model):
    """Return the relations to what belongs to a record."""
    return [*getattr(model, "parts", ())]


def value(record, field):
    """Return the value of a field; of another record, what that is called in full."""
    if field.primary_key or field.name == record.owner:
        return None
    found = getattr(record, field.name)
    if isinstance(found, models.Model) and type(found) in KINDS:
        return repr(told(found))
    if isinstance(found, Record) and found.owner:
        return place_of(found)
    return found.pk if isinstance(found, models.Model) else found


def place_of(row):
    """Return which row of which record this is."""
    owner = getattr(row, row.owner)
    siblings = list(type(row).objects.filter(**{row.owner: owner}))
    return repr((type(owner).__name__, owner.year, owner.number, siblings.index(row)))


def empty():
    """Delete every record, and leave the law and the organisation."""
    for kind in KINDS:
        if kind is DisclosureRequest:
            kind.objects.exclude(earlier_request=None).delete()
        kind.objects.all().delete()


def histories():
    """Return how many entries each history has."""
    found = [*KINDS, *(rows for kind in KINDS for rows in _within(kind))]
    return {model.__name__: model.history.count() for model in found}


def _within(kind):
    for name in rows_of(kind):
        model = kind._meta.get_field(name).related_model
        yield model
        yield from _within(model)
