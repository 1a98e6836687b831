"""Which fields of a record are free text: what people write in words of their own."""

from collections.abc import Iterator

from django.db import models


def is_free_text(field: models.Field) -> bool:
    """Say whether a field holds a text that is no choice."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def free_texts(model: type[models.Model]) -> Iterator[str]:
    """Yield the names of a model's own fields of free text, in its order."""
    return (field.name for field in model._meta.concrete_fields if is_free_text(field))
