"""Two people at once: the second to save sees both versions and chooses; nothing is lost."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kurume_privacy.models import Record
from kurume_privacy.records.display import display
from kurume_privacy.records.form import RecordForm, stored_as_sent
from kurume_privacy.records.history import Change, changes

CHOICE = "choose-"
THEIRS = "theirs"


@dataclass(frozen=True)
class Difference:
    """One field or one group of rows in which the stored record and what was typed differ."""

    name: str
    label: str
    stored: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """What another saved since the page was opened, and where it differs from what was typed."""

    changes: list[Change]
    differences: list[Difference]


def find(form: Any, since: str, whole: Record | None = None) -> Conflict:
    """Return what the other changed since the version, and the choices that are left.

    Of a `RecordForm`, or of a form that is asked the same. Where the version is that of the
    ``whole`` that its record belongs to, a new part leaves no choice: nothing stands there yet.
    """
    new = whole is not None and form.instance.pk is None
    fields = [] if new else [_difference(form, name) for name in _own_changes(form)]
    rows = [
        Difference(name, formset.title, "保存されている行のまま", "入力した行")
        for name, formset in form.formsets.items()
        if formset.has_changed()
    ]
    return Conflict(changes(whole or form.instance, since), fields + rows)


def _own_changes(form: RecordForm) -> list[str]:
    return [name for name in form.changed_data if name in form.fields]


def _difference(form: RecordForm, name: str) -> Difference:
    bound = form[name]
    model_field = form._meta.model._meta.get_field(name)
    stored = display(model_field, form.initial.get(name))
    typed = "、".join(form.data.getlist(bound.html_name))
    if name in form.cleaned_data:
        typed = display(model_field, form.cleaned_data[name])
    return Difference(name, str(bound.label), stored, typed)


def chosen(form: Any) -> QueryDict:
    """Return what was sent, with the stored value wherever it was chosen."""
    sent = form.data.copy()
    for name in form.fields:
        if sent.get(f"{CHOICE}{name}") == THEIRS:
            _put_stored(form, name, sent)
    for name, formset in form.formsets.items():
        if sent.get(f"{CHOICE}{name}") == THEIRS:
            sent[f"{formset.prefix}-TOTAL_FORMS"] = "0"  # no row was sent: all stay as they are
    return sent


def _put_stored(form: RecordForm, name: str, sent: QueryDict) -> None:
    key, stored = form.add_prefix(name), stored_as_sent(form.fields[name], form.initial.get(name))
    if stored is None:
        sent.pop(key, None)
    else:
        sent.setlist(key, stored)
