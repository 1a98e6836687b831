"""A check constraint that remembers what the database said of the same values.

Django asks the database whether a condition holds, once a constraint and a record. The answer
follows from the values alone, and the thousands of records of an import have few of them.
"""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models


class Remembered:
    """Stands for a check constraint while a record of an import is validated.

    ``answers`` are those of the one import: {constraint and values: whether it holds}.
    """

    def __init__(self, constraint: models.CheckConstraint, answers: dict[tuple, bool]):
        self.constraint, self.answers = constraint, answers

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS) -> None:
        """Raise ``ValidationError`` where the condition does not hold."""
        names = sorted(_decisive(model, self.constraint))
        left_out = frozenset(exclude or ()) & set(names)
        values = (getattr(instance, model._meta.get_field(name).attname) for name in names)
        key = (using, model._meta.label, self.constraint.name, left_out, *values)
        if key not in self.answers:
            self.answers[key] = self._holds(model, instance, exclude, using)
        if not self.answers[key]:
            said = self.constraint.get_violation_error_message()
            raise ValidationError(said, code=self.constraint.violation_error_code)

    def _holds(self, *what) -> bool:
        try:
            self.constraint.validate(*what)
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
