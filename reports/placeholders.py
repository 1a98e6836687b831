"""The office's own wording: a text in which {name} stands for a number. Pure."""

import re
from collections.abc import Mapping

from kurume_privacy.document import Inlines, Number

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def well_formed(text: str) -> bool:
    """Say whether every brace belongs to a placeholder."""
    return not set("{}") & set(_PLACEHOLDER.sub("", text))


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
