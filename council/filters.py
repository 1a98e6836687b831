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
    said_in,
    span_filters,
)
from kurume_privacy.desk.incomplete import IncompleteFilter
from kurume_privacy.models.texts import free_texts

UNDECIDED = "undecided"
MARK = "label"  # of a point, ①: no word that anybody looks for
CONCLUSIONS = [*Consultation.Conclusion.choices, (UNDECIDED, "まだ結論がない")]


class MatterFilter(SearchFilter):
    """Free text in whatever was put to the council or told to it."""

    def __init__(self, **options):
        super().__init__(CouncilSession, **options)

    def filter(self, queryset: models.QuerySet, text: str) -> models.QuerySet:
        """Return the sessions in whose matters every word stands."""
        for word in (text or "").split():
            queryset = queryset.filter(said_in_session(word))
        return queryset


def said_in_session(word: str) -> Q:
    """Say in which sessions a word stands; joined, their matters would multiply each other."""
    rows = (
        (Consultation, "session"),
        (ConsultationPoint, "consultation__session"),
        (CouncilBriefing, "session"),
    )
    texts = {model: [name for name in free_texts(model) if name != MARK] for model, _ in rows}
    found = (
        Q(pk__in=model.objects.order_by().filter(said_in(texts[model], word)).values(session))
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
    q = MatterFilter(label="諮問事項・報告事項の語句")
    held_on_from = HeldFilter(label="開催日（から）", lookup_expr="gte")
    held_on_until = HeldFilter(label="開催日（まで）", lookup_expr="lte")
    lacking = IncompleteFilter(SESSION_INCOMPLETE)

    class Meta:
        model = CouncilSession
        fields = ()

    def with_conclusion(self, queryset: models.QuerySet, name: str, value: str) -> models.QuerySet:
        """Return the sessions with a consultation that was so concluded, or is not yet."""
        conclusion = "" if value == UNDECIDED else value
        matters = Consultation.objects.filter(conclusion=conclusion)
        return queryset.filter(pk__in=matters.values("session"))


class MeetingFilter(RecordFilter):
    """開催日・場所: by the year and number of the session, manner and date."""

    year = YearFilter(CouncilSession, field_name="session__year")
    number = django_filters.NumberFilter(
        label="回数", field_name="session__number", min_value=1, max_value=9_999
    )
    manner = django_filters.ChoiceFilter(choices=Meeting.Manner, label="開催方法")
    held_on_from, held_on_until = span_filters("held_on", "開催日")

    class Meta:
        model = Meeting
        fields = ()
