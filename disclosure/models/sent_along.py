"""The rows that a form sends along with their request: each is judged as it is sent."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import models

from kurume_privacy.calendar.deadlines import Pause
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


_PAUSES: Frame[Sequence[Pause] | None] = Frame("corrections_sent")


def corrections_sent(
    request: models.Model, pauses: Sequence[Pause]
) -> AbstractContextManager[None]:
    """Until the block ends, let the period of this request be judged with these corrections."""
    return _PAUSES.around(request, pauses)


def pauses_of(request: Any) -> Sequence[Pause]:
    """Return the corrections of a request as they are sent along, or else as they are stored."""
    if (sent := _PAUSES.of(request, None)) is not None:
        return sent
    stored = request.corrections.all() if request.pk else ()
    return [Pause(row.requested_on, row.completed_on) for row in stored]
