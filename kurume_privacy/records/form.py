"""What every form of a record shares: how people type, whose choices, and the rows it carries.

A `RecordForm` is one form for a record and all that belongs to it: its rows are inline formsets,
whose forms may carry rows of their own. A view only ever asks the one form.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import timezone

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import Record, event_dates, kept_now
from kurume_privacy.models.asked import all_known_to_hold
from kurume_privacy.records.beside import beside
from kurume_privacy.records.choices import OfLaw
from kurume_privacy.records.closed import refuse_in
from kurume_privacy.records.fields import LineField, record_field
from kurume_privacy.records.lookups import SharedLookups, Together, share
from kurume_privacy.records.offered import offer
from kurume_privacy.records.rows import ROW_TOOLS, RowFormSet

# (legend, fields) of each.
Groups = tuple[tuple[str, tuple[str, ...]], ...]

TO_COME = "今日より後の日付です。年を確かめてください。"
NUMBER_HELP = "空けておくと、その年度の次の番号になります。"


def in_one(*names: str) -> Groups:
    """Return the groups of a form whose fields stand together, without a legend."""
    return (("", names),)


class Renderer(TemplatesSetting):
    """Renders a field with its label, help, errors and control as the desk shows it."""

    field_template_name = "records/field.html"


class RecordMeta:
    """The Meta of every form of a record."""

    formfield_callback = record_field


class RecordForm(forms.ModelForm):
    """The form of a record, for one user, with the rows that belong to it."""

    data: QueryDict
    # The formsets of what belongs to the record, by the name of their relation.
    rows: dict[str, type[RowFormSet]] = {}
    # What "save and enter the next" and a copy keep, and what a copy leaves out.
    carried: tuple[str, ...] = ()
    not_copied: tuple[str, ...] = ("number",)
    # The fields in their order, in groups with a legend each; nothing else names them.
    groups: Groups = ()
    # Whether its fields tell its record from others, so that two may be found to be the same.
    tells_apart = True
    # What the page of a record shows after all the others.
    shown_last: tuple[str, ...] = ()

    def __init_subclass__(cls, **options):
        """Let the form have the fields of its groups."""
        super().__init_subclass__(**options)
        if "groups" in vars(cls):
            names = [name for _, group in cls.groups for name in group]
            fields = [name for name in names if name not in cls.shown_last]
            cls.Meta = type("Meta", (cls.Meta,), {"fields": [*fields, *cls.shown_last]})

    def __init__(self, *args, user=None, at=None, reason="", shared=None, together=None, **options):
        super().__init__(*args, **options)
        self.user = user
        self.at = at or timezone.now()
        self.reason = reason  # why the record is saved, where the history shall say so
        self.shared = shared or SharedLookups()  # with the other forms of an import
        self.together = together or Together(self)  # with the other rows of the record
        for name, field in self.fields.items():
            if isinstance(field, OfLaw):
                field.today = timezone.localdate(self.at)
            if isinstance(field, forms.ModelChoiceField):
                self.narrow(name, field)
                share(self, name, field)
            if isinstance(field, LineField):
                field.stored = self.initial.get(name)
        if "number" in self.fields and not self.instance.pk:
            self.fields["number"].required = False
            self.fields["number"].help_text = NUMBER_HELP
        self.formsets = {name: self._formset(name) for name in self.rows}

    def narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        """Offer what the user may see, and what is stored; a form that offers more says so here."""
        if self.user is not None:
            offer(self.user, field, self.stored_keys(name))

    def stored_keys(self, name: str) -> set[object]:
        """Return the keys of what is stored in this field, of the record or of any row of it."""
        return self.together.stored(type(self), name)

    def _formset(self, name: str) -> RowFormSet:
        return self.rows[name](
            data=self.data if self.is_bound else None,
            instance=self.instance,
            prefix=f"{self.prefix}-{name}" if self.prefix else name,
            form_kwargs={
                "user": self.user,
                "at": self.at,
                "reason": self.reason,
                "shared": self.shared,
                "together": self.together,
            },
        )

    # One form to check

    def clean(self):
        """Give the record the next number of its year where none was typed."""
        super().clean()
        cleaned, model = self.cleaned_data, self._meta.model
        if model.dated_by is None and (division := cleaned.get(model.division_path)):
            cleaned[model.division_path] = kept_now(division, timezone.localdate(self.at))
        self._refuse_days_to_come(cleaned)
        if "number" not in self.fields or "number" in self.errors:
            return cleaned
        if cleaned.get("number") is None and (year := self._year(cleaned)) is not None:
            cleaned["number"] = self._meta.model.next_number(year)
        return cleaned

    def _refuse_days_to_come(self, cleaned: dict) -> None:
        """Refuse a day to come of what has happened: a year typed wrongly, mostly."""
        today = timezone.localdate(self.at)
        for field in event_dates(self._meta.model):
            day = cleaned.get(field.name)
            if day and day > today and field.name in self.changed_data:
                self.add_error(field.name, TO_COME)

    def _post_clean(self):
        """Refuse, beside what decides on the year, what a closed year's report would show."""
        held = nullcontext() if self._differs() else all_known_to_hold(self.instance)
        with held:  # what is stored as it is, the database itself has judged
            super()._post_clean()  # type: ignore[misc]  # Django's own hook, not in the stubs
        refuse_in(self)

    def _differs(self) -> bool:
        """Say whether the record itself differs from what is stored."""
        return self.instance._state.adding or forms.ModelForm.has_changed(self)

    def _year(self, cleaned: dict) -> int | None:
        """Return the fiscal year the record will be numbered in, if it can be told yet."""
        if self._meta.model.dated_by is None:
            return cleaned.get("year")
        day = cleaned.get(self._meta.model.dated_by)
        return int(FiscalYear.of(day)) if day else None

    def add_error(self, field, error) -> None:
        """Say what the record breaks as a whole at the last of the fields that it is about.

        What is wrong with a field that this form does not have is said of the whole.
        """
        parts = getattr(error, "error_dict", {})
        for name in [name for name in parts if name not in {*self.fields, NON_FIELD_ERRORS}]:
            super().add_error(None, parts.pop(name))
        for one in parts.pop(NON_FIELD_ERRORS, ()):
            super().add_error(beside(self, one), one)
        if field is not None or parts or not hasattr(error, "error_dict"):
            super().add_error(field, error)

    def is_valid(self) -> bool:
        """Check the record and every row; all errors at once."""
        alone = super().is_valid()  # first: the rows are checked against the record
        return all([alone, *(formset.is_valid() for formset in self.formsets.values())])

    def has_changed(self) -> bool:
        """Say whether the record or any row differs from what it was."""
        return super().has_changed() or any(rows.has_changed() for rows in self.formsets.values())

    def save(self, commit: bool = True):
        """Save the record and its rows in one transaction, at one moment."""
        self.sign(self.instance)
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            if self._differs():
                super().save()
            for formset in self.formsets.values():
                formset.save()
        return self.instance

    def sign(self, record: Record) -> None:
        """Tell the history when the record is saved, and why where there is a reason."""
        record._history_date = self.at
        record._change_reason = self.reason or None

    # All of it, for a page

    def forget_errors(self) -> None:
        """Show what was typed without judging it: a row was asked for, nothing was sent."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for formset in self.formsets.values():
            formset.forget_errors()

    def every_error(self, where: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield each error of the page: (id of the control, its label, the sentence).

        The label of a field in a row begins with the row: 諮問案件2 細目1 内容.
        """
        yield from errors_of(self, where)
        for formset in self.formsets.values():
            for message in formset.non_form_errors():
                yield f"rows-{formset.prefix}", where + formset.title, str(message)
            for number, form in enumerate(formset.rows(), start=1):
                if formset.remains(form):
                    yield from form.every_error(f"{where}{formset.row_title}{number} ")

    def every_formset(self) -> Iterator[RowFormSet]:
        """Yield the formsets of this form and of its rows."""
        for formset in self.formsets.values():
            yield formset
            for form in formset.forms:
                yield from form.every_formset()

    def focus_first(self) -> None:
        """Let the first field have the focus: the form is new, and nothing else asks for it."""
        for _, fields in self.fieldsets():
            fields[0].field.widget.attrs["autofocus"] = True
            return

    def fieldsets(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the visible fields in their groups: (legend, fields)."""
        grouped = {name for _, names in self.groups for name in names} | ROW_TOOLS
        rest = [field for field in self.visible_fields() if field.name not in grouped]
        if rest:
            yield "", rest
        for legend, names in self.groups:
            fields = [self[name] for name in names if name in self.fields]
            if fields := [field for field in fields if not field.is_hidden]:
                yield legend, fields


def stored_as_sent(field: forms.Field, initial: object) -> list[str] | None:
    """Return what a browser sends for a field as it stands; None for a box that is not ticked."""
    value = field.prepare_value(initial)
    if value is None or value is False:
        return None
    shown = field.widget.format_value(value)
    return shown if isinstance(shown, list) else [shown or ""]


def every_error(form: Any) -> list[tuple[str, str, str]]:
    """Return the errors of a form as the summary lists them; none for what was not sent.

    A form that has more than its own fields knows them all itself.
    """
    if form is None or not form.is_bound:
        return []
    return list(form.every_error() if hasattr(form, "every_error") else errors_of(form))


def errors_of(form: forms.BaseForm, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the errors of one form, as `RecordForm.every_error` those of a whole page."""
    for name, messages in form.errors.items():
        field = form[name] if name in form.fields else None
        for message in messages:
            if field is not None and field.is_hidden:  # nothing on the page to lead to
                yield "", str(field.label), f"{field.label}：{message}"
            elif field is not None:
                yield field.id_for_label or field.auto_id, where + field.label, str(message)
            elif where:  # of a whole row: to its first control
                yield form.visible_fields()[0].id_for_label, where.strip(), str(message)
            else:
                yield "", "", str(message)
