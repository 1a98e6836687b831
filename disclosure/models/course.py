"""The course of a request: where it stands is derived from what is recorded, never typed."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import ClosedYear, Outcome, RecordQuerySet


class RequestState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", "受付"
    CORRECTING = "correcting", "補正中"
    HEARING = "hearing", "第三者照会中"
    EXTENDED = "extended", "延長中"
    DECIDED = "decided", "決定済"
    AWAITING = "awaiting", "実施待ち"
    CARRIED_OUT = "carried_out", "実施済"
    APPEALED = "appealed", "審査請求中"


class Ended(models.TextChoices):
    """How a request ended: with the first answer to it."""

    DECIDED = "decided", "決定"
    WITHDRAWN = "withdrawn", "取下げ"

    @classmethod
    def of(cls, outcome: Outcome) -> "Ended":
        """Return how a request ends that is first answered so."""
        return cls.WITHDRAWN if outcome.is_withdrawal else cls.DECIDED


HEARING = Q(third_party_asked_on__isnull=False, third_party_answered_on=None)
EXTENDED = Q(extended_on__isnull=False)
# Of an answer: decided after the due date of its request; who withdraws one is bound by none.
LATE = Q(decided_on__gt=F("request__due_on"), outcome__is_withdrawal=False)


class RequestQuerySet(RecordQuerySet):
    """Requests by where they stand and when they are due."""

    def with_state(self) -> Self:
        """Add ``state_now``, derived in the database: the first of these that is so."""
        answers = self._rows("dispositions")
        waiting = answers.filter(
            carried_out_on=None, outcome__carrying_out=Outcome.CarryingOut.REQUIRED
        )
        cases = (
            (Exists(self._appeals().filter(ruled_on=None)), RequestState.APPEALED),
            (Exists(waiting), RequestState.AWAITING),
            (Exists(answers.filter(carried_out_on__isnull=False)), RequestState.CARRIED_OUT),
            (Exists(answers), RequestState.DECIDED),
            (Exists(self._rows("corrections").filter(completed_on=None)), RequestState.CORRECTING),
            (HEARING, RequestState.HEARING),
            (EXTENDED, RequestState.EXTENDED),
        )
        whens = [When(condition, then=Value(state.value)) for condition, state in cases]
        state = Case(
            *whens, default=Value(RequestState.RECEIVED.value), output_field=models.CharField()
        )
        return self.annotate(state_now=state)

    def written(self) -> Self:
        """Collect the answers too, and say of each request where it stands."""
        model = self.model._meta.get_field("dispositions").related_model
        answers = model.objects.select_related("outcome").prefetch_related("clauses")
        along = super().written().prefetch_related(Prefetch("dispositions", answers))
        return along.with_state()

    def in_state(self, state: RequestState) -> Self:
        """Return the requests that stand there, as `with_state` derives it.

        A long ledger is searched for what speaks for the state and against those before it; what
        stands before an answer needs only know of no answer.
        """
        signs = self._signs()
        states = [*signs, RequestState.RECEIVED]
        answered, place = states.index(RequestState.DECIDED), states.index(state)
        before = states[answered if place > answered else 0 : place]
        found = self.filter(signs.get(state, Q()))
        return found.filter(*(~Q(signs[other]) for other in before))

    def _signs(self) -> dict[RequestState, Q | Exists]:
        """Return what speaks for each state, the strongest first.

        What is rare is a set of keys. The outcomes are named by theirs: PostgreSQL would guess
        that many requests wait.
        """
        required = Outcome.objects.filter(carrying_out=Outcome.CarryingOut.REQUIRED)
        outcomes = list(required.values_list("pk", flat=True))
        answers, corrections = (self._all_rows(name) for name in ("dispositions", "corrections"))
        pending = self._all_appeals().filter(ruled_on=None)
        waiting = answers.filter(carried_out_on=None, outcome__in=outcomes)
        carried_out = answers.filter(carried_out_on__isnull=False)
        incomplete = corrections.filter(completed_on=None)
        return {
            RequestState.APPEALED: Q(pk__in=pending.values("disposition__request")),
            RequestState.AWAITING: Q(pk__in=waiting.values("request")),
            RequestState.CARRIED_OUT: Q(pk__in=carried_out.values("request")),
            RequestState.DECIDED: Exists(self._rows("dispositions")),
            RequestState.CORRECTING: Q(pk__in=incomplete.values("request")),
            RequestState.HEARING: HEARING,
            RequestState.EXTENDED: EXTENDED,
        }

    def open(self) -> Self:
        """Return the requests that nobody has answered yet, not even in part."""
        return self.filter(~Exists(self._rows("dispositions")))

    def open_on(self, day: date | None) -> Self:
        """Return those received by the end of a day and not answered by then; no day is now."""
        if day is None:
            return self.open()
        answered = self._rows("dispositions").filter(decided_on__lte=day)
        return self.filter(~Exists(answered), received_on__lte=day)

    def first_outcome(self, day: date | None) -> models.QuerySet:
        """Return the outcome with which each ended by a day, as a subquery; no day is now."""
        answers = self._rows("dispositions")
        by_then = answers if day is None else answers.filter(decided_on__lte=day)
        return by_then.order_by("decided_on", "pk").values("outcome")[:1]

    def ended(self, how: Ended) -> Self:
        """Return those that ended so, whenever that was."""
        outcomes = [each.pk for each in Outcome.objects.all() if Ended.of(each) == how]
        first = models.Subquery(self.first_outcome(None))
        return self.annotate(ended_with=first).filter(ended_with__in=outcomes)

    def kept_closed(self) -> Self:
        """Return those of which the report of a closed year counts an answer."""
        counts = Q(counted_to=None) | Q(counted_to__gte=OuterRef("decided_on"))
        closed = ClosedYear.objects.filter(counts, year=OuterRef("request__year"))
        counted = self._all_rows("dispositions").filter(Exists(closed))
        return self.filter(pk__in=counted.values("request"))

    def changeable(self) -> Self:
        """Return those of which no closed year counts an answer.

        Of one that is counted so only its carrying out can be entered still, and appeals.
        """
        return self.exclude(pk__in=self.model._base_manager.kept_closed().values("pk"))

    def overdue(self, today: date) -> Self:
        """Return the open requests that were due before ``today``."""
        return self.open().filter(due_on__lt=today)

    def decided_late(self) -> Self:
        """Return those on which a decision was made after their due date."""
        return self.filter(pk__in=self._all_rows("dispositions").filter(LATE).values("request"))

    def may_be_extended_late(self) -> Self:
        """Return those whose extension was notified after their due date at receipt.

        A correction may have moved that: `DisclosureRequest.deadline` knows.
        """
        return self.filter(extended_on__gt=F("original_due_on"))

    def due_between(self, first: date, last: date) -> Self:
        """Return the open requests that are due from ``first`` to ``last``."""
        return self.open().filter(due_on__range=(first, last))

    def appealed_in(self, year: FiscalYear) -> Self:
        """Return the requests about which the report of ``year`` shows an appeal."""
        appeals: Any = self._all_appeals()
        return self.filter(pk__in=appeals.reported_in(year).values("disposition__request"))

    def _rows(self, name: str) -> models.QuerySet:
        """Return what belongs to each request by this relation."""
        return self._all_rows(name).filter(request=OuterRef("pk"))

    def _all_rows(self, name: str) -> models.QuerySet:
        return self.model._meta.get_field(name).related_model._base_manager.order_by()

    def _appeals(self) -> models.QuerySet:
        return self._all_appeals().filter(disposition__request=OuterRef("pk"))

    def _all_appeals(self) -> models.QuerySet:
        answers = self.model._meta.get_field("dispositions").related_model
        return answers._meta.get_field("review_requests").related_model._base_manager.order_by()


def changed(record: models.Model, *fields: str) -> bool:
    """Say whether the record differs in one of these fields from what is stored of it."""
    stored = type(record)._base_manager.filter(pk=record.pk).values_list(*fields).first()
    return stored != tuple(getattr(record, field) for field in fields)
