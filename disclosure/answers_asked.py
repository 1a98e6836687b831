"""What a page asks for, and a file of before has no column for: there it stays unknown."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kurume_privacy.calendar.deadlines import Pause
from kurume_privacy.records.choices import narrowed
from kurume_privacy.records.fields import NOT_CHOSEN
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.rows import RowFormSet

WANTED = "入力してください。"
TO_CHOOSE = "選んでください。"


class AskingForm(RecordForm):
    """A form some of whose fields a page has to answer; what nobody sent was not asked."""

    left_open: tuple[str, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in self.left_open:
            if (field := self.fields.get(name)) is not None:
                _leave_open(field)

    def narrow_to(self, by: str, fits: QuerySet, *names: str) -> None:
        """Let the page show these fields only with the rows that they fit."""
        for name in names:
            if name in self.fields:
                narrowed(self.fields[name], by, fits)

    def was_left_out(self, name: str) -> bool:
        """Say whether nothing at all was sent for a field: a file has no such cell."""
        return self.add_prefix(name) not in self.data

    def differs(self, *names: str) -> bool:
        """Say whether the record is new, or one of these fields is not as stored."""
        return self.instance._state.adding or bool({*names} & {*self.changed_data})

    def ask(
        self, cleaned: dict, name: str, *, needed: bool = False, otherwise: object = ""
    ) -> None:
        """Refuse that a page leaves open what is needed; set what else was left open."""
        if name not in self.fields or name in self.errors or cleaned.get(name):
            return
        if needed and not self.was_left_out(name):
            chosen = isinstance(self.fields[name].widget, forms.Select)
            self.add_error(name, TO_CHOOSE if chosen else WANTED)
        elif otherwise:
            cleaned[name] = otherwise


def _leave_open(field: Any) -> None:
    field.required, field.may_be_unknown = False, True
    choices: Any = getattr(field.widget, "choices", None)
    choices = [*choices] if isinstance(field, forms.TypedChoiceField) else []
    if choices and choices[0][0]:  # it begins with no answer yet
        field.choices = [("", NOT_CHOSEN), *choices]


def sent_pauses(corrections: RowFormSet) -> list[Pause]:
    """Return the corrections as they are sent, those that can be read."""
    rows = [form for form in corrections.forms if not form.data.get(form.add_prefix("DELETE"))]
    days = ([_day(form, name) for name in ("requested_on", "completed_on")] for form in rows)
    return [Pause(first, last) for first, last in days if first]


def _day(form: RecordForm, name: str) -> date | None:
    try:
        return form.fields[name].clean(form[name].data)
    except ValidationError:
        return None
