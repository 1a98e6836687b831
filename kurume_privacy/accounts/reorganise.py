"""The act of reorganising: all of a plan at once, from its day on; and its withdrawal before it.

A record of a former division keeps the name of its day. What took it over keeps it: nothing has to
run on the day itself (`kurume_privacy.models.succession`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kurume_privacy.accounts.reorganisation_outlook import Outlook
from kurume_privacy.accounts.reorganisation_plan import Plan, Target
from kurume_privacy.accounts.reorganisation_words import said
from kurume_privacy.models import Department, Division, Posting, Record, Reorganisation
from kurume_privacy.models.organisation import NEXT_DAY
from kurume_privacy.records import history
from kurume_privacy.records.held import dated_from, holding

TOO_LATE = (
    "施行日になった組織の変更は、取りやめられません。"
    "直すときは、もう一度組織の変更をするか、課の画面で使用期間を変更してください。"
)
BUILT_UPON = "この変更で設けた「{}」は、次のものが使っているため、取りやめられません：{}"


def reorganise(outlook: Outlook, title: str) -> Reorganisation:
    """Do all of a plan: end, begin, name who takes over, send people, rename later records.

    One act waits for another. Raises ``ValidationError`` with every reason why it cannot be done.
    """
    with transaction.atomic():
        Reorganisation.hold_numbers()
        outlook = outlook.anew()
        plan, movings = outlook.plan, outlook.movings  # as it is before any of it is done
        if refusals := outlook.refusals():
            raise ValidationError(refusals)
        act = Reorganisation(on=plan.on, title=title, said=said(plan))
        act.full_clean()
        act.save()
        later = {target: _standing_or_begun(plan, target, act) for target in plan.targets}
        for each in plan.becoming:
            if not each.stays:
                _end(each.former, act, successor=later[each.keeper])
        for department in plan.ended_departments:
            _end(department, act)
        _rename_records(plan, later, act)
        for moving in movings:
            if moving.is_sent:
                former, target = moving.becoming.former, later[moving.target]
                posting = Posting(user=moving.person, former=former, later=target)
                posting.reorganisation = act
                _keep(posting, act)
    return act


def _keep(record: Record, act: Reorganisation) -> None:
    """Save what the act makes or changes, with its name in the history."""
    record._change_reason = str(act)
    record.full_clean()
    record.save()


def _standing_or_begun(plan: Plan, target: Target, act: Reorganisation) -> Division:
    """Return the division that is there already, or a new one from the day on."""
    if (standing := plan.standing(target)) is not None:
        return standing
    place = target.agency, target.department
    department = plan.departments.get(place)
    if department is None:
        order = plan.order_of_department(*place)
        named = {"agency": target.agency, "name": target.department, "valid_from": plan.on}
        department = Department(**named, order=order, begun_by=act)
        _keep(department, act)
        plan.departments[place] = department
    order, named = plan.order_of(target), {"name": target.name, "valid_from": plan.on}
    division = Division(department=department, **named, order=order, begun_by=act)
    _keep(division, act)
    return division


def _end(unit: Department | Division, act: Reorganisation, **taken_over: Division) -> None:
    """Let the day before be the last of a name; a division says what takes it over."""
    unit.valid_until, unit.ended_by = act.on - NEXT_DAY, act
    for name, division in taken_over.items():
        setattr(unit, name, division)
    _keep(unit, act)


def _rename_records(plan: Plan, later: Mapping[Target, Division], act: Reorganisation) -> None:
    """Give records of the day or later the name of their day: only an act of the past has any."""
    keepers = {each.former.pk: later[each.keeper] for each in plan.becoming}
    for records in dated_from(plan.ended, plan.on):
        for record in records:
            record.division = keepers[record.division_id]
            record._change_reason = str(act)
            record.save()


def withdraw(act: Reorganisation, reason: str, now: datetime) -> None:
    """Take back an act whose day has not come: all is as it was, and that it was planned stays.

    Raises ``ValidationError`` when its day has come, or where something is built upon it already.
    """
    with transaction.atomic():
        Reorganisation.hold_numbers()
        if not act.is_planned(timezone.localdate(now)):
            raise ValidationError(TOO_LATE)
        act.postings.all().delete()
        for division in act.ended_divisions.all():
            division.successor = None
            _go_on(division, reason)
        for department in act.ended_departments.all():
            _go_on(department, reason)
        for begun in (*act.begun_divisions.all(), *act.begun_departments.all()):
            _forget(begun, reason, now)
        act.withdrawn_at, act._change_reason = now, reason
        act.save()


def _go_on(unit: Any, reason: str) -> None:
    """Let a name that was to end be used without an end again."""
    unit.valid_until = unit.ended_by = None
    unit._change_reason = reason
    unit.save()


def _forget(unit: Any, reason: str, now: datetime) -> None:
    """Delete what the act began, unless something is built upon it."""
    held = [f"{unit.ended_by}"] if unit.ended_by else holding([unit])
    if held:
        raise ValidationError(BUILT_UPON.format(unit, "、".join(held)))
    history.delete(unit, reason, now)
