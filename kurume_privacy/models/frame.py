"""What holds of one record until a block ends: `with left_as_it_was(record): …`.

A check that another frame has made already, or that makes no sense in it, is left out for that
record alone, in that block alone: no other thread, request or block knows of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

Held = TypeVar("Held")


class Frame(Generic[Held]):
    """Something that is so of single records while their blocks last."""

    def __init__(self, name: str):
        empty: tuple[tuple[object, Held], ...] = ()
        self._held = ContextVar(name, default=empty)

    @contextmanager
    def around(self, record: object, what: Held) -> Iterator[None]:
        """Let ``what`` hold of this very instance until the block ends, however it ends."""
        token = self._held.set(((record, what), *self._held.get()))
        try:
            yield
        finally:
            self._held.reset(token)

    def of(self, record: object, otherwise: Held) -> Held:
        """Return what the innermost block around this instance says; ``otherwise`` without one."""
        return next((what for held, what in self._held.get() if held is record), otherwise)
