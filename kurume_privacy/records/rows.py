"""The rows of a form: what belongs to a record, added, reordered and removed with it."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.forms.utils import ErrorList
from django.http import QueryDict

from kurume_privacy.records import history
from kurume_privacy.records.display import named
from kurume_privacy.text import whole_number

MOST_ROWS = 100
# What orders and removes a row stands apart from its fields.
ROW_TOOLS = {"ORDER", "DELETE"}


class RowFormSet(BaseInlineFormSet):
    """The rows of one relation. Each is a `RecordForm` and may carry rows of its own."""

    data: QueryDict
    # Each form is a `RecordForm`, whose module needs this one.
    forms: Any
    empty_form: Any
    title = ""  # the legend above the rows
    row_title = ""  # what one row is called
    ordered = False  # whether the rows stand in an order of their own, kept in ``order``

    def __init__(self, data=None, *args, **options):
        super().__init__(data, *args, **options)
        if self.instance.pk:
            self.extra = 0  # a blank row is offered where all is new, and on request
        if self.is_bound:
            self.data = self._sorted_out(self.data)

    def _sorted_out(self, data: QueryDict) -> QueryDict:
        """Return what was sent with the rows that still exist first, the others as new ones.

        A row that somebody else removed meanwhile would otherwise be lost with what was typed,
        and a row of another record is never touched.
        """
        total = whole_number(data.get(f"{self.prefix}-TOTAL_FORMS", "")) or 0
        living = {str(row.pk) for row in self.get_queryset()}
        known: list[int] = []
        new: list[int] = []
        for place in range(min(total, self.absolute_max)):
            key = data.get(f"{self.prefix}-{place}-id", "")
            (known if key in living else new).append(place)
            living.discard(key)  # a row that is sent twice is stored once, and once more
        return self._in_places(data, known, new)

    def _in_places(self, data: QueryDict, known: list[int], new: list[int]) -> QueryDict:
        """Return what was sent for these rows, in this order, new ones without a key."""
        sent, rows = QueryDict(mutable=True), self._sent_by_place(data)
        for place, former in enumerate([*known, *new]):
            for name, values in rows[str(former)]:
                if name != self.fk.name:  # whose row it is, the form says, not what was sent
                    sent.setlist(f"{self.prefix}-{place}-{name}", values)
            if place >= len(known):
                sent[f"{self.prefix}-{place}-id"] = ""
        sent[f"{self.prefix}-TOTAL_FORMS"] = str(len(known) + len(new))
        sent[f"{self.prefix}-INITIAL_FORMS"] = str(len(known))
        return sent

    def _sent_by_place(self, data: QueryDict) -> dict[str, list[tuple[str, list[str]]]]:
        """Return what was sent of each row: {place: [(name, values), …]}, in one pass."""
        rows, beginning = defaultdict(list), f"{self.prefix}-"
        for key in data:
            if key.startswith(beginning):
                place, _, name = key.removeprefix(beginning).partition("-")
                rows[place].append((name, data.getlist(key)))
        return rows

    def get_queryset(self) -> models.QuerySet:
        """Return the stored rows, as they were looked up along with the record."""
        if not hasattr(self, "_queryset"):
            stored = self.instance.pk is not None
            rows: Any = getattr(self.instance, self._relation) if stored else self.queryset
            self._queryset = rows.all()
        return self._queryset

    @property
    def _relation(self) -> str:
        return str(self.fk.remote_field.get_accessor_name())

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Word what removes and orders a row; its place is no field of its own."""
        super().add_fields(form, index)
        form.fields["id"].clean = self._known_row
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = f"この{self.row_title}を削除する"
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = "並び順"
            form.fields["ORDER"].required = False
            form.fields.pop("order", None)

    def _known_row(self, key: str) -> models.Model | None:
        """Return the stored row of a key; `_sorted_out` left no other."""
        return next((row for row in self.get_queryset() if str(row.pk) == key), None)

    def rows(self) -> list[forms.ModelForm]:
        """Return the rows as the page shows them: by the place typed, removed ones included."""
        return sorted(self.forms, key=_place) if self.ordered and self.is_bound else self.forms

    def remains(self, form: forms.ModelForm) -> bool:
        """Say whether a row is kept."""
        # Django's own question, which the stubs leave out.
        return not (self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse to remove a row that another record refers to."""
        super().clean()
        removed = {
            number: form.instance
            for number, form in enumerate(self.initial_forms, start=1)
            if not self.remains(form)
        }
        if not _referring([*removed.values()]):  # asked once, where all may go
            return
        for number, row in removed.items():
            if others := _referring([row]):
                raise ValidationError(
                    f"{self.row_title}{number}は、ほかの記録（{named(others)}）が参照しているため、"
                    "削除できません。先に、その記録を直してください。"
                )

    def forget_errors(self) -> None:
        """Show what was typed without judging it."""
        self._errors: list = []
        self._non_form_errors = ErrorList(error_class="nonform")
        for form in self.forms:
            form.forget_errors()

    def save(self, commit: bool = True):
        """Save the rows in their order."""
        moved = self._give_places() if self.ordered else []
        saved = super().save(commit)
        for row in moved:
            row.save()
        vars(self.instance).get("_prefetched_objects_cache", {}).pop(self._relation, None)
        return saved

    def delete_existing(self, row, commit: bool = True) -> None:
        """Remove a row with what belongs to it, at the moment of the saving."""
        if commit:
            history.delete(row, "", self.form_kwargs["at"])

    def _give_places(self) -> list:
        """Number the rows by their order; return those that only moved."""
        moved = []
        for place, form in enumerate(self.ordered_forms, 1):
            alone = not forms.ModelForm.has_changed(form)  # rows of its own do not save its place
            if form.instance.pk and form.instance.order != place and alone:
                form.sign(form.instance)  # type: ignore[attr-defined]  # a `RecordForm`
                moved.append(form.instance)
            form.instance.order = place
        return moved


def _place(form: forms.ModelForm) -> int:
    """Return the place typed for a row; a row without one stands at the end."""
    place = whole_number(str(form["ORDER"].value() or ""))
    return MOST_ROWS + 1 if place is None else place


def _referring(rows: list[models.Model]) -> set[models.Model]:
    """Return what refers to rows and would lose them; nothing where they may be deleted."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect(rows)
    except ProtectedError as refusal:
        return refusal.protected_objects
    return set()


def with_another_row(sent: QueryDict, prefix: str) -> QueryDict:
    """Return what was sent with one more row of this prefix."""
    data, total = sent.copy(), f"{prefix}-TOTAL_FORMS"
    data[total] = str((whole_number(data.get(total, "")) or 0) + 1)
    return data


def rows_of(
    parent: type[models.Model],
    form: type[forms.ModelForm],
    title: str,
    *,
    ordered: bool = False,
    extra: int = 1,
) -> type[RowFormSet]:
    """Return the formset of what belongs to a record: its form, its legend, its order."""
    made: Any = inlineformset_factory(
        parent,
        form._meta.model,
        form=form,
        formset=RowFormSet,
        extra=extra,
        can_order=ordered,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 1,  # one too many is enough to refuse them
        validate_max=True,
    )
    made.title, made.ordered = title, ordered
    made.row_title = form._meta.model._meta.verbose_name
    return made
