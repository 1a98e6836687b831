"""The events of a request, each declared once, the likeliest to come next before the others."""

from disclosure.events import changes, forms, law
from disclosure.events.declaration import EventDeclaration, Events, EventTarget
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    RequestState,
    ReviewRequest,
)
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import Outcome

UNDECIDED = {
    RequestState.RECEIVED,
    RequestState.CORRECTING,
    RequestState.HEARING,
    RequestState.EXTENDED,
}
CarryingOut = Outcome.CarryingOut


def undecided(request: DisclosureRequest) -> bool:
    """Say whether nobody has answered yet, not even in part."""
    return request.state in UNDECIDED


def ready(request: DisclosureRequest) -> bool:
    """Say whether it can be decided: undecided, and nothing is to be corrected."""
    return undecided(request) and request.state != RequestState.CORRECTING


def heard(request: DisclosureRequest) -> bool:
    """Say whether a third party was asked and has not answered."""
    return bool(request.third_party_asked_on and not request.third_party_answered_on)


def new_correction(request: DisclosureRequest) -> list[EventTarget]:
    """Return a new correction."""
    return [EventTarget(Correction(request=request))]


def corrections(request: DisclosureRequest) -> list[EventTarget]:
    """Return the corrections that were asked for."""
    return [
        EventTarget(
            row, row.pk, f"{era_date(row.requested_on)}に求めたもの", row.completed_on is None
        )
        for row in request.corrections.all()
    ]


def extension(request: DisclosureRequest) -> list[EventTarget]:
    """Return the request, where its law gives it days that can be more."""
    return (
        [EventTarget(request)] if request.kind.regime.deadline_rule() or request.extended_on else []
    )


def itself(request: DisclosureRequest) -> list[EventTarget]:
    """Return the request."""
    return [EventTarget(request)]


def asked(request: DisclosureRequest) -> list[EventTarget]:
    """Return the request whose third party was asked."""
    return [EventTarget(request)] if request.third_party_asked_on else []


def new_disposition(request: DisclosureRequest) -> list[EventTarget]:
    """Return a new disposition."""
    return [EventTarget(Disposition(request=request))]


def new_withdrawal(request: DisclosureRequest) -> list[EventTarget]:
    """Return a new disposition, where the law knows a word for a withdrawal."""
    known = request.kind.outcomes.filter(is_withdrawal=True).exists()
    return new_disposition(request) if known else []


def carried_out(request: DisclosureRequest) -> list[EventTarget]:
    """Return the dispositions that are carried out."""
    return [
        EventTarget(row, row.pk, _called(row), _is_awaited(row))
        for row in request.dispositions.all()
        if row.outcome.carrying_out != CarryingOut.NONE
    ]


def _is_awaited(row: Disposition) -> bool:
    return row.carried_out_on is None and row.outcome.carrying_out == CarryingOut.REQUIRED


def awaiting(request: DisclosureRequest) -> bool:
    """Say whether a disposition has to be carried out yet."""
    return any(_is_awaited(row) for row in request.dispositions.all())


def appeals(request: DisclosureRequest) -> list[EventTarget]:
    """Return a new appeal against each disposition."""
    return [
        EventTarget(ReviewRequest(disposition=row), row.pk, _called(row))
        for row in request.dispositions.all()
        if not row.outcome.is_withdrawal
    ]


def _called(row: Disposition) -> str:
    return f"{row.outcome}、{era_date(row.decided_on)}決定"


def appealable(request: DisclosureRequest) -> bool:
    """Say whether there is a decision that nobody appeals against now."""
    return not undecided(request) and request.state != RequestState.APPEALED


def extendable(request: DisclosureRequest) -> bool:
    """Say whether the time can be made longer; it can be once (法83条2項)."""
    return undecided(request) and not request.extended_on and bool(extension(request))


def correctable(request: DisclosureRequest) -> bool:
    """Say whether something may be asked for that is missing in the request."""
    return ready(request)


def may_ask(request: DisclosureRequest) -> bool:
    """Say whether a third party may be asked that was not."""
    return undecided(request) and not request.third_party_asked_on


EVENTS: Events = (
    EventDeclaration(
        "corrected",
        "補正された",
        forms.CorrectedForm,
        corrections,
        lambda request: request.state == RequestState.CORRECTING,
        law.of_corrected,
        changes.corrected,
        "補正を求めた記録がありません。先に「補正を求めた」を記録してください。",
    ),
    EventDeclaration(
        "heard",
        "第三者の回答",
        forms.HeardForm,
        asked,
        lambda request: undecided(request) and heard(request),
        law.of_heard,
        why_not="第三者に意見を求めた記録がありません。先に「第三者に聞く」を記録してください。",
    ),
    EventDeclaration(
        "carrying-out",
        "実施",
        forms.CarryingOutForm,
        carried_out,
        awaiting,
        law.of_carrying_out,
        why_not="実施する決定がありません。先に「決定」を記録してください。",
    ),
    EventDeclaration(
        "decision",
        "決定",
        forms.DecisionForm,
        new_disposition,
        ready,
        law.of_decision,
        changes.decided,
    ),
    EventDeclaration(
        "extension",
        "延長",
        forms.ExtensionForm,
        extension,
        extendable,
        law.of_extension,
        changes.extended,
        "この請求の適用法令には、決定の期限の日数がありません。",
    ),
    EventDeclaration(
        "correction",
        "補正を求めた",
        forms.CorrectionAskedForm,
        new_correction,
        correctable,
        law.of_correction,
        changes.asked,
    ),
    EventDeclaration(
        "hearing",
        "第三者に聞く",
        forms.HearingForm,
        itself,
        may_ask,
        law.of_hearing,
    ),
    EventDeclaration(
        "withdrawal",
        "取下げ",
        forms.WithdrawnForm,
        new_withdrawal,
        undecided,
        law.of_withdrawal,
        why_not="この請求の適用法令には、取下げという処理の区分がありません。",
        likely=False,
    ),
    EventDeclaration(
        "appeal",
        "審査請求",
        forms.AppealForm,
        appeals,
        appealable,
        law.of_appeal,
        why_not="審査請求の対象となる決定がありません。先に「決定」を記録してください。",
        likely=False,
    ),
)
