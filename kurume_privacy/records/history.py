"""What happened to a record: who changed what and when, and how a deleted one comes back.

A record's history is its own and that of all that ever belonged to it (`Record.parts`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial, reduce
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from kurume_privacy.models import Record, User
from kurume_privacy.models.left_as_it_was import left_as_it_was
from kurume_privacy.records.display import display, names_of
from kurume_privacy.text import whole_number

Entry = Any  # a row of a history: its model is made when Django starts
ACTIONS = {"+": "登録", "~": "変更", "-": "削除"}
BROUGHT_BACK = "復元"
REFERRED_GONE = "参照していた記録が、今はありません"
Shown = Callable[[models.Field, object], str]  # a value as the screen has it
Histories = list[tuple[type[Record], list[Entry]]]


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as the screen shows it; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One act on one record or part: who did it, when, why, and what it changed."""

    at: datetime
    user: str  # by the name of then; empty where nobody had logged in
    action: str
    what: str
    reason: str
    fields: tuple[FieldChange, ...]


def version(record: Any) -> str:
    """Return a token that changes whenever the record or anything that belongs to it does."""
    latest = (
        entries.order_by().aggregate(last=Max("history_id"))["last"]
        for _, entries in _histories(type(record), [record.pk])
    )
    return ".".join(str(last or 0) for last in latest)


def changes(record: Any, since: str = "") -> list[Change]:
    """Return what happened to a record or a user, the latest first; ``since`` a version or ever."""
    known = since.split(".") if since else []
    histories = [
        (model, _entries(model, kept)) for model, kept in _histories(type(record), [record.pk])
    ]
    shown = partial(display, name_of=names_of(_referred_to(histories)))
    found: list[Change] = []
    for place, (model, entries) in enumerate(histories):
        after = whole_number(known[place]) if place < len(known) else None
        found += _changes_of(model, entries, after or 0, shown)
    return sorted(found, key=lambda change: change.at, reverse=True)


def _histories(model: type[Record], keys: object) -> Iterator[tuple[type[Record], models.QuerySet]]:
    """Yield each model with the history of the records of these keys, parts after their whole."""
    yield model, model.history.filter(id__in=keys)
    for part, owner in _parts(model):
        yield from _histories(part, part.history.filter(**{f"{owner}__in": keys}).values("id"))


def _parts(model: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """Yield each model that belongs to this one, with the column that says to which."""
    for name in model.parts:
        relation = model._meta.get_field(name)
        yield relation.related_model, relation.field.attname


def _entries(model: type[Record], kept: models.QuerySet) -> list[Entry]:
    """Return a history in its order, record by record, with the members of its sets."""
    sets = [_members(kept.model, field) for field in _followed(model) if field.many_to_many]
    return list(kept.prefetch_related(*sets).order_by("id", "history_id"))


def _referred_to(histories: Histories) -> dict[Any, set]:
    """Return the keys of all that these histories name, by its model."""
    keys: dict[Any, set] = defaultdict(set)
    for model, entries in histories:
        for field in _followed(model):
            for row in entries if field.is_relation else ():
                value = _value(row, field)
                keys[field.related_model].update(value if field.many_to_many else {value})
    return keys


def _changes_of(
    model: type[Record], entries: list[Entry], after: int, shown: Shown
) -> Iterator[Change]:
    """Yield one change a saving; several entries of the same moment are one saving."""
    before = None
    for row, following in zip_longest(entries, entries[1:]):
        same = following is not None and following.id == row.id
        if same and following.history_date == row.history_date and following.history_type == "~":
            following.history_type = row.history_type  # one saving, written in two entries
            continue
        if row.history_id > after:
            yield _change(model, before, row, shown)
        before = row if same else None


def _change(model: type[Record], before: Entry | None, row: Entry, shown: Shown) -> Change:
    deleted = row.history_type == "-"
    fields = () if deleted else tuple(_field_changes(model, before, row, shown))
    return Change(
        at=row.history_date,
        user=row.history_user_name,
        action=_action(before, row),
        what=str(model._meta.verbose_name),
        reason=row.history_change_reason or "",
        fields=fields,
    )


def _action(before: Entry | None, row: Entry) -> str:
    """Return what was done; what comes after a deletion is a restoring."""
    came_back = before is not None and before.history_type == "-"
    return BROUGHT_BACK if came_back else ACTIONS[row.history_type]


def _field_changes(
    model: type[Record], before: Entry | None, row: Entry, shown: Shown
) -> Iterator[FieldChange]:
    for field in _followed(model):
        old = shown(field, _value(before, field)) if before else ""
        new = shown(field, _value(row, field))
        if old != new:
            yield FieldChange(str(field.verbose_name), old, new)


def _followed(model: type[Record]) -> list[Any]:
    """Return the fields that a history keeps, without what is derived from the others."""
    fields: list[Any] = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        field
        for field in fields
        if hasattr(model.history.model, field.name)
        and not (field.primary_key or field.generated or isinstance(field, models.JSONField))
    ]


