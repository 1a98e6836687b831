"""How a record is asked about its constraints: what its own values say, and else the database."""

from collections.abc import Set
from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models

from kurume_privacy.models.conditions import OnlyTheDatabaseKnows, holds
from kurume_privacy.models.frame import Frame

_NOTHING: frozenset[str] = frozenset()
_KNOWN: Frame[Set[str]] = Frame("known_to_hold")


def known_to_hold(record: models.Model, names: Set[str]) -> AbstractContextManager[None]:
    """Until the block ends, do not ask about these constraints of this instance once more.

    For somebody who has just looked up that they hold.
    """
    return _KNOWN.around(record, names)


def all_known_to_hold(record: models.Model) -> AbstractContextManager[None]:
    """Until the block ends, ask about no constraint of this instance: it is stored as it is."""
    return known_to_hold(record, {each.name for each in record._meta.constraints})


def asked_about(record: models.Model, constraint: models.BaseConstraint) -> bool:
    """Say whether the database is asked about a constraint of this instance."""
    return constraint.name not in _KNOWN.of(record, _NOTHING)


class Asked:
    """Stands for a constraint while a record is validated: its error bears its name as a code."""

    def __init__(self, constraint: models.BaseConstraint):
        self.constraint = constraint
        self.fields = getattr(constraint, "fields", ())  # Django asks for those of a unique one

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS) -> None:
        """Raise ``ValidationError`` where the constraint does not hold."""
        try:
            if isinstance(self.constraint, models.CheckConstraint):
                _check(self.constraint, model, instance, exclude, using)
            else:
                self.constraint.validate(model, instance, exclude=exclude, using=using)
        except ValidationError as refusal:
            if getattr(refusal, "code", None) is None:
                refusal.code = self.constraint.name
            raise


def _check(check: models.CheckConstraint, model, instance, exclude, using) -> None:
    """Refuse what a condition refuses, where all that it is about is asked about."""
    if _decisive(model, check) & set(exclude or ()):
        return
    try:
        kept = holds(check.condition, instance)
    except OnlyTheDatabaseKnows:
        check.validate(model, instance, exclude=exclude, using=using)
        return
    if not kept:
        said = check.get_violation_error_message()
        raise ValidationError(said, code=check.violation_error_code)


def _decisive(model: Any, constraint: Any) -> set[str]:
    """Return the fields that decide on a condition; of a generated one, what it is made of too."""
    names = set(constraint.condition.referenced_base_fields)
    for field in (model._meta.get_field(name) for name in list(names)):
        if field.generated:
            sources = field.expression.get_source_expressions()
            names |= {source.name for source in sources}
    return names
