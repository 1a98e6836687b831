"""The course of a request: where it stands is derived from what is recorded, never typed."""

from datetime import date

from django.db import models
from django.db.models import Case, Exists, OuterRef, Value, When

from kurume_privacy.models import Outcome, RecordQuerySet


class State(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", "受付"
    CORRECTING = "correcting", "補正中"
    HEARING = "hearing", "第三者照会中"
    EXTENDED = "extended", "延長中"
    DECIDED = "decided", "決定済"
    AWAITING = "awaiting", "実施待ち"
    CARRIED_OUT = "carried_out", "実施済"
    APPEALED = "appealed", "審査請求中"


class RequestQuerySet(RecordQuerySet):
    """Requests by where they stand and when they are due."""

    def with_state(self) -> "RequestQuerySet":
        """Add ``state_now``, derived in the database: the first of these that is so."""
        answers = self._rows("dispositions")
        waiting = answers.filter(
            carried_out_on=None, outcome__carrying_out=Outcome.CarryingOut.REQUIRED
        )
        cases = (
            (Exists(self._appeals().filter(ruled_on=None)), State.APPEALED),
            (Exists(waiting), State.AWAITING),
            (Exists(answers.filter(carried_out_on__isnull=False)), State.CARRIED_OUT),
            (Exists(answers), State.DECIDED),
            (Exists(self._rows("corrections").filter(completed_on=None)), State.CORRECTING),
            (
                models.Q(third_party_asked_on__isnull=False, third_party_answered_on=None),
                State.HEARING,
            ),
            (models.Q(extended_on__isnull=False), State.EXTENDED),
        )
        whens = [When(condition, then=Value(state.value)) for condition, state in cases]
        state = Case(*whens, default=Value(State.RECEIVED.value), output_field=models.CharField())
        return self.annotate(state_now=state)

    def open(self) -> "RequestQuerySet":
        """Return the requests that nobody has answered yet, not even in part."""
        return self.filter(~Exists(self._rows("dispositions")))

    def overdue(self, today: date) -> "RequestQuerySet":
        """Return the open requests that were due before ``today``."""
        return self.open().filter(due_on__lt=today)

    def due_between(self, first: date, last: date) -> "RequestQuerySet":
        """Return the open requests that are due from ``first`` to ``last``."""
        return self.open().filter(due_on__range=(first, last))

    def _rows(self, name: str) -> models.QuerySet:
        """Return what belongs to each request by this relation."""
        rows = self.model._meta.get_field(name).related_model._base_manager.order_by()
        return rows.filter(request=OuterRef("pk"))

    def _appeals(self) -> models.QuerySet:
        answers = self.model._meta.get_field("dispositions").related_model
        appeals = answers._meta.get_field("review_requests").related_model._base_manager.order_by()
        return appeals.filter(disposition__request=OuterRef("pk"))


def changed(record: models.Model, *fields: str) -> bool:
    """Say whether the record differs in one of these fields from what is stored of it."""
    stored = type(record)._base_manager.filter(pk=record.pk).values_list(*fields).first()
    return stored != tuple(getattr(record, field) for field in fields)
