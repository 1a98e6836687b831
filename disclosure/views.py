"""What is more than one form and one list: the course of a request, and its deadline."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from disclosure import due
from disclosure.events.offered import on_appeal, on_request
from disclosure.models import DisclosureRequest, Disposition, ReviewRequest
from disclosure.models.asking import ASKED, UNKNOWN
from disclosure.models.review_days import REFERRAL_DAYS, RULING_DAYS
from disclosure.models.special_period import SPECIAL_PERIOD
from disclosure.references import disposition_reference
from disclosure.tables import days_left, marked_late
from disclosure.timeline import course, course_of_appeal
from kurume_privacy.calendar.deadlines import ClosedDayNames
from kurume_privacy.calendar.fiscal import WEEKDAYS, era_date
from kurume_privacy.desk.ledger import LedgerView, RecordCreate, RecordDetail, RecordList
from kurume_privacy.models import DecisionDeadline, YearClosed, closed_days
from kurume_privacy.records.display import display, shown_fields

# What the page of a request tells elsewhere: in its heading, its course, its other requests.
TOLD_ELSEWHERE = {
    "number",
    "earlier_request",
    "extended_on",
    "extension_days",
    "extension_reason",
    "transferred_from",
    "first_received_on",
    *SPECIAL_PERIOD,
}
NOTHING_CHOSEN = "期限を変更する請求を選んでください。"
SOMETHING_ELSE = (
    "表示した後に期限の数え方が変わった請求の期限は変更していません。もう一度確かめてください。"
)
RULE = (
    "decision_days",
    "counted_from",
    "closed_days",
    "last_day_moves",
    "extension_as",
    "correction_days",
)


class RequestList(RecordList):
    """開示等請求, each with how it was answered."""

    def listed(self) -> models.QuerySet:
        """Look up the answers of the page along, and derive where its requests stand."""
        answers = Disposition.objects.select_related("outcome").order_by("decided_on", "pk")
        found: Any = super().listed().prefetch_related(Prefetch("dispositions", answers))
        return found.with_state()


class DispositionList(RecordList):
    """処理, each with the clauses that it names."""

    def listed(self) -> models.QuerySet:
        """Look up the clauses of the page along."""
        return super().listed().prefetch_related("clauses")


class RequestDetail(RecordDetail):
    """A request with its course."""

    def more(self, record: DisclosureRequest) -> dict[str, object]:
        """Return where it stands, its course, its answers and what refers to it."""
        prefetch_related_objects([record], "appeals")
        answers = list(record.dispositions.all())
        return due_dates(record) | {
            "state": record.state,
            "waits": record.due_on is not None and not record.is_answered,
            "left": record.due_on and days_left(record.due_on, timezone.localdate()),
            "late": record.due_on and record.due_on < timezone.localdate(),
            "decided_late": marked_late(record.days_late),
            "facts": shown_fields(record, self.facts(record)),
            "course": course(record),
            "answers": [(answer, disposition_reference(answer)) for answer in answers],
            "appeals": record.appeals.all(),
            **on_request(record, self.way),
            "earlier": self.seen(DisclosureRequest.objects.filter(later_requests=record)),
            "later": self.seen(record.later_requests.all()),
        }

    def facts(self, record: DisclosureRequest) -> list[str]:
        """Return the fields of the form that nothing else on the page tells."""
        kind = record.kind
        asked = dict.fromkeys(ASKED, kind.asks_requester)
        asked |= {"earlier_reason": False, "cessation_ground": kind.has_cessation_grounds}
        told = [name for name in self.ledger.form._meta.fields if name not in TOLD_ELSEWHERE]
        return [name for name in told if asked.get(name, True) or _is_known(record, name)]

    def seen(self, requests: models.QuerySet) -> list[tuple[DisclosureRequest, str, bool]]:
        """Return related requests, what each is called, and whether the user may open it."""
        visible = set(
            self.visible().filter(pk__in=requests.values("pk")).values_list("pk", flat=True)
        )
        return [
            (each, f"{each.reference}（{each.kind.request_name}）", each.pk in visible)
            for each in requests.select_related("kind")
        ]


def _is_known(record: DisclosureRequest, name: str) -> bool:
    return getattr(record, name) not in ("", None, UNKNOWN)


def due_dates(record: DisclosureRequest) -> dict[str, str]:
    """Return what a request is called and its due dates, as pages show them."""
    return {
        "reference": record.reference,
        "due_on": _shown(record.due_on),
        "original_due_on": _shown(record.original_due_on),
        "special_part_on": _shown(record.special_part_on),
        "special_rest_on": _shown(record.special_rest_on),
        "first_received_on": _shown(record.first_received_on),
    }


def _shown(day: date | None) -> str:
    """Return 令和3年4月20日（火）, or nothing."""
    return f"{era_date(day)}（{WEEKDAYS[day.weekday()]}）" if day else ""


class RequestDeadline(LedgerView):
    """期限の数え方: the due date of a request, day by day."""

    page = "deadline"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show every day of the count."""
        record = self.find(pk)
        found = due.explanation(record)
        counted = found.due if found else None
        return self.render(
            record=record,
            deadline=found,
            rule=_rule(record.decision_deadline()),
            days=[(day, _shown(day.date)) for day in found.days] if found else [],
            counted_on=_shown(counted),
            differs=counted != record.due_on and not record.is_answered,
            **due_dates(record),
        )


