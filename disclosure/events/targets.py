"""What the events of a request can be about, and whether they can happen next."""

from disclosure.events.declaration import EventTarget
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    RequestState,
    ReviewRequest,
    ThirdParty,
)
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Outcome

CarryingOut = Outcome.CarryingOut
Targets = list[EventTarget]


def itself(request: DisclosureRequest) -> Targets:
    """Return the request."""
    return [EventTarget(request)]


# Corrections


def new_correction(request: DisclosureRequest) -> Targets:
    """Return a new correction."""
    return [EventTarget(Correction(request=request))]


def corrections(request: DisclosureRequest) -> Targets:
    """Return the corrections that were asked for."""
    return [
        EventTarget(row, row.pk, f"{era_date(row.requested_on)}に求めたもの", not row.completed_on)
        for row in request.corrections.all()
    ]


# Before the decision


def undecided(request: DisclosureRequest) -> bool:
    """Say whether nobody has answered yet, or only a part."""
    return not request.is_answered


def ready(request: DisclosureRequest) -> bool:
    """Say whether it can be decided: nothing is to be corrected."""
    return undecided(request) and request.state != RequestState.CORRECTING


def in_first_period(request: DisclosureRequest) -> bool:
    """Say whether more time can be given: its law gives it days, and it has no more yet."""
    more = request.extended_on or request.special_notified_on
    return undecided(request) and request.original_due_on is not None and not more


def extension(request: DisclosureRequest) -> Targets:
    """Return the request, where its law gives it days that can be more."""
    known = request.extended_on or request.original_due_on
    return itself(request) if known and not request.special_notified_on else []


def special_period(request: DisclosureRequest) -> Targets:
    """Return the request, where its kind knows such a period."""
    known = request.kind.has_special_period and not request.extended_on
    return itself(request) if known else []


def may_take_long(request: DisclosureRequest) -> bool:
    """Say whether it may be given a special period."""
    return bool(in_first_period(request) and request.kind.has_special_period)


# Third parties


def new_party(request: DisclosureRequest) -> Targets:
    """Return a new third party, of a kind of request about which one is heard."""
    return [EventTarget(ThirdParty(request=request))] if request.kind.hears_third_parties else []


def parties(request: DisclosureRequest) -> Targets:
    """Return the third parties that were asked."""
    return [
        EventTarget(row, row.pk, f"{era_date(row.asked_on)}に求めたもの", not row.answered_on)
        for row in request.third_parties.all()
    ]


def opposed(request: DisclosureRequest) -> Targets:
    """Return the third parties that opposed."""
    return [
        EventTarget(row, row.pk, f"{era_date(row.asked_on)}に求めたもの", not row.told_on)
        for row in request.third_parties.all()
        if row.opposes
    ]


def may_hear(request: DisclosureRequest) -> bool:
    """Say whether a third party may be heard."""
    return undecided(request) and request.kind.hears_third_parties


def must_tell(request: DisclosureRequest) -> bool:
    """Say whether a third party has to be told of what is disclosed though it opposed."""
    granted = any(_is_carried_out(row) for row in request.dispositions.all())
    return granted and any(target.waits for target in opposed(request))


# Answers


def new_answer(request: DisclosureRequest) -> Targets:
    """Return a new disposition."""
    return [EventTarget(Disposition(request=request))]


def new_withdrawal(request: DisclosureRequest) -> Targets:
    """Return a new disposition, where the law knows a word for a withdrawal."""
    known = request.kind.outcomes.filter(is_withdrawal=True)
    return new_answer(request) if known.exists() else []


def new_transfer(request: DisclosureRequest) -> Targets:
    """Return a new disposition, where such a request can be transferred (番号法31条)."""
    records = request.specific == DisclosureRequest.Specific.PROVISION_RECORDS
    known = not records and request.kind.outcomes.filter(is_transfer=True).exists()
    return new_answer(request) if known else []


def may_be_transferred(request: DisclosureRequest) -> bool:
    """Say whether it may be sent to another agency: undecided, and its kind knows transfers."""
    return undecided(request) and bool(new_transfer(request))


def _called(row: Disposition) -> str:
    return f"{row.outcome}、{era_date(row.decided_on)}決定"


def _is_carried_out(row: Disposition) -> bool:
    return row.outcome.carrying_out != CarryingOut.NONE


def _awaits(row: Disposition) -> bool:
    return row.carried_out_on is None and row.outcome.carrying_out == CarryingOut.REQUIRED


def answers(request: DisclosureRequest) -> Targets:
    """Return the dispositions that are notified: all but what the person withdrew."""
    return [
        EventTarget(row, row.pk, _called(row), row.notified_on is None)
        for row in request.dispositions.all()
        if not row.outcome.is_withdrawal
    ]


def to_notify(request: DisclosureRequest) -> bool:
    """Say whether a disposition that is not carried out yet was not notified either.

    Of what was carried out before notices were recorded, nobody asks.
    """
    return request.kind.asks_requester and any(
        target.waits and target.record.carried_out_on is None for target in answers(request)
    )


def applications(request: DisclosureRequest) -> Targets:
    """Return the dispositions for which the person says how (法87条3項)."""
    if not request.kind.apply_within_days:
        return []
    return [
        EventTarget(row, row.pk, _called(row), row.applied_on is None and _awaits(row))
        for row in request.dispositions.all()
        if _is_carried_out(row)
    ]


def may_apply(request: DisclosureRequest) -> bool:
    """Say whether an application is awaited: what grants was notified, and not carried out."""
    return any(target.waits and target.record.notified_on for target in applications(request))


def carried_out(request: DisclosureRequest) -> Targets:
    """Return the dispositions that are carried out; of a transfer, what the sender does itself."""
    sender = request.kind.sender_carries_out
    return [
        EventTarget(row, row.pk, _called(row), _awaits(row) or _is_left_to(sender, row))
        for row in request.dispositions.all()
        if _is_carried_out(row) or (row.outcome.is_transfer and sender)
    ]


def _is_left_to(sender: bool, row: Disposition) -> bool:
    """Say whether the sender of a transfer has to carry it out itself yet (法96条3項)."""
    return sender and row.outcome.is_transfer and row.carried_out_on is None


def awaiting(request: DisclosureRequest) -> bool:
    """Say whether a disposition has to be carried out yet."""
    return any(target.waits for target in carried_out(request))


# Appeals


def appeals(request: DisclosureRequest) -> Targets:
    """Return a new appeal against each disposition."""
    return [
        EventTarget(ReviewRequest(disposition=row, request=request), row.pk, _called(row))
        for row in request.dispositions.all()
        if not row.outcome.is_withdrawal
    ]


def unanswered(request: DisclosureRequest) -> Targets:
    """Return a new appeal against no answer, while the whole has none (行政不服審査法3条)."""
    against = ReviewRequest.Against.NO_ANSWER
    none = not request.is_answered
    return [EventTarget(ReviewRequest(request=request, against=against))] if none else []


def appealable(request: DisclosureRequest) -> bool:
    """Say whether there is a decision that nobody appeals against now; a transfer is none."""
    none = (RequestState.APPEALED, RequestState.TRANSFERRED)
    return request.is_answered and request.state not in none
