"""What the lists of the council's sessions and meetings can be filtered by."""

from datetime import date
from functools import reduce
from operator import or_

import django_filters
from django.db import models
from django.db.models import Q

from council.models import (
    Consultation,
    ConsultationPoint,
    CouncilBriefing,
    CouncilSession,
    Meeting,
)
from council.tasks import SESSION_INCOMPLETE, held
from kurume_privacy.desk.filters import (
    EraDateFilter,
    RecordFilter,
    SearchFilter,
    YearFilter,
    span_filters,
)
from kurume_privacy.desk.incomplete import ChangeableFilter, IncompleteFilter
from kurume_privacy.desk.searching import Searched

UNDECIDED = "undecided"
CONCLUSIONS = [*Consultation.Conclusion.choices, (UNDECIDED, "まだ結論がない")]


class MatterFilter(SearchFilter):
    """Free text in whatever was put to the council or told to it."""

    def __init__(self, **options):
        super().__init__(CouncilSession, **options)

    def holds(self, key: str) -> Q:
        """Say in which sessions a word stands; joined, their matters would multiply each other."""
        rows = (
            (Consultation, "session"),
            (ConsultationPoint, "consultation__session"),
            (CouncilBriefing, "session"),
        )
        found = (
            Q(pk__in=model.objects.order_by().filter(Searched(model).holds(key)).values(session))
            for model, session in rows
        )
        return reduce(or_, found)


class HeldFilter(EraDateFilter):
    """A border of the dates on which a session met."""

    def filter(self, queryset: models.QuerySet, day: date | None) -> models.QuerySet:
        """Return the sessions that met from that day, or up to it."""
        return queryset.filter(held(self.lookup_expr, day)) if day else queryset


class CouncilSessionFilter(RecordFilter):
    """審議会: by year, conclusion and text."""

    year = YearFilter(CouncilSession)
    conclusion = django_filters.ChoiceFilter(
        label="諮問案件の結論", choices=CONCLUSIONS, method="with_conclusion"
    )
    q = MatterFilter(label="諮問事項・報告事項のキーワード")
    held_on_from = HeldFilter(label="開催日（から）", lookup_expr="gte")
    held_on_until = HeldFilter(label="開催日（まで）", lookup_expr="lte")
    lacking = IncompleteFilter(SESSION_INCOMPLETE)
    changeable = ChangeableFilter()

    class Meta:
        model = CouncilSession
        fields = ()

    def with_conclusion(self, queryset: models.QuerySet, name: str, value: str) -> models.QuerySet:
        """Return the sessions with a consultation that was so concluded, or is not yet."""
        conclusion = "" if value == UNDECIDED else value
        matters = Consultation.objects.filter(conclusion=conclusion)
        return queryset.filter(pk__in=matters.values("session"))


class MeetingFilter(RecordFilter):
    """開催日・場所: by the year and number of the session, manner, place and date."""

    year = YearFilter(CouncilSession, field_name="session__year")
    number = django_filters.NumberFilter(
        label="回数", field_name="session__number", min_value=1, max_value=9_999
    )
    manner = django_filters.ChoiceFilter(choices=Meeting.Manner, label="開催方法")
    q = SearchFilter(Meeting, also=("session",))
    held_on_from, held_on_until = span_filters("held_on", "開催日")

    class Meta:
        model = Meeting
        fields = ()
