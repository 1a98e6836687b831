"""Dates by what they say: a day on which something happened is no day to come."""

from django.db import models

from kurume_privacy.models.year import MonthField


class EventDateField(models.DateField):
    """The day on which something happened; a form refuses one to come, a check finds one stored.

    What may lie ahead, a meeting or the end of a name, is a plain date. In the database both are
    the same, and a migration names them so.
    """

    def deconstruct(self):
        """Return it as the column that it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.DateField", args, options


def tells_of_the_past(field: models.Field) -> bool:
    """Say whether what a field holds has happened by the day on which it is entered."""
    return isinstance(field, EventDateField | MonthField)


def event_dates(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a model that say when something happened, in its order."""
    return [field for field in model._meta.concrete_fields if tells_of_the_past(field)]
