"""Editions of the first schema, which named a number by a Japanese label. Frozen: never changed.

They keep their bytes for ever. Read here, their numbers, rows and headings get the identities that
the second schema writes, from a table of the words that were in use; and a report of today is
written as that version would have, to know again what was asked for before the upgrade.
"""

from reports.edition.schema_1.reading import upgraded
from reports.edition.schema_1.writing import as_written

__all__ = ["as_written", "upgraded"]
