"""The course of a request: where it stands is derived from what is recorded, never typed."""

from datetime import date
from functools import cached_property
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
    SPECIAL = "special", "特例による延長中"
    TRANSFERRED = "transferred", "移送"
    DECIDED = "decided", "決定済"
    AWAITING = "awaiting", "実施待ち"
    CARRIED_OUT = "carried_out", "実施済"
    APPEALED = "appealed", "審査請求中"


class Arrived(models.TextChoices):
    """How a request came here."""

    RECEIVED = "received", "直接受け付けたもの"
    TRANSFERRED_IN = "transferred_in", "移送を受けたもの"


class Ended(models.TextChoices):
    """How a request ended: with the first answer to it as a whole."""

    DECIDED = "decided", "決定"
    WITHDRAWN = "withdrawn", "取下げ"
    TRANSFERRED = "transferred", "移送"

    @classmethod
    def of(cls, outcome: Outcome) -> "Ended":
        """Return how a request ends that is first answered so."""
        if outcome.is_transfer:
            return cls.TRANSFERRED
        return cls.WITHDRAWN if outcome.is_withdrawal else cls.DECIDED


EXTENDED = Q(extended_on__isnull=False)
SPECIAL = Q(special_notified_on__isnull=False)
# What answers a request as a whole: after a decision on a part alone, the rest is still open.
ENDS = Q(part_only=False)
# Of an answer: decided after the due date of its request, or of the part that it is about; who
# withdraws one is bound by none.
LATE = Q(outcome__is_withdrawal=False) & (
    Q(decided_on__gt=F("request__due_on"))
    | Q(part_only=True, decided_on__gt=F("request__special_part_on"))
)


class RequestQuerySet(RecordQuerySet):
    """Requests by where they stand and when they are due."""

    def with_state(self) -> Self:
        """Add ``state_now``, derived in the database: the first of these that is so."""
        answers = self._rows("dispositions")
        ended = Exists(answers.filter(ENDS))
        waiting = answers.filter(
            carried_out_on=None, outcome__carrying_out=Outcome.CarryingOut.REQUIRED
        )
        carried_out = Exists(answers.filter(carried_out_on__isnull=False))
        decided = Exists(answers.filter(ENDS, outcome__is_transfer=False))
        cases = (
            (Exists(self._rows("appeals").filter(ruled_on=None)), RequestState.APPEALED),
            (Exists(waiting), RequestState.AWAITING),
            (ended & carried_out, RequestState.CARRIED_OUT),
            (decided, RequestState.DECIDED),
            (ended, RequestState.TRANSFERRED),
            (Exists(self._rows("corrections").filter(completed_on=None)), RequestState.CORRECTING),
            (Exists(self._rows("third_parties").filter(answered_on=None)), RequestState.HEARING),
            (SPECIAL, RequestState.SPECIAL),
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
        stands before an answer needs only know of no answer, and of nothing that a part waits for.
        """
        signs = self._signs()
        states = [*signs, RequestState.RECEIVED]
        ended, place = states.index(RequestState.TRANSFERRED), states.index(state)
        before = [signs[other] for other in states[ended if place > ended else 0 : place]]
        if place > ended:
            before += [signs[RequestState.APPEALED], self._waiting_parts()]
        found = self.filter(signs.get(state, Q()))
        return found.filter(*(~Q(sign) for sign in before))

    def _signs(self) -> dict[RequestState, Q | Exists]:
        """Return what speaks for each state, the strongest first.

        What is rare is a set of keys. The outcomes are named by theirs: PostgreSQL would guess
        that many requests wait.
        """
        answers = self._all_rows("dispositions")
        pending = self._all_rows("appeals").filter(ruled_on=None)
        carried_out = answers.filter(carried_out_on__isnull=False)
        incomplete = self._all_rows("corrections").filter(completed_on=None)
        asked = self._all_rows("third_parties").filter(answered_on=None)
        ending = self._rows("dispositions").filter(ENDS)
        transfers, _ = self._outcomes
        return {
            RequestState.APPEALED: Q(pk__in=pending.values("request")),
            RequestState.AWAITING: Q(pk__in=self._waiting().values("request")),
            RequestState.CARRIED_OUT: Exists(ending) & Q(pk__in=carried_out.values("request")),
            RequestState.DECIDED: Exists(ending.exclude(outcome__in=transfers)),
            RequestState.TRANSFERRED: Exists(ending),
            RequestState.CORRECTING: Q(pk__in=incomplete.values("request")),
            RequestState.HEARING: Q(pk__in=asked.values("request")),
            RequestState.SPECIAL: SPECIAL,
            RequestState.EXTENDED: EXTENDED,
        }

    @cached_property
    def _outcomes(self) -> tuple[list[int], list[int]]:
        """The keys of the outcomes that are transfers, and of those that are carried out."""
        required = Q(carrying_out=Outcome.CarryingOut.REQUIRED)
        found = Outcome.objects.order_by().filter(Q(is_transfer=True) | required)
        rows = list(found.values_list("pk", "is_transfer", "carrying_out"))
        return (
            [key for key, is_transfer, _ in rows if is_transfer],
            [key for key, _, carrying_out in rows if carrying_out == Outcome.CarryingOut.REQUIRED],
        )

    def _waiting(self) -> models.QuerySet:
        """Return the answers that have to be carried out."""
        _, required = self._outcomes
        return self._all_rows("dispositions").filter(carried_out_on=None, outcome__in=required)

    def _waiting_parts(self) -> Q:
        return Q(pk__in=self._waiting().filter(part_only=True).values("request"))

    def open(self) -> Self:
        """Return the requests that nobody has answered yet, or only a part of (法84条)."""
        return self.filter(~Exists(self._rows("dispositions").filter(ENDS)))

    def open_on(self, day: date | None) -> Self:
        """Return those received by the end of a day and not answered by then; no day is now."""
        if day is None:
            return self.open()
        answered = self._rows("dispositions").filter(ENDS, decided_on__lte=day)
        return self.filter(~Exists(answered), received_on__lte=day)

    def arrived(self, how: Arrived) -> Self:
        """Return those received here, or those that another agency transferred (法85条, 96条)."""
        own = Q(transferred_from="")
        return self.filter(own if how == Arrived.RECEIVED else ~own)

    def first_outcome(self, day: date | None) -> models.QuerySet:
        """Return the outcome with which each ended by a day, as a subquery; no day is now."""
        answers = self._rows("dispositions").filter(ENDS)
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

    def may_be_special_late(self) -> Self:
        """Return those whose special period was notified after their due date at receipt."""
        return self.filter(special_notified_on__gt=F("original_due_on"))

    def due_between(self, first: date, last: date) -> Self:
        """Return the open requests that are due from ``first`` to ``last``."""
        return self.open().filter(due_on__range=(first, last))

    def appealed_in(self, year: FiscalYear) -> Self:
        """Return the requests about which the report of ``year`` shows an appeal."""
        appeals: Any = self._all_rows("appeals")
        return self.filter(pk__in=appeals.reported_in(year).values("request"))

    def _rows(self, name: str) -> models.QuerySet:
        """Return what belongs to each request by this relation."""
        return self._all_rows(name).filter(request=OuterRef("pk"))

    def _all_rows(self, name: str) -> models.QuerySet:
        return self.model._meta.get_field(name).related_model._base_manager.order_by()


def changed(record: models.Model, *fields: str) -> bool:
    """Say whether the record differs in one of these fields from what is stored of it."""
    stored = type(record)._base_manager.filter(pk=record.pk).values_list(*fields).first()
    return stored != tuple(getattr(record, field) for field in fields)
