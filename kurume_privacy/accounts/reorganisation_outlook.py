"""What a plan would mean, looked up before it is done: who moves, and what is kept by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from kurume_privacy.accounts.reorganisation_plan import Becoming, Plan, Target
from kurume_privacy.accounts.reorganisation_words import said
from kurume_privacy.models import ClosedYear, Succession, User
from kurume_privacy.models import closed_year as closed_years
from kurume_privacy.models.succession import workplaces
from kurume_privacy.records.held import Held, counted, dated_from, held_by_each, together


@dataclass(frozen=True)
class Moving:
    """Somebody who works in a division that changes, and where they go."""

    person: User
    becoming: Becoming
    target: Target

    @property
    def is_sent(self) -> bool:
        """Whether they go elsewhere than the records and all others."""
        return self.target != self.becoming.keeper


class Outlook:
    """What a plan would mean: who moves, and what is kept by whom; administrators see counts."""

    def __init__(self, plan: Plan, sent: Mapping[int, int] | None = None):
        self.plan, self.sent = plan, sent or {}

    def anew(self) -> "Outlook":
        """Return the same of the organisation as it is now."""
        return Outlook(self.plan.anew(), self.sent)

    @cached_property
    def movings(self) -> list[Moving]:
        """Whoever works there on the day, and where they go: with the records, unless sent."""
        becoming = {each.former.pk: each for each in self.plan.becoming}
        people = User.objects.filter(division__isnull=False).order_by("username")
        places = workplaces(dict(people.values_list("pk", "division")), self.plan.on)
        return [
            Moving(person, found, self._target(person, found))
            for person in people
            if (found := becoming.get(places[person.pk])) is not None
        ]

    def _target(self, person: User, becoming: Becoming) -> Target:
        place = self.sent.get(person.pk, len(becoming.targets))
        return becoming.targets[place] if place < len(becoming.targets) else becoming.keeper

    @cached_property
    def held(self) -> dict[int, list[Held]]:
        """What each division keeps that ends, under its own name and those it took over."""
        succession, day = Succession.of(), self.plan.on
        kept = {each.pk: succession.kept_by(each.pk, day) | {each.pk} for each in self.plan.ended}
        found = held_by_each(frozenset().union(*kept.values()))
        return {division: together(found, divisions) for division, divisions in kept.items()}

    @cached_property
    def renamed_records(self) -> list[str]:
        """How many records of the day or later would bear a name that was no more: by kind."""
        return counted(dated_from(self.plan.ended, self.plan.on))

    def refusals(self) -> list[str]:
        """Return why it cannot be done: by the plan, or by a closed year that shows a record."""
        refused = self.plan.refusals()
        return refused or [*self._closed()]

    def _closed(self) -> Iterator[str]:
        years = ClosedYear.years()
        shown = {
            year
            for records in dated_from(self.plan.ended, self.plan.on)
            for year in records.filter(year__in=years).values_list("year", flat=True)
        }
        if shown:
            yield f"施行日以後の記録が、締め切った年度にあります。{closed_years.said(shown)}"

    @property
    def digest(self) -> str:
        """A token of what was shown: whatever is otherwise by now has another."""
        shown = [
            str(self.plan.on),
            *said(self.plan),
            *(f"{each.person.pk} {each.becoming.former.pk}" for each in self.movings),
        ]
        return sha256("\n".join(shown).encode()).hexdigest()
