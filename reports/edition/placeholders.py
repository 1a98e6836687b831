"""The office's own wording: a text in which {name} stands for a number. Pure."""

import re
from collections.abc import Mapping

from kurume_privacy.document.structure import Inlines, Number

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def well_formed(text: str) -> bool:
    """Say whether every brace belongs to a placeholder."""
    return not set("{}") & set(_PLACEHOLDER.sub("", text))


def called(text: str) -> list[str]:
    """Return the names that stand in braces, in the order in which they are called."""
    return _PLACEHOLDER.findall(text)


def as_typed(content: Inlines) -> str:
    """Return a compiled sentence as the office would type it, with {name} for each number."""
    return "".join(
        f"{{{part.name}}}" if isinstance(part, Number) and part.name else str(part)
        for part in content
    )


def fill(text: str, numbers: Mapping[str, Number]) -> Inlines:
    """Return ``text`` with each {name} replaced by its number.

    A name that no number bears stays as it was typed, for all to see.
    """
    pieces = _PLACEHOLDER.split(text)
    filled = [
        (numbers.get(piece, f"{{{piece}}}") if position % 2 else piece)
        for position, piece in enumerate(pieces)
    ]
    return tuple(part for part in filled if part != "")
