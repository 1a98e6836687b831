"""What the report of a year shows of a record: nothing, a part of it, or the whole."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

Course = tuple[tuple[str, object], ...]  # (field, value) of what happened on the way


@dataclass(frozen=True)
class Shown:
    """What a report shows of a record; while its year is closed, it stays so.

    Of a part, the values that are shown and the ``course`` up to the day until which the year
    counts: any other change is nothing to the report. Of the whole, no change is allowed.
    ``until`` is that day, of a record on which work goes on behind it.
    """

    values: tuple = ()
    whole: bool = False
    course: Course = ()
    until: date | None = field(default=None, compare=False)

    @classmethod
    def part(cls, *values: object) -> Self:
        """Return that the report shows these values of the record."""
        return cls(values)

    def along(self, course: Course, until: date) -> "Shown":
        """Return the same with what happened until a day; ``date.max`` is no day that is known."""
        return replace(self, course=course, until=None if until == date.max else until)

    def __bool__(self) -> bool:
        return self.whole or bool(self.values or self.course)

    def differing(self, other: "Shown") -> list[str]:
        """Return the fields in which the course differs, if nothing but the course does."""
        if (self.values, self.whole) != (other.values, other.whole):
            return []
        was, would_be = dict(self.course), dict(other.course)
        names = dict.fromkeys([*was, *would_be])
        return [name for name in names if was.get(name) != would_be.get(name)]


NOTHING = Shown()
WHOLE = Shown(whole=True)
