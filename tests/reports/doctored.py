"""A report in which one number is another, for what must notice it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from kurume_privacy.document.structure import Coverage, Number, Report

Place = tuple[str | int, ...]


def numbers(node: object, place: Place = ()) -> Iterator[tuple[Place, Number]]:
    """Yield every number of a document, and how it is reached."""
    for step, part in _parts(node):
        if isinstance(part, Number):
            yield (*place, step), part
        else:
            yield from numbers(part, (*place, step))


def doctored(node: object, place: Place, **changed: object) -> object:
    """Return the document with the number at one place changed."""
    if not place:
        return replace(node, **changed)
    step, *rest = place
    part = doctored(dict(_parts(node))[step], tuple(rest), **changed)
    if isinstance(node, tuple):
        return (*node[:step], part, *node[step + 1 :])
    return replace(node, **{step: part})


def without_links(report: Report) -> Report:
    """Return the report as an edition gives it back: no number says what it counts."""
    for place, _ in list(numbers(report)):
        report = doctored(report, place, link=None)
    return report


def _parts(node: object) -> list[tuple[str | int, object]]:
    if isinstance(node, tuple):
        return list(enumerate(node))
    if is_dataclass(node) and not isinstance(node, Coverage):
        return [(field.name, getattr(node, field.name)) for field in fields(node)]
    return []
