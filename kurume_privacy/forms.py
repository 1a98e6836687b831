"""What every form of a record shares: dates as people type them, and one way to save."""

from datetime import date

from django import forms
from django.db import models

from kurume_privacy.fiscal import parse_date
from kurume_privacy.models import Department, Division


class EraDateField(forms.DateField):
    """A date typed in either calendar, in any usual manner."""

    def to_python(self, value: object) -> date | None:
        """Read a date, or say in Japanese why it is none."""
        if isinstance(value, str) and value.strip():
            try:
                return parse_date(value)
            except ValueError as error:
                raise forms.ValidationError(str(error), code="invalid") from None
        return super().to_python(value)


def record_field(field: models.Field, **options: object) -> forms.Field | None:
    """Return the form field of a model field."""
    if isinstance(field, models.DateField):
        options["form_class"] = EraDateField
    return field.formfield(**options)


class RecordMeta:
    """The Meta of every form of a record."""

    formfield_callback = record_field


class DepartmentForm(forms.ModelForm):
    """部局."""

    class Meta(RecordMeta):
        model = Department
        fields = ["agency", "name", "order", "valid_from", "valid_until"]


class DivisionForm(forms.ModelForm):
    """課."""

    class Meta(RecordMeta):
        model = Division
        fields = ["department", "name", "order", "valid_from", "valid_until"]
