"""What the lists of 個人情報業務 and of its notices can be filtered by."""

import django_filters

from kurume_privacy.filters import (
    RecordFilter,
    SearchFilter,
    YearFilter,
    organisation_filters,
    span_filters,
)
from registrations.models import Business, BusinessNotice


class BusinessFilter(RecordFilter):
    """個人情報業務: by text and division."""

    q = SearchFilter("name")
    agency, department, division = organisation_filters()

    class Meta:
        model = Business
        fields = []


class BusinessNoticeFilter(RecordFilter):
    """業務の届出: by year, kind, date, text and division."""

    year = YearFilter(BusinessNotice)
    kind = django_filters.ChoiceFilter(choices=BusinessNotice.Kind, label="登録区分")
    q = SearchFilter("name", number="number")
    agency, department, division = organisation_filters()
    notified_on_from, notified_on_until = span_filters("notified_on", "届出日")

    class Meta:
        model = BusinessNotice
        fields = []
