"""The office's own wording: a text in which {name} stands for a number. Pure.

A name is a label of a number; which number it stands for is its identity. Where two numbers of a
paragraph have one label, each gets a longer name of its own, whatever their order.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kurume_privacy.document.identity import DIMENSIONS, By, Identity, written
from kurume_privacy.document.structure import Inlines, Number, Paragraph

# What names stand for, as JSON has it: {name: {"measure": …, "by": {dimension: key}}}.
Bound = Mapping[str, Mapping[str, Any]]
NOTHING_KEPT: Bound = {}

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_BRACES = str.maketrans("{}", "｛｝")  # a word of the law may have some; a name cannot


def well_formed(text: str) -> bool:
    """Say whether every brace belongs to a placeholder."""
    return not set("{}") & set(_PLACEHOLDER.sub("", text))


def called(text: str) -> list[str]:
    """Return the names that stand in braces, in the order in which they are called."""
    return _PLACEHOLDER.findall(text)


def names_of(paragraph: Paragraph) -> dict[str, Number]:
    """Return the numbers that a wording of the paragraph may call, by name, zeros included.

    What the paragraph names has the names first; a number that only its sentence prints gets a
    name of its own besides.
    """
    names = _named(paragraph.named, {})
    known = {number.identity for number in names.values()}
    labels = {number.label for number in paragraph.named}
    printed = [
        part
        for part in paragraph.content
        if isinstance(part, Number) and (part.identity not in known or part.label not in labels)
    ]
    return names | _named(printed, names)


def _named(numbers: Iterable[Number], taken: Mapping[str, Number]) -> dict[str, Number]:
    by_label: dict[str, dict[Identity, Number]] = {}
    for number in numbers:
        label = number.label.translate(_BRACES)
        if label and taken.get(label, number).identity != number.identity:
            by_label.setdefault(label, {})[taken[label].identity] = taken[label]
        if label:
            by_label.setdefault(label, {})[number.identity] = number
    names: dict[str, Number] = {}
    for label, same in by_label.items():
        names |= _told_apart(label, list(same.values()), {*by_label, *taken})
    return names


def _told_apart(label: str, numbers: list[Number], taken: Iterable[str]) -> dict[str, Number]:
    """Name numbers of one label: by their dimensions, else by their keys, else by all they are."""
    if len(numbers) == 1:
        return {label: numbers[0]}
    shared = set.intersection(*(set(number.by) for number in numbers))
    manners: tuple[Callable[[Number, By], str], ...] = (_dimensions, _keys, _identity)
    for manner in manners:
        own = (tuple(one for one in number.by if one not in shared) for number in numbers)
        names = [f"{label}（{manner(*one)}）" for one in zip(numbers, own, strict=True)]
        if len(set(names)) == len(names) and not set(names) & set(taken):
            break
    return dict(zip(names, numbers, strict=True))


def _dimensions(number: Number, own: By) -> str:
    return "・".join(DIMENSIONS.get(name, name) for name, _ in own) or "全体"


def _keys(number: Number, own: By) -> str:
    return "・".join(f"{DIMENSIONS.get(name, name)} {key}" for name, key in own) or "全体"


def _identity(number: Number, own: By) -> str:
    return f"{number.measure};{written(number.by)}"


def bound(text: str, paragraph: Paragraph, kept: Bound = NOTHING_KEPT) -> dict[str, Any]:
    """Return what the names of a text stand for, to be kept with it: words may change.

    They are names of today; one that is none stands for what was kept of it, as in a file that
    was written before the law's word changed.
    """
    names = names_of(paragraph)
    return {name: kept[name] for name in called(text) if name in kept} | {
        name: {"measure": names[name].measure, "by": dict(names[name].by)}
        for name in called(text)
        if name in names
    }


def found(name: str, paragraph: Paragraph, kept: Bound) -> Number | None:
    """Return the number that a name stands for: the one that was kept, else that of the name."""
    if name not in kept:
        return names_of(paragraph).get(name)
    identity = Identity(kept[name]["measure"], tuple(sorted(kept[name]["by"].items())))
    return next((one for one in names_of(paragraph).values() if one.identity == identity), None)


def fill(text: str, paragraph: Paragraph, kept: Bound) -> Inlines:
    """Return ``text`` with each {name} replaced by its number.

    A name that stands for no number stays as it was typed, for all to see.
    """
    pieces: list[str | Number] = []
    for position, piece in enumerate(_PLACEHOLDER.split(text)):
        number = found(piece, paragraph, kept) if position % 2 else None
        pieces.append(number or (f"{{{piece}}}" if position % 2 else piece))
    return tuple(piece for piece in pieces if piece != "")


def as_typed(content: Inlines, paragraph: Paragraph) -> str:
    """Return a content of the paragraph as the office would type it, with {name} for each number.

    The names are those of today: a text that was kept is told in the words of today's law.
    """
    names = {number.identity: name for name, number in reversed(names_of(paragraph).items())}
    return "".join(
        f"{{{names[part.identity]}}}"
        if isinstance(part, Number) and part.identity in names
        else str(part)
        for part in content
    )
