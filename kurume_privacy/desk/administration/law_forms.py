"""The forms of the acts on the law: from when on, and what is otherwise then."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict

from kurume_privacy.accounts.log_in import prepare
from kurume_privacy.law.day import like
from kurume_privacy.models import Regime, RegimeRow
from kurume_privacy.records.fields import ERA_DATE_HELP, EraDateField, LineField
from kurume_privacy.records.form import RecordForm

LONGEST_NAME: int = Regime._meta.get_field("name").max_length  # type: ignore[assignment]
# What the act itself sets.
SET_BY_THE_ACT = ("regime", "valid_from", "valid_until")


class LaterVersion(RecordForm):
    """A row as it is from a day on: its own fields, and the day.

    What the row breaks is told by the act, which knows that the version before it ends.
    """

    def __init__(self, *args, former: RegimeRow, **options):
        sets = {
            field.name: list(getattr(former, field.name).all())
            for field in former._meta.many_to_many
        }
        version = like(former, valid_from=None)
        super().__init__(*args, instance=version, initial=sets, **options)
        for name in SET_BY_THE_ACT:
            self.fields.pop(name, None)
        help_text = f"この日から、下の内容に変わります。{ERA_DATE_HELP}"
        self.fields["day"] = EraDateField(label="変わる日", help_text=help_text)
        prepare(self)

    def _post_clean(self):
        """Fill the version with what was typed, and judge no more than the fields."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        self.instance.valid_from = self.cleaned_data.get("day")

    @property
    def members(self) -> dict[str, Any]:
        """What was chosen for the sets of the version, by name."""
        names = (field.name for field in self.instance._meta.many_to_many)
        return {name: self.cleaned_data[name] for name in names}


def later_version(form: type[RecordForm]) -> type[LaterVersion]:
    """Return the form of a later version of what a form is about."""
    return type(f"Later{form.__name__}", (LaterVersion, form), {})


class RowEndForm(forms.Form):
    """On which day a row ends."""

    last_day = EraDateField(
        label="終わる日", help_text=f"この日まで適用され、翌日からは選べません。{ERA_DATE_HELP}"
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)


class RegimeCopyForm(forms.Form):
    """From when on another law says the same, and what it is called."""

    day = EraDateField(
        label="写した法令が始まる日",
        help_text=f"写す前の法令は、この日の前日で終わります。{ERA_DATE_HELP}",
    )
    name = LineField(label="写した法令の名称", max_length=LONGEST_NAME)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)
        name: Any = self.fields["name"]
        name.stored = self.initial.get("name")


def refuse(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Say what an act refuses: beside its field, or where it has none of that name, above all."""
    said: dict[str, list] = {}
    for name, errors in getattr(refusal, "error_dict", {NON_FIELD_ERRORS: [refusal]}).items():
        said.setdefault(name if name in form.fields else NON_FIELD_ERRORS, []).extend(errors)
    form.add_error(None, ValidationError(said))


def forget_errors(form: forms.BaseForm) -> None:
    """Show what was typed without judging it."""
    form._errors, form.cleaned_data = ErrorDict(), {}  # type: ignore[attr-defined]
