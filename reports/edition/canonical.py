"""One way to write what is summed: the same data gives the same text, and so the same SHA-256."""

import json
from hashlib import sha256

from kurume_privacy.document.structure import Report, as_data


def canonical(data: object) -> str:
    """Return data as JSON with its keys in order; what JSON does not know, as Python says it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def sum_of(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text as UTF-8."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def structure_of(report: Report) -> str:
    """Return a compiled report as the text that is stored, and summed."""
    return canonical(as_data(report))
