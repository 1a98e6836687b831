"""What the report of a year shows of a record: nothing, a part of it, or the whole."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Shown:
    """What a report shows of a record; while its year is closed, it stays so.

    Of a part, the values that are shown: any other change is nothing to the report. Of the
    whole, no change is allowed.
    """

    values: tuple = ()
    whole: bool = False

    @classmethod
    def part(cls, *values: object) -> Self:
        """Return that the report shows these values of the record."""
        return cls(values)

    def __bool__(self) -> bool:
        return self.whole or bool(self.values)


NOTHING = Shown()
WHOLE = Shown(whole=True)
