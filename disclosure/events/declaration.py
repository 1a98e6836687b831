"""What an event declares of itself, once: all that offers, shows and takes events reads it here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kurume_privacy.models import Record
from kurume_privacy.records.form import RecordForm

Typed = Mapping[str, Any]  # what can be read of a form so far, by field


class EventTarget(NamedTuple):
    """What the form of an event is about: the record itself, a row of it, or a new one."""

    record: Any
    of: int | None = None  # the key by which an address names it; the record itself needs none
    name: str = ""  # what tells it from the others
    waits: bool = True  # the event has not happened to it yet


class Offer(NamedTuple):
    """An event that a page leads to: what is called so, and where it is entered."""

    name: str
    page: str  # the name of its address
    key: int  # of the record
    of: int | None


def nothing_said(target: Any) -> Iterable[str]:
    """Say nothing of the law."""
    return ()


@dataclass(frozen=True, eq=False)
class EventDeclaration:
    """Something that happens to a record: when it can, what is asked, what it changes."""

    key: str  # of its address
    name: str  # what happens, as its heading and its button have it
    form: type[RecordForm]
    targets: Callable[[Any], list[EventTarget]]  # all that it can be about, of a record
    # Whether it is what can happen next. Of a list's row it asks only for the state, the row's
    # own columns and its dispositions.
    offered: Callable[[Any], bool]
    law: Callable[[Any], Iterable[str]] = nothing_said  # sentences on what it is about
    # What would be otherwise, once what is typed is saved; nothing where that cannot be told yet.
    changes: Callable[[Any, Typed], str] | None = None
    why_not: str = ""  # why there is nothing that it can be about
    likely: bool = True  # it is what most often comes next, where it is offered at all

    def target(self, record: Record, of: int | None) -> EventTarget | None:
        """Return what is meant: what the address names, or the first that waits for it."""
        targets = self.targets(record)
        if of is not None:
            return next((each for each in targets if each.of == of), None)
        return next((each for each in targets if each.waits), targets[-1] if targets else None)

    def page(self, record: Record) -> str:
        """Return the name of its address."""
        return f"{record._meta.app_label}:{record._meta.model_name}_{self.key}"

    def offers(self, record: Record) -> Iterator[Offer]:
        """Yield the ways to it: one for each that waits, or else the one to mend what was said."""
        targets = self.targets(record)
        waiting = [target for target in targets if target.waits] or targets[-1:]
        for target in waiting:
            told = f"（{target.name}）" if len(waiting) > 1 and target.name else ""
            yield Offer(f"{self.name}{told}", self.page(record), record.pk, target.of)


Events = tuple[EventDeclaration, ...]


def first_offers(record: Any, events: Events) -> list[Offer]:
    """Return what can happen next, the likeliest first."""
    return [offer for event in events if event.offered(record) for offer in event.offers(record)]


def next_events(record: Any, events: Events) -> Iterator[EventDeclaration]:
    """Yield what is awaited, the likeliest first."""
    return (event for event in events if event.likely and event.offered(record))


def other_offers(record: Any, events: Events) -> list[Offer]:
    """Return what else can be entered."""
    others = (event for event in events if not event.offered(record))
    return [offer for event in others for offer in event.offers(record)]
