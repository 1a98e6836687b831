"""The history of users: who changed whose name, role or division, and when."""

from typing import Any

from django.db import models

from kurume_privacy.models.search_key import History
from kurume_privacy.models.signed import Signed

# What no history keeps: secrets, what follows from the rest, and what every log-in moves.
LEFT_OUT = ("password", "last_login", "date_joined", "is_staff", "is_superuser")


class PeopleHistory(History):
    """An entry for each change, and for what has a reason; none for a log-in or an own password."""

    def __init__(self, **options: Any):
        super().__init__(excluded_fields=LEFT_OUT, bases=[Signed], **options)

    def post_save(self, instance, created, using=None, **options):
        """Write an entry, unless nothing was saved that it would tell of."""
        if created or _told_of(instance, options.get("update_fields")):
            super().post_save(instance, created, using=using, **options)


def _told_of(person: Any, saved: frozenset[str] | None) -> bool:
    """Say whether there is a reason, or a difference in what was saved."""
    if getattr(person, "_change_reason", None):
        return True
    fields = [field for field in person.history.model.tracked_fields if _was_saved(field, saved)]
    last = person.history.first() if fields else None
    return any(last is None or _differs(person, last, field) for field in fields)


def _was_saved(field: models.Field, saved: frozenset[str] | None) -> bool:
    return saved is None or field.name in saved


def _differs(person: Any, last: Any, field: models.Field) -> bool:
    return getattr(person, field.attname) != getattr(last, field.attname)
