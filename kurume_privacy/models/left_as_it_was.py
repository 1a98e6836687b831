"""A record that is deleted or brought back with its whole: nothing is derived of it anew."""

from contextlib import AbstractContextManager

from django.db import models

from kurume_privacy.models.frame import Frame

_LEFT: Frame[bool] = Frame("left_as_it_was")


def left_as_it_was(record: models.Model) -> AbstractContextManager[None]:
    """Until the block ends, let the saving or deleting of this instance derive nothing anew."""
    return _LEFT.around(record, True)


def is_left_as_it_was(record: models.Model) -> bool:
    """Say whether such a block is around this instance."""
    return _LEFT.of(record, False)
