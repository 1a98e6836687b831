"""What a text may be in a file: nothing that no file can hold, and never a formula. Pure."""

import re

from kurume_privacy.text import is_unprintable

# What a spreadsheet takes for the beginning of a formula when it opens a CSV file, in full width
# too. Where such a sign already stands behind quotation marks, one more keeps those marks.
FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
GUARD = "'"

LONGEST = 32_767  # that a cell of a workbook holds, in UTF-16 units
CUT = "…（Excelの1つのセルに入りきらないため、ここで切れています。CSVには全文があります。）"


def printable(text: str) -> str:
    """Return ``text`` without what no file can hold; its lines are broken as Excel breaks them."""
    if text.isprintable():
        return text
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign in "\n\t" or not is_unprintable(sign))


def guarded(text: str) -> str:
    """Return ``text`` as CSV has it: where a formula would begin, a mark says that it is a text."""
    held = printable(text)
    return GUARD + held if FORMULA.match(held) else held


def fitted(text: str) -> str:
    """Return ``text`` as a cell of a workbook holds it: too long a one says that it ends early."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT
