"""What the desk's front page says of requests and appeals: what is due, and what is incomplete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q

from disclosure.due import would_move
from disclosure.events.declaration import Events
from disclosure.events.requests import CARRYING_OUT as CARRIED_OUT
from disclosure.events.requests import EVENTS
from disclosure.events.reviews import EVENTS as OF_REVIEWS
from disclosure.events.ways import Acts, acts_on
from disclosure.models import (
    Correction,
    DisclosureRequest,
    Disposition,
    RequestState,
    ReviewRequest,
)
from disclosure.models.course import ENDS
from disclosure.models.review_days import LAW_ASKS
from disclosure.tables import days_left
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.incomplete import Incomplete, first_and_count
from kurume_privacy.desk.tasks import (
    SHOWN,
    Item,
    Task,
    ToDo,
    Urgency,
    day_in_words,
    end_of_week,
    named_of,
)
from kurume_privacy.document.links import Link
from kurume_privacy.models import Outcome, RecordQuerySet, User

LIST = "disclosure:disclosurerequest_list"
DETAIL = "disclosure:disclosurerequest_detail"
REVIEWS = "disclosure:reviewrequest_list"
REVIEW = "disclosure:reviewrequest_detail"
REVIEW_OF_DATES = "disclosure:deadline_review"

answers = Disposition.objects.order_by().filter(request=OuterRef("pk"))
ANSWER = Incomplete("answer", "処理", ~Exists(answers.filter(ENDS)), goes_on=True)
CARRYING_OUT = Incomplete(
    "carrying_out",
    "実施日",
    Exists(answers.filter(carried_out_on=None, outcome__carrying_out=Outcome.CarryingOut.REQUIRED)),
    goes_on=True,
)
CLAUSES = Incomplete(
    "clauses",
    "該当号",
    Exists(
        answers.filter(
            clauses=None,
            outcome__clause_use=Outcome.ClauseUse.REQUIRED,
            request__kind__has_clauses=True,
        )
    ),
)
REQUEST_INCOMPLETE = (ANSWER, CARRYING_OUT, CLAUSES)
RULING = Incomplete("ruling", "裁決", Q(opinion_on__isnull=False, ruled_on=None))
# Found by the list alone: of a referral from before this was asked, the day is not known.
TOLD = Incomplete(
    "parties_told", "諮問の通知日", Q(referred_on__isnull=False, parties_told_on=None) & LAW_ASKS
)
REVIEW_INCOMPLETE = (RULING, TOLD)
ANSWER_QUERY = ("lacking", ANSWER.key)


def waiting_query(day: date | None) -> tuple[str, object]:
    """Return what a list is filtered by to show what was not answered by a day; no day is now."""
    return ANSWER_QUERY if day is None else ("open_on", day)


@dataclass(frozen=True)
class Open:
    """How many requests wait for an answer, and since when; counted in one pass."""

    requests: int
    overdue: int
    today: int
    week: int
    earlier: int  # received before this fiscal year
    first_due: date | None
    first_year: int | None  # of those

    @classmethod
    def of(cls, user: User, today: date) -> "Open":
        """Count what this user may see."""
        week = (today + timedelta(days=1), end_of_week(today))
        earlier = Q(year__lt=int(FiscalYear.of(today)))
        found = (
            DisclosureRequest.objects.visible_to(user)
            .open()
            .aggregate(
                requests=Count("pk"),
                overdue=Count("pk", filter=Q(due_on__lt=today)),
                today=Count("pk", filter=Q(due_on=today)),
                week=Count("pk", filter=Q(due_on__range=week)),
                earlier=Count("pk", filter=earlier),
                first_due=Min("due_on"),
                first_year=Min("year", filter=earlier),
            )
        )
        return cls(**found)


def requests_to_do(user: User, today: date) -> ToDo:
    """Return what is due, and what requests and their answers lack for the report."""
    waiting = Open.of(user, today)
    requests = DisclosureRequest.objects.visible_to(user)
    unfinished = (
        _correcting(requests),
        _unanswered(requests, today, waiting),
        _incomplete(requests, today, CARRYING_OUT, "処理は済み、実施日の入力がない請求"),
        _incomplete(requests, today, CLAUSES, "該当号の入力がない処理のある請求"),
    )
    incomplete = (*moving(user), *(task for task in unfinished if task.count))
    sentence = "処理の入力を待つ請求はありません。"
    if waiting.requests:
        sentence = f"処理の入力を待つ請求は、全部で{waiting.requests}件です。"
    return ToDo(tuple(due(user, today, waiting)), incomplete, sentence)


def reviews_to_do(user: User, today: date) -> ToDo:
    """Return the appeals on which the council gave its opinion, and that have no ruling."""
    first, count = first_and_count(RULING.of(ReviewRequest.objects.visible_to(user)))
    items = tuple(
        Item(
            str(review),
            Link(REVIEW, review.pk),
            (f"{day_in_words(review.opinion_on)}答申",),
            acts=acts_on(review, OF_REVIEWS),
        )
        for review in first
    )
    link = Link(REVIEWS, query=RULING.query)
    task = Task("答申を受け、裁決の入力がない審査請求", count, link, items=items)
    return ToDo(incomplete=(task,) if task.count else ())


def due(user: User, today: date, waiting: Open) -> list[Task]:
    """Return what is overdue, due today and due within the seven days after it, zeros included."""
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    spans = (
        (Urgency.LATE, "期限を過ぎた請求", waiting.overdue, waiting.first_due, yesterday),
        (Urgency.TODAY, "今日が期限の請求", waiting.today, today, today),
        (Urgency.SOON, "7日以内に期限が来る請求", waiting.week, tomorrow, end_of_week(today)),
    )
    return [
        Task(
            sentence,
            count,
            _due_link(severity, first, last),
            severity,
            _due_items(user, today, first, last)[: named_of(count)] if count and first else (),
        )
        for severity, sentence, count, first, last in spans
    ]


def _due_link(severity: Urgency, first: date | None, last: date) -> Link:
    """Return the list of the open requests due in a span; what is overdue has no first day."""
    begins = () if severity == Urgency.LATE else (("due_on_from", first),)
    return Link(LIST, query=(ANSWER_QUERY, *begins, ("due_on_until", last), ("sort", "due_on")))


def _due_items(user: User, today: date, first: date, last: date) -> tuple[Item, ...]:
    """Return the earliest; ``first`` spares the database the answered ones before it."""
    found = DisclosureRequest.objects.visible_to(user).due_between(first, last)
    earliest = with_what_is_next(found)
    return tuple(
        _item(
            request,
            f"期限{day_in_words(due_on)}",
            request.state.label,
            distance=days_left(due_on, today),
            acts=acts_on(request, EVENTS),
        )
        for request in earliest.order_by("due_on", "pk")[: SHOWN + 1]
        if (due_on := request.due_on)
    )


def _item(request: DisclosureRequest, *notes: str, distance: str = "", acts: Acts = ()) -> Item:
    link = Link(DETAIL, request.pk)
    return Item(str(request), link, (*notes, str(request.division)), distance, acts)


def _correcting(requests: RecordQuerySet) -> Task:
    """Return the requests whose period stands still until they are corrected."""
    incomplete = Correction.objects.order_by().filter(completed_on=None)
    found = requests.open().filter(pk__in=incomplete.values("request"))
    first, count = first_and_count(_described(found))
    link = Link(LIST, query=(("state", RequestState.CORRECTING.value),))
    return Task("補正を待つ請求", count, link, items=_items(first, EVENTS))


def _unanswered(requests: RecordQuerySet, today: date, waiting: Open) -> Task:
    last = FiscalYear.of(today).previous.last_day
    link = Link(LIST, query=(*ANSWER.query, ("received_on_until", last)))
    sentence = "前年度までに受け付け、処理の入力がない請求"
    if not waiting.earlier:
        return Task(sentence, 0, link)
    years = (waiting.first_year, int(FiscalYear.of(last)))
    unanswered = _described(ANSWER.of(requests).filter(year__range=years))
    first = unanswered[: named_of(waiting.earlier)]
    return Task(sentence, waiting.earlier, link, items=_items(first, EVENTS))


def _incomplete(requests: RecordQuerySet, today: date, missing: Incomplete, sentence: str) -> Task:
    """Return what the requests of this year and the one before, still to be reported, lack."""
    begin = FiscalYear.of(today).previous
    found = missing.of(requests).filter(year__gte=int(begin))
    first, count = first_and_count(_described(found))
    link = Link(LIST, query=(*missing.query, ("received_on_from", begin.first_day)))
    return Task(sentence, count, link, items=_items(first, (CARRIED_OUT,)))


def _described(found: RecordQuerySet) -> RecordQuerySet:
    return with_what_is_next(found).order_by("year", "number")


def with_what_is_next(found: Any) -> Any:
    """Look up along with requests all that says what can happen to each of them next."""
    answers = Disposition.objects.select_related("outcome")
    along = found.select_related("kind__regime", "division__department").with_state()
    return along.prefetch_related(Prefetch("dispositions", answers))


def _items(requests: Iterable[DisclosureRequest], events: Events) -> tuple[Item, ...]:
    return tuple(
        _item(request, f"{day_in_words(request.received_on)}受付", acts=acts_on(request, events))
        for request in requests
    )


def moving(user: User) -> list[Task]:
    """Tell the office of due dates that a changed rule or closed day would move."""
    count = len(would_move()) if user.is_office else 0
    sentence = "市の休日や数え方が変わり、期限の見直しを待つ請求"
    return [Task(sentence, count, Link(REVIEW_OF_DATES))] if count else []