def _value(row: Entry, field: models.Field) -> Any:
    """Return what an entry of the history says of a field; the keys of a set."""
    if not field.many_to_many:
        return getattr(row, field.attname)
    target = f"{field.m2m_reverse_field_name()}_id"
    members = getattr(row, _members(type(row), field)).all()
    return [getattr(member, target) for member in members]


def _members(entries: type[models.Model], field: models.Field) -> str:
    """Return the name by which an entry of the history has the members of a set."""
    kept = getattr(entries, field.name).model
    return kept._meta.get_field("history").remote_field.get_accessor_name()


def delete(record: Record, reason: str, at: datetime | None = None) -> None:
    """Delete a record with all that belongs to it, and keep why; `restore` undoes it.

    Raises ``ProtectedError`` when another record refers to it.
    """
    with transaction.atomic():
        _delete(record, reason, at or timezone.now())


def _delete(record: Record, reason: str, at: datetime) -> None:
    for name in record.parts:
        for part in getattr(record, name).all():
            with left_as_it_was(part):
                _delete(part, reason, at)
    record._change_reason, record._history_date = reason, at
    record.delete()


def deleted(model: type[Record]) -> models.QuerySet:
    """Return the entries of the deletions that are not undone, the latest first."""
    same = model.history.filter(id=OuterRef("id")).order_by()
    return (
        model.history.filter(history_type="-")
        .exclude(Exists(same.filter(history_id__gt=OuterRef("history_id"))))
        .select_related("history_user", *model.shown_with)
        .order_by("-history_date", "-history_id")
    )


def called(deletion: Entry) -> str:
    """Return what a deleted record was called; its kind alone where what it was named by is gone.

    What was looked up along with the deletion (`deleted`) is not looked up again.
    """
    record = deletion.instance
    for field in (field for field in record._meta.concrete_fields if field.is_relation):
        kept = deletion._meta.get_field(field.name)
        if (known := kept.get_cached_value(deletion, default=None)) is not None:
            setattr(record, field.name, known)
    try:
        return str(record)
    except ObjectDoesNotExist:
        return f"{record._meta.verbose_name}（{REFERRED_GONE}）"


def was_visible_to(deletion: Entry, user: User) -> bool:
    """Say whether a user who keeps records saw this one when it was deleted."""
    way = deletion.instance_type.division_path
    if user.is_office or way is None:
        return user.is_office
    try:
        division = reduce(getattr, way.split("__"), deletion.instance)
    except ObjectDoesNotExist:
        return False  # what it belonged to is gone as well
    return division.pk in user.kept_divisions


def restore(deletion: Entry, reason: str = "削除の取消し") -> Record:
    """Bring back a deleted record and what was deleted with it, under the same keys.

    Raises ``ValidationError`` where it no longer fits, its number being taken since, or where
    what it referred to is no more.
    """
    with transaction.atomic():
        return _restore(deletion, reason, timezone.now())


def _restore(deletion: Entry, reason: str, at: datetime) -> Record:
    record = deletion.instance
    try:
        record.full_clean(exclude=["id"])
    except ObjectDoesNotExist:
        raise ValidationError(f"{REFERRED_GONE}。") from None
    record._change_reason, record._history_date = reason, at
    with left_as_it_was(record):
        record.save(force_insert=True)
        _restore_sets(record, deletion)
    for part, owner in _parts(type(record)):
        for entry in _deleted_with(deletion, part.history.filter(**{owner: record.pk})):
            _restore(entry, reason, at)
    return record


def _deleted_with(deletion: Entry, entries: models.QuerySet) -> Iterable[Entry]:
    """Return the entries of what the same act deleted."""
    return entries.filter(history_type="-", history_date=deletion.history_date).order_by("id")


def _restore_sets(record: Record, deletion: Entry) -> None:
    """Bring back the many-to-many rows: the deletion itself finds them gone already."""
    last = type(record).history.filter(id=record.pk, history_id__lt=deletion.history_id).first()
    for field in type(record)._meta.many_to_many:
        if last is not None and hasattr(last, field.name):
            _restore_set(record, field, _value(last, field))


def _restore_set(record: Record, field: models.Field, keys: list[int]) -> None:
    """Bring back one set, or refuse where a member of it is no more."""
    if field.related_model._base_manager.filter(pk__in=keys).count() < len(set(keys)):
        raise ValidationError(f"「{record}」の{field.verbose_name}だったものが、今はありません。")
    getattr(record, field.name).set(keys)
