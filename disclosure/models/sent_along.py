"""The rows that a form sends along with their request: each is judged as it is sent."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager

from django.db import models

from kurume_privacy.models.frame import Frame

Keys = Mapping[str, Collection[int]]  # of the rows, by relation

_SENT: Frame[Keys] = Frame("sent_along")


def sent_along(request: models.Model, keys: Keys) -> AbstractContextManager[None]:
    """Until the block ends, leave these rows out where this request is judged with its rows."""
    return _SENT.around(request, keys)


def not_sent_along(request: models.Model, relation: str) -> models.QuerySet:
    """Return the stored rows of a request, without those that are sent along."""
    keys = _SENT.of(request, {}).get(relation, ())
    return getattr(request, relation).exclude(pk__in=keys)
