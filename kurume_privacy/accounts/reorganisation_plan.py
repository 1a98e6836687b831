"""What is to become of divisions from a day on, judged before it is done.

A plan says of each division what it becomes: one place, several, or also itself. That alone tells
a change of name, a move, a merger and a split, of departments too: what is new is begun, what all
have left is ended.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db.models import QuerySet

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Agency, Department, Division, Posting
from kurume_privacy.models.organisation import NEXT_DAY

NOTHING_CHANGES = "変わるものがありません。変更後の部局か課の名称を入力してください。"
TWICE = "「{}」の変更後に、同じ課が二度あります。"
NOT_IN_USE = "「{}」は、{}には使われていません。"
BEGINS_THEN = "「{}」は、{}に使い始めます。施行日は、それより後の日にしてください。"
ENDS_ANYWAY = (
    "「{}」は、{}で使い終わることになっています。"
    "先に、その予定を取りやめるか、使用終了日を消してください。"
)
COMES_LATER = (
    "「{}」という名称は、{}から使うことになっています。"
    "先に、その予定を取りやめるか、別の名称にしてください。"
)
TAKES_OVER = (
    "「{}」は、{}から「{}」を引き継ぐことになっています。先に、その予定を取りやめてください。"
)


class Target(NamedTuple):
    """What a division becomes: an agency, the names of a department and of a division in it."""

    agency: Agency
    department: str
    name: str

    @classmethod
    def of(cls, division: Division) -> "Target":
        """Return what a division is now."""
        return cls(division.department.agency, division.department.name, division.name)

    def __str__(self):
        return f"{self.department}{self.name}"


@dataclass(frozen=True)
class Becoming:
    """A division, what it becomes, and which of these keeps its records: itself, if it stays."""

    former: Division
    targets: tuple[Target, ...]
    keeper: Target

    @classmethod
    def of(cls, former: Division, targets: Sequence[Target], chosen: int = 0) -> "Becoming":
        """Return it; ``chosen`` is the place of the target that keeps the records, if it ends."""
        own = Target.of(former)
        keeper = own if own in targets else targets[chosen if chosen < len(targets) else 0]
        return cls(former, tuple(targets), keeper)

    @property
    def stays(self) -> bool:
        """Whether it goes on beside what is split off."""
        return Target.of(self.former) in self.targets

    @property
    def is_split(self) -> bool:
        """Whether it becomes several, so that each of its people goes to one of them."""
        return len(self.targets) > 1

    @property
    def changes(self) -> bool:
        """Whether it becomes anything but itself."""
        return self.targets != (Target.of(self.former),)


class Plan:
    """What becomes of divisions from a day on: what ends, what begins, and why not."""

    def __init__(
        self,
        on: date,
        wanted: Mapping[Division, Sequence[Target]],
        keepers: Mapping[int, int] | None = None,
    ):
        self.on, self.wanted, self.keepers = on, wanted, keepers or {}
        becoming = (
            Becoming.of(former, targets, self.keepers.get(former.pk, 0))
            for former, targets in wanted.items()
            if targets
        )
        self.becoming = [each for each in becoming if each.changes]

    def anew(self) -> "Plan":
        """Return the same plan of the divisions as they are now."""
        now = Division.objects.in_bulk(division.pk for division in self.wanted)
        wanted = {now[former.pk]: targets for former, targets in self.wanted.items()}
        return Plan(self.on, wanted, self.keepers)

    # The organisation of the day, looked up once

    @cached_property
    def departments(self) -> dict[tuple[Agency, str], Department]:
        """The departments in use on the day."""
        found = Department.objects.in_use_on(self.on).select_related("agency")
        return {(each.agency, each.name): each for each in found}

    @cached_property
    def divisions(self) -> dict[Target, Division]:
        """The divisions in use on the day, with their departments."""
        departments = set(self.departments.values())
        found = Division.objects.in_use_on(self.on)
        return {Target.of(each): each for each in found if each.department in departments}

    # What it comes to

    @cached_property
    def ended(self) -> list[Division]:
        """The divisions that are no more."""
        return [each.former for each in self.becoming if not each.stays]

    @cached_property
    def targets(self) -> list[Target]:
        """All that anything becomes, each once, in order."""
        return list(dict.fromkeys(target for each in self.becoming for target in each.targets))

    @cached_property
    def begun(self) -> list[Target]:
        """The divisions that begin on the day."""
        return [target for target in self.targets if self.standing(target) is None]

    def standing(self, target: Target) -> Division | None:
        """Return the division that is there already and stays."""
        found = self.divisions.get(target)
        return None if found in self.ended else found

    @cached_property
    def begun_departments(self) -> list[tuple[Agency, str]]:
        """The departments that begin on the day."""
        places = dict.fromkeys((target.agency, target.department) for target in self.begun)
        return [place for place in places if place not in self.departments]

    @cached_property
    def ended_departments(self) -> list[Department]:
        """The departments that all their divisions leave."""
        left = {division.department for division in self.ended}
        remaining = Division.objects.not_ended(self.on).filter(department__in=left)
        kept = set(
            remaining.exclude(pk__in=[each.pk for each in self.ended]).values_list(
                "department", flat=True
            )
        )
        entered = {self.departments.get((each.agency, each.department)) for each in self.begun}
        return sorted(
            (each for each in left if each.pk not in kept and each not in entered),
            key=lambda each: (each.agency.order, each.order, each.pk),
        )

    def order_of(self, target: Target) -> int:
        """Return where a new division stands: where the first of those stood that become it."""
        return next(each.former.order for each in self.becoming if target in each.targets)

    def order_of_department(self, agency: Agency, name: str) -> int:
        """Return where a new department stands: where the first stood whose divisions it has."""
        return next(
            each.former.department.order
            for each in self.becoming
            for target in each.targets
            if (target.agency, target.department) == (agency, name)
        )

    # Why it cannot be

    def refusals(self) -> list[str]:
        """Return the sentences that say why it cannot be done, all of them."""
        if not self.becoming:
            return [NOTHING_CHANGES]
        refused = (self._refused_formers(), self._refused_targets(), self._refused_names())
        return list(dict.fromkeys(chain(*refused)))

    def _refused_formers(self) -> Iterator[str]:
        day = era_date(self.on)
        for each in self.becoming:
            former, units = each.former, (each.former, each.former.department)
            if len(set(each.targets)) < len(each.targets):
                yield TWICE.format(former)
            if not all(unit.in_force_on(self.on) for unit in units):
                yield NOT_IN_USE.format(former, day)
            elif former.valid_until is not None:
                yield ENDS_ANYWAY.format(former, era_date(former.valid_until))
        for unit in (*self.ended, *self.ended_departments):
            if unit.valid_from is not None and unit.valid_from >= self.on:
                yield BEGINS_THEN.format(unit, era_date(unit.valid_from))
        yield from self._refused_takeovers()

    def _refused_takeovers(self) -> Iterator[str]:
        """Refuse to end what is to take over, or be somebody's place of work, only later."""
        ended = [division.pk for division in self.ended]
        for former in Division.objects.filter(successor__in=ended, valid_until__gte=self.on):
            day = era_date(former.valid_until + NEXT_DAY)
            yield TAKES_OVER.format(former.successor, day, former)
        sent = Posting.objects.filter(later__in=ended, reorganisation__on__gt=self.on)
        for posting in sent.select_related("later__department", "user", "reorganisation"):
            yield TAKES_OVER.format(
                posting.later, era_date(posting.reorganisation.on), posting.user
            )

    def _refused_targets(self) -> Iterator[str]:
        """Refuse what will not last where it would go."""
        for agency in dict.fromkeys(target.agency for target in self.targets):
            if not agency.in_force_on(self.on):
                yield NOT_IN_USE.format(agency, era_date(self.on))
        for target in self.targets:
            division = self.standing(target)
            department = self.departments.get((target.agency, target.department))
            for unit in (division, department):
                if unit is not None and unit.valid_until is not None:
                    yield ENDS_ANYWAY.format(unit, era_date(unit.valid_until))

    def _refused_names(self) -> Iterator[str]:
        """Refuse a new name that is to begin then or later anyway: nobody would tell them apart."""
        for agency, name in self.begun_departments:
            found = Department.objects.filter(agency=agency, name=name)
            yield from self._refused_before(found)
        for target in self.begun:
            place = {"department__agency": target.agency, "department__name": target.department}
            yield from self._refused_before(Division.objects.filter(**place, name=target.name))

    def _refused_before(self, units: QuerySet) -> Iterator[str]:
        for unit in units.filter(valid_from__gte=self.on):
            yield COMES_LATER.format(unit, era_date(unit.valid_from))
