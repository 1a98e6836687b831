"""A fiscal year and a month as fields: how people type them, and how they read them.

In the database they are a number and a date, and a migration names them so.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.calendar.fiscal import EARLIEST, FiscalYear, era_month, parse_month

YEAR_HELP = "例：令和3、R3、2021"
MONTH_HELP = "例：令和3年4月、R3.4、2021/4"


class YearFormField(forms.IntegerField):
    """A fiscal year typed in either calendar, echoed as 令和3年度."""

    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        """Read a year, or say in Japanese why it is none."""
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return int(FiscalYear.parse(value)) if value.strip() else None
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: object) -> object:
        """Show a year by its era, and what is no year as it was typed."""
        try:
            return str(FiscalYear.parse(str(value)))
        except ValueError:
            return value


class MonthFormField(forms.DateField):
    """A month typed in either calendar, echoed as 令和3年4月; kept as its first day."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        """Read a month of a year that can be named, or say in Japanese why it is none."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            month = parse_month(value)
            FiscalYear.of(month)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from None
        return month

    def prepare_value(self, value: object) -> object:
        """Show a month in its era, and what is no month as it was typed."""
        try:
            return era_month(value if isinstance(value, date) else parse_month(str(value)))
        except ValueError:
            return value


class YearField(models.PositiveSmallIntegerField):
    """A fiscal year, by the calendar year in which it begins: 2021 is 令和3年度."""

    def deconstruct(self):
        """Return it as the column that it is: how it is typed and read is none of the database."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, options

    def formfield(self, **options: Any) -> forms.Field | None:
        """Return the field in which it is typed."""
        asked = {"form_class": YearFormField, "help_text": self.help_text or YEAR_HELP}
        return super().formfield(**asked | options)

    @staticmethod
    def in_words(value: int) -> str:
        """Return 令和3年度."""
        return str(FiscalYear(value))


class MonthField(models.DateField):
    """A month, by its first day."""

    def deconstruct(self):
        """Return it as the column that it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.DateField", args, options

    def formfield(self, **options: Any) -> forms.Field | None:
        """Return the field in which it is typed."""
        asked = {"form_class": MonthFormField, "help_text": self.help_text or MONTH_HELP}
        return super().formfield(**asked | options)

    @staticmethod
    def in_words(value: date) -> str:
        """Return 令和3年4月."""
        return era_month(value)


def in_words(field: models.Field, value: Any) -> str | None:
    """Return a year or a month as people read it; None for a field of another kind.

    What the database derives is of the kind that it derives.
    """
    kind = field.output_field if isinstance(field, models.GeneratedField) else field
    return kind.in_words(value) if isinstance(kind, YearField | MonthField) else None


class FiscalYearOf(models.Func):
    """The fiscal year of a date, as the database itself computes it."""

    arity = 1
    output_field = models.PositiveSmallIntegerField()

    def as_sqlite(self, compiler, connection, **extra):
        """Three months earlier, the fiscal year is the calendar year."""
        template = "CAST(substr(date(%(expressions)s, '-3 months'), 1, 4) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        """Three months earlier, the fiscal year is the calendar year."""
        template = "EXTRACT(YEAR FROM %(expressions)s - interval '3 months')::smallint"
        return self.as_sql(compiler, connection, template=template, **extra)


def fiscal_year_of(field: str) -> models.GeneratedField:
    """Return the column ``year``: the fiscal year the record counts in, derived from a date.

    The database computes it, so it cannot disagree with the date, however that was written.
    """
    return models.GeneratedField(
        expression=FiscalYearOf(field),
        output_field=YearField(),
        db_persist=True,
        verbose_name="年度",
    )


def validate_year(start: int) -> None:
    """Refuse a year that cannot be named."""
    if not EARLIEST <= start < date.max.year:
        raise ValidationError(f"{start}年度は扱えません。")
