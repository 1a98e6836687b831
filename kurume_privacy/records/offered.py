"""What a form offers a user to choose: what that user may see, and what is stored already."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q

from kurume_privacy.models import Agency, Division, Governance, RegimeRow


def offer(user: Any, field: forms.ModelChoiceField, stored: Collection[object]) -> None:
    """Narrow a field to what the user may choose; ``stored`` are the keys that are there."""
    queryset: Any = field.queryset
    if queryset.model is Division:
        _divisions(user, field, queryset)
    elif issubclass(queryset.model, RegimeRow):
        _rows_of_law(user, field, queryset, stored)
    elif getattr(queryset.model, "division_path", None):
        visible = queryset.model.objects.visible_to(user).values("pk")
        field.queryset = queryset.filter(Q(pk__in=visible) | Q(pk__in=stored))


def _divisions(user: Any, field: forms.ModelChoiceField, queryset: Any) -> None:
    """A clerk enters for the own division only, and for what became it."""
    if not user.is_clerk:
        return
    field.queryset = queryset.filter(pk__in=user.kept_divisions)
    field.initial = user.present_division_id
    field.empty_label = None


def _rows_of_law(
    user: Any, field: forms.ModelChoiceField, queryset: Any, stored: Collection[object]
) -> None:
    """A clerk enters under the laws that bind the own agency, and what is stored."""
    if not user.is_clerk:
        return
    agencies = Agency.objects.filter(departments__divisions__in=user.kept_divisions)
    laws = Governance.objects.filter(agency__in=agencies).order_by().values("regime")
    field.queryset = queryset.filter(Q(regime__in=laws) | Q(pk__in=stored))
