"""What the lists of 個人情報業務 and of its notices can be filtered by."""

import django_filters
from django.db import models

from kurume_privacy.desk.filters import (
    RecordFilter,
    SearchFilter,
    YearFilter,
    organisation_filters,
    span_filters,
)
from registrations.models import Business, BusinessNotice, BusinessQuerySet


class BusinessFilter(RecordFilter):
    """個人情報業務: by text, division and state."""

    q = SearchFilter(Business)
    state = django_filters.ChoiceFilter(choices=Business.State, label="状態", method="filter_state")
    agency, department, division = organisation_filters()

    class Meta:
        model = Business
        fields = ()

    def filter_state(self, queryset: BusinessQuerySet, name: str, state: str) -> models.QuerySet:
        """Return the businesses that are carried on, or those that are abolished."""
        return queryset.with_state().filter(abolished=state == Business.State.ABOLISHED)


class BusinessNoticeFilter(RecordFilter):
    """業務の届出: by year, kind, date, text and division."""

    year = YearFilter(BusinessNotice)
    kind = django_filters.ChoiceFilter(choices=BusinessNotice.Kind, label="登録区分")
    q = SearchFilter(BusinessNotice, also=("business",))
    agency, department, division = organisation_filters()
    notified_on_from, notified_on_until = span_filters("notified_on", "届出日")

    class Meta:
        model = BusinessNotice
        fields = ()