def _rule(row: DecisionDeadline | None) -> list[tuple[str, str]]:
    """Return how a law counts for a kind of request: (label, value) of each parameter."""
    fields: list[Any] = [DecisionDeadline._meta.get_field(name) for name in RULE] if row else []
    return [(field.verbose_name, display(field, getattr(row, field.name))) for field in fields]


class ReviewDetail(RecordDetail):
    """An appeal, with the way to the request it is about, and how long it takes."""

    def more(self, record: ReviewRequest) -> dict[str, object]:
        """Return what the request is called, and the days of what the law says by when."""
        today = timezone.localdate()
        spans = (
            ("受付から諮問まで", record.days_to_referral(today), REFERRAL_DAYS),
            ("答申から裁決まで", record.days_to_ruling(today), RULING_DAYS),
        )
        return {
            "reference": record.request.reference,
            "opinion_unknown": record.opinion_on and not record.opinion,
            "spans": [
                (what, days, most, days > most) for what, days, most in spans if days is not None
            ],
            "course": course_of_appeal(record),
            **on_appeal(record, self.way),
        }


class ReviewCreate(RecordCreate):
    """A new appeal; the address may name the disposition by its key, as other pages do."""

    def initial(self) -> dict[str, object]:
        """Turn a key into what the form takes for one."""
        initial = super().initial()
        named = initial.get("disposition")
        if isinstance(named, str) and named.isascii() and named.isdecimal() and len(named) < 10:
            initial["disposition"] = int(named)
        return initial


class DeadlineReview(LedgerView):
    """The open requests whose due dates would move if counted today, moved after a yes."""

    page = "deadlines"
    changes = office_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what would move, and why."""
        closed = closed_days()
        return self.render(moves=[_row(move, closed) for move in due.would_move()])

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponse:
        """Move what was said yes to, as it was shown."""
        sent = set(request.POST.getlist("move"))
        chosen = [move for move in due.would_move() if _token(move) in sent]
        moved = sum(self.moved(move.request) for move in chosen)
        self.tell(moved, len(chosen), len(sent))
        return redirect("disclosure:deadline_review")

    def moved(self, record: DisclosureRequest) -> bool:
        """Move one due date, unless the report of a closed year shows the request: say so."""
        try:
            due.move(record)
        except YearClosed as refusal:
            said = "".join(refusal.messages)
            messages.error(self.request, f"{record.reference}の期限は変更していません。{said}")
            return False
        return True

    def tell(self, moved: int, chosen: int, sent: int) -> None:
        """Say what was moved, and what was not and why."""
        if not sent:
            messages.error(self.request, NOTHING_CHOSEN)
        if moved:
            messages.success(self.request, f"{moved}件の期限を変更しました。")
        if chosen < sent:
            messages.error(self.request, SOMETHING_ELSE)


def _token(move: due.Move) -> str:
    """Return what a yes stands for: this request, and this new date."""
    return f"{move.request.pk}:{move.new or ''}"


def _row(move: due.Move, closed: ClosedDayNames) -> dict[str, object]:
    """Return a line of the review."""
    return {
        "token": _token(move),
        "name": f"{move.request.reference}（{move.request.kind.request_name}）",
        "request": move.request,
        "stored": _shown(move.stored),
        "new": _shown(move.new),
        "why": due.why(move, closed),
    }
