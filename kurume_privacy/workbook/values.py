"""How the value of a field stands in a cell, and how a template explains the column."""

from datetime import date
from typing import Any

from django import forms
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear, era_month
from kurume_privacy.models.year import MonthFormField, YearFormField, in_words
from kurume_privacy.records.fields import EraDateField

SAMPLE_DAY = date(2021, 4, 20)
SEVERAL = "2つ以上のときは「、」で区切ります。例：第1号、第2号"
FROM_LIST = "一覧から選びます。"
OF_AGENCY = "所管課の名称だけで分かるときは、空けておけます。"


def shown(field: models.Field, value: Any, machine: bool) -> Any:
    """Return what a cell holds: dates and numbers as such, a choice in words or as its value."""
    if value is None or value == "":
        return None
    if machine:
        return value
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(field, value) or value


def explained(field: forms.Field, part: str = "") -> str:
    """Return how the column is filled in."""
    help_text = str(field.help_text or "")
    if part:
        return f"{FROM_LIST}{OF_AGENCY}"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return f"{help_text}{SEVERAL}"
    if isinstance(field.widget, forms.Select) or isinstance(field, forms.BooleanField):
        return f"{help_text}{FROM_LIST}"
    return help_text


def sample(field: forms.Field, choices: list[str]) -> object:
    """Return an example of what a cell holds."""
    if choices:
        return choices[0]
    if isinstance(field, MonthFormField):
        return era_month(SAMPLE_DAY)
    if isinstance(field, EraDateField):
        return SAMPLE_DAY
    if isinstance(field, YearFormField):
        return str(FiscalYear.of(SAMPLE_DAY))
    if isinstance(field, forms.ModelChoiceField):
        return f"{FiscalYear.of(SAMPLE_DAY)}第12号"
    return 1 if isinstance(field, forms.IntegerField) else None
