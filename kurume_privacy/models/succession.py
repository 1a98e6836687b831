"""What became of divisions: who keeps their records on a day, and where their people work.

A record keeps the division of its day, a user the one that was entered last; what follows from
reorganisations is looked up, so nothing has to run on the day on which one takes effect.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import NamedTuple, Self

from django.db.models import BooleanField, Value

from kurume_privacy.models.organisation import NEXT_DAY, Division
from kurume_privacy.models.reorganisation import Posting


class Takeover(NamedTuple):
    """The last day before it, and the division that comes after it."""

    last_day: date
    later: int


@dataclass(frozen=True)
class Succession:
    """Every division that was taken over, and where one user was sent, by the key of the former."""

    taken_over: dict[int, Takeover] = field(default_factory=dict)
    sent: dict[int, list[Takeover]] = field(default_factory=dict)

    @classmethod
    def of(cls, user_id: int | None = None) -> Self:
        """Read what became of all divisions and where this user was sent, in one query."""
        taken_over = Division.objects.order_by().filter(successor__isnull=False)
        columns = ("pk", "successor", "valid_until", Value(False, BooleanField()))
        rows = taken_over.values_list(*columns)
        if user_id is not None:
            sent = Posting.objects.order_by().filter(user=user_id)
            columns = ("former", "later", "reorganisation__on", Value(True, BooleanField()))
            rows = rows.union(sent.values_list(*columns), all=True)
        found = cls({}, defaultdict(list))
        for former, later, day, alone in rows:
            if alone:
                found.sent[former].append(Takeover(day - NEXT_DAY, later))
            else:
                found.taken_over[former] = Takeover(day, later)
        return found

    def keeper(self, division: int, day: date) -> int:
        """Return the division that keeps on ``day`` the records of this one.

        It is itself, or what it became; it stays itself where it ended and nothing took it over.
        """
        return _course(division, day, self._taken_over_from)[-1]

    def are_one(self, one: int, other: int, day: date) -> bool:
        """Say whether one of the two became the other, by ``day``; two that were merged did not."""
        courses = (_course(each, day, self._taken_over_from) for each in (one, other))
        return any({one, other} <= {*course} for course in courses)

    def kept_by(self, division: int, day: date) -> frozenset[int]:
        """Return the divisions whose records this one keeps on ``day``; itself, unless it ended."""
        known = {division, *self.taken_over}
        return frozenset(each for each in known if self.keeper(each, day) == division)

    def workplace(self, division: int, day: date) -> int:
        """Return where the user works on ``day`` who was entered for this division."""
        return _course(division, day, self._gone_from)[-1]

    def _taken_over_from(self, division: int) -> list[Takeover]:
        return [self.taken_over[division]] if division in self.taken_over else []

    def _gone_from(self, division: int) -> list[Takeover]:
        """Return the ways of the user from a division: the own ones before that of all others."""
        return [*self.sent.get(division, ()), *self._taken_over_from(division)]


def _course(division: int, day: date, ways: Callable[[int], Iterable[Takeover]]) -> list[int]:
    """Return the divisions that lead up to ``day``, each by a step after the one before it."""
    course, since = [division], date.min
    while True:
        taken = (step for step in ways(course[-1]) if since < step.last_day < day)
        step = min(taken, key=attrgetter("last_day"), default=None)
        if step is None:
            return course
        since = step.last_day
        course.append(step.later)


def kept_now(division: Division, day: date) -> Division:
    """Return the division that keeps on ``day`` what this one kept: itself, or what it became."""
    if division.successor_id is None or division.in_force_on(day):
        return division
    return Division.objects.get(pk=Succession.of().keeper(division.pk, day))


def workplaces(entered: Mapping[int, int], day: date) -> dict[int, int]:
    """Return where users work on ``day``, of the divisions entered for them: {user: division}."""
    sent: dict[int, dict[int, list[Takeover]]] = defaultdict(lambda: defaultdict(list))
    columns = ("user", "former", "later", "reorganisation__on")
    for user, former, later, on in Posting.objects.order_by().values_list(*columns):
        sent[user][former].append(Takeover(on - NEXT_DAY, later))
    taken_over = Succession.of().taken_over
    return {
        user: Succession(taken_over, sent[user]).workplace(division, day)
        for user, division in entered.items()
    }
