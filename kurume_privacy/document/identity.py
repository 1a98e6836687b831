"""What a number measures: a lasting key, and the dimensions it is narrowed to. Pure.

Same measure and same dimensions mean the same number, wherever it stands: in a sentence, a cell, a
total, last year's edition. Both are keys, so that a word of the law may change and a row may move.
"""

from hashlib import sha256
from typing import NamedTuple

By = tuple[tuple[str, str], ...]  # (dimension, key), the dimensions in the order of their names

NONE = "none"  # the key of what is not there: a request without a method, an answer without clauses
TOTAL = "total"  # the key of the row that adds up the others

# What people call the dimensions, where two numbers of one label have to be told apart.
DIMENSIONS = {
    "agency": "実施機関",
    "clauses": "該当号",
    "department": "部局",
    "end": "終わり方",
    "ground": "根拠",
    "kind": "種類",
    "method": "開示の方法",
    "origin": "受付の年度",
    "outcome": "処理の区分",
    "parent": "上位の処理の区分",
    "regime": "適用法令",
    "session": "回数",
}

# The dimension that holds the parts of another's values, where one table prints both: うち不存在.
PARTS_OF = {"parent": "outcome"}


class Identity(NamedTuple):
    """What makes two numbers the same: {measure: of what, by: kind, method …}."""

    measure: str
    by: By

    @property
    def dimensions(self) -> frozenset[str]:
        """The names of the dimensions."""
        return frozenset(dimension for dimension, _ in self.by)

    def without(self, *dimensions: str) -> "Identity":
        """Return the total over these dimensions."""
        return Identity(self.measure, tuple(one for one in self.by if one[0] not in dimensions))


def by_of(**keys: str | None) -> By:
    """Return dimensions in their order; what is not there has the key `NONE`."""
    return tuple(sorted((name, NONE if key is None else key) for name, key in keys.items()))


def written(by: By) -> str:
    """Return dimensions as the key of a row or column has them: kind=disclosure;method=copy."""
    return ";".join(f"{dimension}={key}" for dimension, key in by)


def read(key: str) -> By:
    """Return the dimensions of such a key; none for a key of another kind."""
    parts = (part.partition("=") for part in key.split(";"))
    return tuple((dimension, value) for dimension, sign, value in parts if sign)


def lasting_key(name: str) -> str:
    """Return the key that a row gets when it is first called ``name``, and keeps when renamed.

    It follows from the name alone, so that the same records give the same report in any database.
    """
    return f"x{sha256(name.encode()).hexdigest()[:8]}"
