"""What the list of the council's sessions can be filtered by."""

import django_filters
from django.db import models

from council.models import Consultation, CouncilSession
from kurume_privacy.filters import RecordFilter, SearchFilter, YearFilter

UNDECIDED = "undecided"
CONCLUSIONS = [*Consultation.Conclusion.choices, (UNDECIDED, "まだ結論がない")]
MATTERS = ("consultations__matter", "consultations__points__matter", "briefings__matter")


class MatterFilter(SearchFilter):
    """Free text in whatever was put to the council or told to it."""

    def filter(self, queryset: models.QuerySet, text: str) -> models.QuerySet:
        """Return each session once, in however many of its matters the words stand."""
        if not text:
            return queryset
        found = super().filter(CouncilSession.objects.order_by(), text)
        return queryset.filter(pk__in=found.values("pk"))


class CouncilSessionFilter(RecordFilter):
    """審議会: by year, conclusion and text."""

    year = YearFilter(CouncilSession)
    conclusion = django_filters.ChoiceFilter(
        label="諮問案件の結論", choices=CONCLUSIONS, method="with_conclusion"
    )
    q = MatterFilter(*MATTERS, label="諮問事項・報告事項の語句")

    class Meta:
        model = CouncilSession
        fields = []

    def with_conclusion(self, queryset: models.QuerySet, name: str, value: str) -> models.QuerySet:
        """Return the sessions with a consultation that was so concluded, or is not yet."""
        conclusion = "" if value == UNDECIDED else value
        matters = Consultation.objects.filter(conclusion=conclusion)
        return queryset.filter(pk__in=matters.values("session"))
