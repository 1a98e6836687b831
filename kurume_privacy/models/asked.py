"""How a record is asked about its constraints: alone, or judged together with many others.

Django asks the database whether a condition holds, once a constraint and a record. The answer
follows from the values alone, and the thousands of records of an import have few of them.
"""

from collections.abc import Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models

from kurume_privacy.models.frame import Frame

# What the checks of the innermost `judged_together` answered: {constraint and values: it holds}.
_ANSWERS: ContextVar[dict[tuple, bool] | None] = ContextVar("answers", default=None)
_NOTHING: frozenset[str] = frozenset()
_KNOWN: Frame[Set[str]] = Frame("known_to_hold")


@contextmanager
def judged_together() -> Iterator[None]:
    """Until the block ends, let checks of the same values be asked of the database once."""
    token = _ANSWERS.set({})
    try:
        yield
    finally:
        _ANSWERS.reset(token)


def known_to_hold(record: models.Model, names: Set[str]) -> AbstractContextManager[None]:
    """Until the block ends, do not ask about these constraints of this instance once more.

    For somebody who has just looked up that they hold.
    """
    return _KNOWN.around(record, names)


def asked_about(record: models.Model, constraint: models.BaseConstraint) -> bool:
    """Say whether the database is asked about a constraint of this instance."""
    return constraint.name not in _KNOWN.of(record, _NOTHING)


class Asked:
    """Stands for a constraint while a record is validated: its error bears its name as a code.

    A check remembers what the database said of the same values, where `judged_together` lasts.
    """

    def __init__(self, constraint: models.BaseConstraint):
        self.constraint = constraint
        self.fields = getattr(constraint, "fields", ())  # Django asks for those of a unique one

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS) -> None:
        """Raise ``ValidationError`` where the constraint does not hold."""
        answers = _ANSWERS.get()
        try:
            if answers is None or not isinstance(self.constraint, models.CheckConstraint):
                self.constraint.validate(model, instance, exclude=exclude, using=using)
            else:
                _recall(answers, self.constraint, model, instance, exclude, using)
        except ValidationError as refusal:
            if getattr(refusal, "code", None) is None:
                refusal.code = self.constraint.name
            raise


def _recall(
    answers: dict[tuple, bool], check: models.CheckConstraint, model, instance, exclude, using
) -> None:
    """Refuse what the check refuses, asked of the database or answered before."""
    names = sorted(_decisive(model, check))
    left_out = frozenset(exclude or ()) & set(names)
    values = (getattr(instance, model._meta.get_field(name).attname) for name in names)
    key = (using, model._meta.label, check.name, left_out, *values)
    if key not in answers:
        answers[key] = _holds(check, model, instance, exclude, using)
    if not answers[key]:
        said = check.get_violation_error_message()
        raise ValidationError(said, code=check.violation_error_code)


def _holds(check: models.CheckConstraint, *what) -> bool:
    try:
        check.validate(*what)
    except ValidationError:
        return False
    return True


def _decisive(model: type[models.Model], constraint: models.CheckConstraint) -> set[str]:
    """Return the fields that decide on a condition; for a generated one, what it is made of."""
    names = set()
    for name in constraint.condition.referenced_base_fields:
        field = model._meta.get_field(name)
        sources = field.expression.get_source_expressions() if field.generated else [field]
        names |= {source.name for source in sources}
    return names
