"""What the list of 目的外利用・外部提供の届出 can be filtered by."""

import django_filters
from django import forms
from django.db import models

from kurume_privacy.desk.filters import (
    RecordFilter,
    SearchFilter,
    YearFilter,
    organisation_filters,
    span_filters,
)
from kurume_privacy.desk.incomplete import ChangeableFilter, IncompleteFilter
from kurume_privacy.models import UseGround
from outside_use.forms import GroundField
from outside_use.models import UseNotice
from outside_use.tasks import USE_NOTICE_INCOMPLETE


class GroundFilter(django_filters.ModelChoiceFilter):
    """The ground, with its article, and whatever other versions it has."""

    field_class = GroundField

    def filter(self, queryset: models.QuerySet, ground: UseGround | None) -> models.QuerySet:
        """Return the notices that name the ground or another version of it."""
        if ground is None:
            return queryset
        versions = UseGround.objects.filter(regime=ground.regime_id, key=ground.key)
        return queryset.filter(ground__in=versions.values("pk"))


def ground_names() -> list[tuple[str, str]]:
    """Return the names of the grounds, each once: two laws may use the same."""
    names = UseGround.objects.order_by("order", "name").values_list("name", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


class UseNoticeFilter(RecordFilter):
    """目的外利用・外部提供の届出: by year, kind, ground, date, text and division."""

    year = YearFilter(UseNotice)
    kind = django_filters.ChoiceFilter(choices=UseNotice.Kind, label="区分")
    ground = GroundFilter(queryset=UseGround.objects.all(), label="根拠")
    ground_name = django_filters.ChoiceFilter(
        label="根拠の名称", field_name="ground__name", choices=ground_names
    )
    # Where two laws share a ground under two names: only a number of the report leads here.
    ground_key = django_filters.CharFilter(
        label="根拠の識別名", field_name="ground__key", max_length=40, widget=forms.HiddenInput
    )
    q = SearchFilter(UseNotice)
    agency, department, division = organisation_filters()
    notified_on_from, notified_on_until = span_filters("notified_on", "届出日")
    lacking = IncompleteFilter(USE_NOTICE_INCOMPLETE)
    changeable = ChangeableFilter()

    class Meta:
        model = UseNotice
        fields = ()
