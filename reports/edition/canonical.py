"""One way to write what is summed: the same data gives the same text, and so the same SHA-256."""

import json
from hashlib import sha256

from kurume_privacy.document.plain import as_data, from_data
from kurume_privacy.document.structure import Report
from reports.edition import schema_1


def canonical(data: object) -> str:
    """Return data as JSON with its keys in order; what JSON does not know, as Python says it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def sum_of(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text as UTF-8."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def structure_of(report: Report) -> str:
    """Return a compiled report as the text that is stored, and summed."""
    return canonical(as_data(report))


def report_of(structure: str) -> Report:
    """Return the report of a stored text, whichever schema it was written in."""
    data = json.loads(structure)
    return from_data(data if "schema" in data else schema_1.upgraded(data))


def digests_of(report: Report) -> frozenset[str]:
    """Return the sums by which a report is known: today's, and that of the schema before.

    What was asked for before an upgrade was summed as that version wrote it.
    """
    former = canonical(schema_1.as_written(as_data(report)))
    return frozenset({sum_of(structure_of(report)), sum_of(former)})
