"""Where a form says what a record breaks as a whole: at the field that is to be mended."""

from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from kurume_privacy.models.constraints import InOrder


def beside(form: forms.ModelForm, error: ValidationError) -> str | None:
    """Return the field that a broken constraint is said at; none where it is about no field.

    Of dates the first that is before an earlier one; of what belongs together the first that
    is wanting; else the last that was filled in.
    """
    broken = {each.name: each for each in form._meta.model._meta.constraints}.get(error.code)
    about = _about(broken) if broken else ()
    names = [field.name for field in form.visible_fields() if field.name in about]
    filled = [name for name in names if form[name].data]
    if isinstance(broken, InOrder):
        return _too_early(form, broken) or next(reversed(filled or names), None)
    wanting = [name for name in names if not form[name].data]
    if isinstance(broken, models.CheckConstraint) and filled and wanting:
        return wanting[0]
    return next(reversed(filled or names), None)


def _too_early(form: forms.ModelForm, broken: InOrder) -> str | None:
    """Return the first date that is before one that should be before it."""
    days = [(name, day) for name in broken.dates if (day := form.cleaned_data.get(name))]
    wrong = [name for (_, before), (name, day) in pairwise(days) if day < before]
    return next((name for name in wrong if name in form.fields), None)


def _about(constraint: models.BaseConstraint) -> set[str]:
    """Return the names of the columns that a constraint is about."""
    condition = getattr(constraint, "condition", None)
    return {
        *getattr(constraint, "fields", ()),
        *(condition.referenced_base_fields if condition else ()),
    }
