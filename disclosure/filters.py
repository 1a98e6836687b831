"""What the lists of 開示等請求, their 処理 and 審査請求 can be filtered by."""

from datetime import date
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils import timezone

from disclosure.answers import AnswersFilter
from disclosure.combination import NONE, CombinationFilter, NamesClausesFilter
from disclosure.models import DisclosureRequest, Disposition, Ended, RequestState, ReviewRequest
from disclosure.models.course import ENDS, LATE, Arrived, RequestQuerySet
from disclosure.models.review_days import REFERRAL_DAYS, RULING_DAYS, ReviewRequestQuerySet
from disclosure.tasks import REQUEST_INCOMPLETE, REVIEW_INCOMPLETE
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.filters import (
    EraDateFilter,
    RecordFilter,
    SearchFilter,
    YearFilter,
    organisation_filters,
    regime_filter,
    span_filters,
)
from kurume_privacy.desk.incomplete import ChangeableFilter, IncompleteFilter
from kurume_privacy.records.choices import FILTERED, LawLists

DECIDED_LATE = "期限の後に決定したものだけ"
NO_METHOD = {"null_value": NONE, "null_label": "方法の記載なし"}


class LawFilter(RecordFilter):
    """A list that is filtered by rows of the law, which are looked up once a page."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.lists = LawLists(timezone.localdate())
        for name, each in self.filters.items():
            if isinstance(each, RowFilter) or name in FILTERED:
                asked = str(self.data.get(name) or "")
                listed = each.list_name if isinstance(each, RowFilter) else name
                each.extra["choices"] = partial(self.lists.choices, listed, asked)


class RowFilter(django_filters.ChoiceFilter):
    """A row of the law, and whatever other versions it has."""

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        """Return the records that name the row or another version of it."""
        if not value or value == self.null_value:
            return super().filter(queryset, value)
        parent: Any = self.parent
        versions = parent.lists.versions(self.list_name, int(value))
        return queryset.filter(**{f"{self.field_name}__in": versions})

    @property
    def list_name(self) -> str:
        """The list that the row is of: the last name on the way to it."""
        return str(self.field_name).rpartition("__")[-1]


class DisclosureRequestFilter(LawFilter):
    """開示等請求: by year, place, where it stands, how it was answered, dates and text."""

    year = YearFilter(DisclosureRequest)
    state = django_filters.ChoiceFilter(choices=RequestState, label="状態", method="filter_state")
    overdue = django_filters.BooleanFilter(
        label="期限を過ぎたものだけ", method="filter_overdue", widget=forms.CheckboxInput
    )
    late = django_filters.BooleanFilter(
        label=DECIDED_LATE, method="filter_late", widget=forms.CheckboxInput
    )
    q = SearchFilter(DisclosureRequest)
    agency, department, division = organisation_filters()
    regime = regime_filter("kind__regime")
    kind = RowFilter(label="請求の種類")
    method = RowFilter(label="開示の方法", **NO_METHOD)
    outcome = django_filters.ChoiceFilter(label="処理の区分", method="filter_outcome")
    requester = django_filters.ChoiceFilter(choices=DisclosureRequest.Requester, label="請求者の別")
    way = django_filters.ChoiceFilter(choices=DisclosureRequest.Way, label="請求の方法")
    specific = django_filters.ChoiceFilter(choices=DisclosureRequest.Specific, label="特定個人情報")
    received_on_from, received_on_until = span_filters("received_on", "受付日")
    due_on_from, due_on_until = span_filters("due_on", "決定期限")
    # The numbers of the report lead here: what waited on a day, and how it ended by another.
    open_on = EraDateFilter(label="この日に処理中のもの", method="filter_open_on")
    arrived = django_filters.ChoiceFilter(
        choices=Arrived, label="受付の別", method="filter_arrived"
    )
    ended = django_filters.ChoiceFilter(choices=Ended, label="最初の処理", method="filter_ended")
    ended_until = EraDateFilter(label="最初の処理の日（まで）", method="filter_ended_until")
    lacking = IncompleteFilter(REQUEST_INCOMPLETE)
    changeable = ChangeableFilter()

    class Meta:
        model = DisclosureRequest
        fields = ()

    def filter_state(self, queryset: RequestQuerySet, name: str, state: str) -> models.QuerySet:
        """Return the requests that stand there."""
        return queryset.in_state(RequestState(state))

    def filter_overdue(self, queryset: RequestQuerySet, name: str, asked: bool) -> models.QuerySet:
        """Return the open requests that were due before today."""
        return queryset.overdue(timezone.localdate()) if asked else queryset

    def filter_late(self, queryset: RequestQuerySet, name: str, asked: bool) -> models.QuerySet:
        """Return the requests that were decided after their due date."""
        return queryset.decided_late() if asked else queryset

    def filter_arrived(self, queryset: RequestQuerySet, name: str, how: str) -> models.QuerySet:
        """Return the requests that another agency transferred here, or those received here."""
        return queryset.arrived(Arrived(how))

    def filter_open_on(self, queryset: RequestQuerySet, name: str, day: date) -> models.QuerySet:
        """Return the requests that were received by a day and not answered by then."""
        return queryset.open_on(day)

    def filter_ended(self, queryset: RequestQuerySet, name: str, how: str) -> models.QuerySet:
        """Return the requests that were first answered so."""
        return queryset.ended(Ended(how))

    def filter_ended_until(
        self, queryset: RequestQuerySet, name: str, day: date
    ) -> models.QuerySet:
        """Return the requests that were answered as a whole by a day."""
        answers = Disposition.objects.filter(ENDS, decided_on__lte=day).order_by()
        return queryset.filter(pk__in=answers.values("request"))

    def filter_outcome(self, queryset: models.QuerySet, name: str, key: str) -> models.QuerySet:
        """Return the requests that were answered so, if only in part."""
        outcomes = self.lists.versions("outcome", int(key))
        answers = Disposition.objects.filter(outcome__in=outcomes).order_by()
        return queryset.filter(pk__in=answers.values("request"))


class DispositionFilter(LawFilter):
    """処理: by the year, kind and text of their requests, place, outcome, clauses and dates."""

    year = YearFilter(DisclosureRequest, label="請求の年度", field_name="request__year")
    q = SearchFilter(Disposition, also=("request",))
    outcome = RowFilter(label="処理の区分")
    answers = AnswersFilter()
    clauses = CombinationFilter()
    # Only a number of the report leads here: no clause was named, or there is none to name.
    names_clauses = NamesClausesFilter()
    agency, department, division = organisation_filters("request__division")
    regime = regime_filter("request__kind__regime")
    kind = RowFilter(label="請求の種類", field_name="request__kind")
    method = RowFilter(label="開示の方法", field_name="request__method", **NO_METHOD)
    late = django_filters.BooleanFilter(
        label=DECIDED_LATE, method="filter_late", widget=forms.CheckboxInput
    )
    decided_on_from, decided_on_until = span_filters("decided_on", "決定日")
    # Only a number of the report leads here: what the report before counted is left out.
    not_counted_by = EraDateFilter(
        label="前年度の報告書が数えたものを除く（この日まで）", method="filter_not_counted_by"
    )

    class Meta:
        model = Disposition
        fields = ()

    def filter_not_counted_by(
        self, queryset: models.QuerySet, name: str, day: date
    ) -> models.QuerySet:
        """Leave out what was decided by a day on a request received before its fiscal year."""
        return queryset.exclude(decided_on__lte=day, request__year__lt=int(FiscalYear.of(day)))

    def filter_late(self, queryset: models.QuerySet, name: str, asked: bool) -> models.QuerySet:
        """Return the decisions that were made after the due date."""
        return queryset.filter(LATE) if asked else queryset


class ReviewRequestFilter(RecordFilter):
    """審査請求: by year, whether it is ruled, place and dates.

    The report of a year also lists what was pending from before: by the year of the report.
    """

    PENDING, RULED = "pending", "ruled"
    STATES = ((PENDING, "審理中"), (RULED, "裁決済"))

    year = YearFilter(ReviewRequest)
    state = django_filters.ChoiceFilter(choices=STATES, label="状態", method="filter_state")
    ruling = django_filters.ChoiceFilter(choices=ReviewRequest.Ruling, label="裁決")
    opinion = django_filters.ChoiceFilter(choices=ReviewRequest.Ruling, label="答申の結果")
    against = django_filters.ChoiceFilter(choices=ReviewRequest.Against, label="対象")
    by_third_party = django_filters.BooleanFilter(
        label="第三者からのものだけ", method="filter_by_third_party", widget=forms.CheckboxInput
    )
    referred_late = django_filters.BooleanFilter(
        label=f"諮問まで{REFERRAL_DAYS}日を超えるものだけ",
        method="filter_referred_late",
        widget=forms.CheckboxInput,
    )
    ruled_late = django_filters.BooleanFilter(
        label=f"答申から裁決まで{RULING_DAYS}日を超えるものだけ",
        method="filter_ruled_late",
        widget=forms.CheckboxInput,
    )
    q = SearchFilter(ReviewRequest, also=("request",))
    agency, department, division = organisation_filters("request__division")
    received_on_from, received_on_until = span_filters("received_on", "受付日")
    ruled_on_from, ruled_on_until = span_filters("ruled_on", "裁決日")
    reported_in = YearFilter(ReviewRequest, label="報告書に載る年度", method="filter_reported_in")
    carried_into = YearFilter(
        ReviewRequest, label="前年度から引き続き審理した年度", method="filter_carried_into"
    )
    regime = regime_filter("request__kind__regime")
    # Where an appeal stands apart from the city's: only a number of the report leads here.
    apart = django_filters.ChoiceFilter(
        label="市の件数に加えないもの",
        choices=(("no", "除く"),),
        method="filter_apart",
        widget=forms.HiddenInput,
    )
    lacking = IncompleteFilter(REVIEW_INCOMPLETE)
    changeable = ChangeableFilter()

    class Meta:
        model = ReviewRequest
        fields = ()

    def filter_state(self, queryset: models.QuerySet, name: str, state: str) -> models.QuerySet:
        """Return the appeals that are pending, or those that are ruled."""
        return queryset.filter(ruled_on__isnull=state == self.PENDING)

    def filter_by_third_party(
        self, queryset: models.QuerySet, name: str, asked: bool
    ) -> models.QuerySet:
        """Return the appeals of third parties."""
        return queryset.filter(by_third_party=True) if asked else queryset

    def filter_referred_late(
        self, queryset: ReviewRequestQuerySet, name: str, asked: bool
    ) -> models.QuerySet:
        """Return the appeals that were referred late, or wait for it too long by today."""
        return queryset.referred_late(timezone.localdate()) if asked else queryset

    def filter_ruled_late(
        self, queryset: ReviewRequestQuerySet, name: str, asked: bool
    ) -> models.QuerySet:
        """Return the appeals that were ruled on late, or wait for it too long by today."""
        return queryset.ruled_late(timezone.localdate()) if asked else queryset

    def filter_apart(
        self, queryset: ReviewRequestQuerySet, name: str, asked: str
    ) -> models.QuerySet:
        """Return the appeals that the report counts as the city's."""
        return queryset.under(None)

    def filter_reported_in(
        self, queryset: ReviewRequestQuerySet, name: str, year: int
    ) -> models.QuerySet:
        """Return the appeals that the report of a year lists."""
        return queryset.reported_in(FiscalYear(year))

    def filter_carried_into(
        self, queryset: ReviewRequestQuerySet, name: str, year: int
    ) -> models.QuerySet:
        """Return the appeals that were pending when a year began."""
        return queryset.reported_in(FiscalYear(year)).filter(year__lt=year)
