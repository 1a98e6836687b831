"""Values as a spreadsheet may hold them: no control characters, and nothing that is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from kurume_privacy.text import half_digits, is_unprintable

Value = int | str | None

# What a spreadsheet takes for the beginning of a formula when it opens a CSV file, in full
# width too; a quotation mark before it makes it text (OWASP, CSV injection).
FORMULA = tuple("=+-@＝＋－＠\t\r")
GUARD = "'"


def printable(text: str) -> str:
    """Return ``text`` with half-width digits and without what no spreadsheet can hold."""
    held = (sign for sign in text if sign == "\n" or not is_unprintable(sign))
    return half_digits("".join(held))


def plain(text: str) -> str:
    """Return ``text`` on one line, as a tidy table has it."""
    return printable(text).replace("\n", "　")


def guarded(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula; numbers stay what they are."""
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        return GUARD + value
    return value


def csv_of(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return rows as CSV that Excel opens rightly: UTF-8 with BOM, lines ended by CRLF."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([guarded(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
