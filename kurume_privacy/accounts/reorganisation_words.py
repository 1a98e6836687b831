"""What a plan says of itself: a sentence for each thing that is to happen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kurume_privacy.accounts.reorganisation_plan import Becoming, Plan, Target
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Agency, Department

RENAMED, MOVED, MERGED, SPLIT, SPLIT_OFF = "名称の変更", "移管", "統合", "分割", "一部の分離"


def said(plan: Plan) -> list[str]:
    """Return the sentences: of departments first, then of each division."""
    renamed = renamed_departments(plan)
    return [*_of_departments(plan, renamed), *_of_divisions(plan)]


def kind_of(plan: Plan, becoming: Becoming) -> str:
    """Return what happens to a division, in a word."""
    if becoming.is_split:
        return SPLIT_OFF if becoming.stays else SPLIT
    (target,) = becoming.targets
    if len(_becoming(plan, target)) > 1 or plan.standing(target) is not None:
        return MERGED
    own, renamed = Target.of(becoming.former), renamed_departments(plan)
    follows = renamed.get(becoming.former.department) == (target.agency, target.department)
    same_place = (own.agency, own.department) == (target.agency, target.department)
    if follows and target.name == own.name:
        return f"部局の{RENAMED if target.agency == own.agency else MOVED}"
    if follows or same_place:
        return RENAMED
    return MOVED if target.name == own.name else f"{MOVED}・{RENAMED}"


def renamed_departments(plan: Plan) -> dict[Department, tuple[Agency, str]]:
    """Return the departments of which one new department has everything, and nothing else."""
    goes = defaultdict(set)
    comes = defaultdict(set)
    for each in plan.becoming:
        for target in each.targets:
            place = target.agency, target.department
            goes[each.former.department].add(place)
            comes[place].add(each.former.department)
    return {
        department: place
        for department in plan.ended_departments
        if len(goes[department]) == 1
        for place in goes[department]
        if place in plan.begun_departments and len(comes[place]) == 1
    }


def _of_departments(plan: Plan, renamed: dict[Department, tuple[Agency, str]]) -> Iterator[str]:
    day = era_date(plan.on)
    for department, (agency, name) in renamed.items():
        moved = "" if agency == department.agency else f"（{agency}に移ります）"
        yield f"「{department}」は、{day}から「{name}」になります{moved}。"
    for agency, name in plan.begun_departments:
        if (agency, name) not in renamed.values():
            yield f"{agency}に「{name}」を設けます。"
    for department in plan.ended_departments:
        if department not in renamed:
            yield f"「{department}」は、すべての課が移るため、なくなります。"


def _of_divisions(plan: Plan) -> Iterator[str]:
    for each in plan.becoming:
        if each.is_split:
            yield _split(each)
    for target in plan.targets:
        alone = [each for each in _becoming(plan, target) if not each.is_split]
        if not alone:
            continue
        formers = [each.former for each in alone]
        if kind_of(plan, alone[0]) == MERGED:
            yield f"{_named(formers)}は、「{target}」に統合します。"
        else:
            yield f"{_named(formers)}は、「{target}」になります（{kind_of(plan, alone[0])}）。"


def _split(becoming: Becoming) -> str:
    former = becoming.former
    if becoming.stays:
        others = [target for target in becoming.targets if target != Target.of(former)]
        return f"「{former}」から{_named(others)}を分けます。記録は、「{former}」に残ります。"
    return (
        f"「{former}」は、{_named(becoming.targets)}に分割します。"
        f"これまでの記録は、「{becoming.keeper}」が引き継ぎます。"
    )


def _becoming(plan: Plan, target: Target) -> list[Becoming]:
    return [each for each in plan.becoming if target in each.targets]


def _named(things: Iterable[object]) -> str:
    return "と".join(f"「{thing}」" for thing in things)
