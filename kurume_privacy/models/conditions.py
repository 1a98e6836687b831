"""Whether a condition holds of the values of one record, as the database itself would judge it.

Django asks the database, in three statements a constraint and record. The answer follows from the
values alone, by the logic of SQL: what is compared with no value is neither true nor false.
"""

import operator
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from kurume_privacy.models.year import YearField

Truth = bool | None
ValueOf = Callable[[str], Any]

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, known: value in known,
    "range": lambda value, borders: borders[0] <= value <= borders[1],
}


class OnlyTheDatabaseKnows(Exception):
    """A condition or a value is of a kind that is judged by the database alone."""


def holds(condition: Any, record: models.Model) -> bool:
    """Say whether a constraint's condition is kept: it is broken only by what is false.

    Raises `OnlyTheDatabaseKnows` where it has to be asked.
    """
    return _part(condition, lambda name: _value(record, name)) is not False


def _judged(condition: models.Q, value_of: ValueOf) -> Truth:
    if condition.connector == models.Q.XOR:
        raise OnlyTheDatabaseKnows
    found = [_part(child, value_of) for child in condition.children]
    decisive = condition.connector == models.Q.OR  # one that is true, or one that is false
    truth: Truth = decisive if decisive in found else None if None in found else not decisive
    return truth if truth is None else truth != condition.negated


def _part(child: Any, value_of: ValueOf) -> Truth:
    if isinstance(child, models.Q):
        return _judged(child, value_of)
    if not isinstance(child, tuple):
        raise OnlyTheDatabaseKnows
    lookup, other = child
    return _compared(lookup, other, value_of)


def _compared(lookup: str, other: Any, value_of: ValueOf) -> Truth:
    name, _, how = lookup.partition(LOOKUP_SEP)
    value, how = value_of(name), how or "exact"
    if isinstance(other, models.F):
        other = value_of(other.name)  # type: ignore[attr-defined]  # not in the stubs
    elif other is None and how == "exact":
        how, other = "isnull", True
    if how == "isnull":
        return (value is None) == other
    if how not in COMPARED or hasattr(other, "resolve_expression"):
        raise OnlyTheDatabaseKnows
    return None if value is None or other is None else COMPARED[how](value, other)


def _value(record: Any, name: str) -> Any:
    """Return the value that a column would have."""
    field = record._meta.get_field(name)
    if field.generated:
        if not isinstance(field.output_field, YearField):
            raise OnlyTheDatabaseKnows
        return record.own_year()
    value = getattr(record, field.attname)
    if hasattr(value, "resolve_expression"):
        raise OnlyTheDatabaseKnows
    try:
        return field.to_python(value)
    except ValidationError:
        raise OnlyTheDatabaseKnows from None
