"""The pages of a session that show what belongs to it."""

from django.db import models
from django.db.models import Count, Q

from council.figures import conclusion
from council.models import CouncilSession
from kurume_privacy.desk.ledger import RecordDetail, RecordList


class SessionList(RecordList):
    """The sessions with their meetings, and how many matters have no conclusion yet."""

    def queryset(self) -> models.QuerySet:
        """Count the consultations, and fetch what the columns show."""
        undecided = Count("consultations", filter=Q(consultations__conclusion=""))
        counted = super().queryset().annotate(matters=Count("consultations"), undecided=undecided)
        return counted.prefetch_related("meetings", "consultations")


class SessionDetail(RecordDetail):
    """A session with its meetings, consultations and briefings."""

    def more(self, record: CouncilSession) -> dict[str, object]:
        """Return the rows of the session in their order."""
        consultations = list(record.consultations.all())
        return {
            "meetings": record.meetings.all(),
            "consultations": consultations,
            "briefings": record.briefings.all(),
            "conclusion": "".join(conclusion(consultations)),
        }
