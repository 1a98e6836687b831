"""What is wrong with the requests and answers that a year judges, each in one query."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from disclosure import late, opposed
from disclosure.combination import NAMES_CLAUSES
from disclosure.judged import LIST, Judged
from disclosure.models import DisclosureRequest, Disposition, DispositionClause
from disclosure.models.course import ENDS
from disclosure.models.review_days import LAW_ASKS
from disclosure.tasks import CLAUSES, waiting_query
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import Counted, Outcome

UNANSWERED = Check("requests_without_disposition", Severity.WARNING, "処理の入力がない請求")
CLAUSES_MISSING = Check("clauses_missing", Severity.ERROR, "該当号の入力がない処理")
CLAUSES_NEEDLESS = Check("clauses_needless", Severity.ERROR, "付けられない該当号のある処理")
DECIDED_EARLY = Check("decided_before_received", Severity.ERROR, "受付日より前の決定日")
WITHDRAWN_LATE = Check("withdrawn_after_decided", Severity.ERROR, "決定した後の取下げ")
ANSWERED_ENDED = Check("answered_after_end", Severity.WARNING, "取下げや移送をした後の処理")
CHECKS = (
    UNANSWERED,
    CLAUSES_MISSING,
    CLAUSES_NEEDLESS,
    DECIDED_EARLY,
    WITHDRAWN_LATE,
    ANSWERED_ENDED,
    *late.CHECKS,
    *opposed.CHECKS,
)

ClauseUse = Outcome.ClauseUse

clauses = DispositionClause.objects.filter(disposition=OuterRef("pk"))
clauses_of_another_law = clauses.exclude(clause__regime=OuterRef("outcome__regime"))
earlier = Disposition.objects.order_by().filter(
    ENDS, request=OuterRef("request"), decided_on__lt=OuterRef("decided_on")
)
decided = earlier.filter(outcome__is_withdrawal=False)
over = earlier.filter(Q(outcome__is_withdrawal=True) | Q(outcome__is_transfer=True))

# What is wrong with answers: what to do about it, and what the list of requests is filtered by.
WRONG_ANSWERS = (
    (
        CLAUSES_MISSING,
        NAMES_CLAUSES & Q(outcome__clause_use=ClauseUse.REQUIRED) & ~Exists(clauses),
        "該当号の入力がない処理が{}件あります。処理に該当号を入力してください。",
        (("lacking", CLAUSES.key),),
    ),
    (
        CLAUSES_NEEDLESS,
        (~NAMES_CLAUSES & Exists(clauses)) | Exists(clauses_of_another_law),
        "付けられない該当号のある処理が{}件あります。該当号を外すか、処理の区分を直してください。",
        (),
    ),
    (
        DECIDED_EARLY,
        Q(decided_on__lt=F("request__received_on")),
        "決定日が受付日より前の処理が{}件あります。決定日か受付日を直してください。",
        (),
    ),
    (
        WITHDRAWN_LATE,  # what is decided cannot be withdrawn any more
        Q(outcome__is_withdrawal=True) & Exists(decided),
        "別の処理をした後の日の取下げが{}件あります。決定日か処理の区分を直してください。",
        (),
    ),
    (
        ANSWERED_ENDED,  # a part alone may have been withdrawn or transferred, which nobody marks
        LAW_ASKS & Q(outcome__is_withdrawal=False) & Exists(over),
        "取下げや移送をした後の日の処理が{}件あります。決定日か処理の区分を直してください。"
        "一部だけの取下げや移送だったときは、その理由を書いてください。",
        (),
    ),
)


def findings(year: FiscalYear, counted: Counted | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the requests received in ``year``, and with their answers.

    As far as that is dated up to its day, where there is one. Where its report counts what became
    of earlier requests, what is dated after the day of the year before is judged of these too:
    no other year does.
    """
    counted = counted or Counted.of(year)
    yield from _unanswered(year, counted.to)
    for judged in Judged.of(year, counted):
        yield from late.findings(judged)
        yield from opposed.findings(judged)
        yield from _answered(judged)


def _answered(judged: Judged) -> Iterator[Finding]:
    answers = judged.rows(Disposition.objects.all(), "decided_on")
    for check, condition, sentence, query in WRONG_ANSWERS:
        wrong = answers.filter(condition).select_related("request__kind", "outcome")
        rows = list(wrong.order_by("request__year", "request__number", "decided_on", "pk"))
        if rows:
            link = judged.link([row.request_id for row in rows], *query)
            subjects = [f"{row}（{era_date(row.decided_on)}）" for row in rows]
            yield check.found(sentence.format(len(rows)), subjects, link)


def _unanswered(year: FiscalYear, counted_to: date | None) -> Iterator[Finding]:
    pending = DisclosureRequest.objects.in_year(year).open_on(counted_to)
    requests = list(pending.select_related("kind").order_by("number"))
    if requests:
        sentence = (
            f"処理の入力がない請求が{len(requests)}件あります。処理を入力してください。"
            "まだ処理していないときは、その理由を書いてください。"
        )
        keys = [request.pk for request in requests]
        link = link_to(LIST, keys, ("year", int(year)), waiting_query(counted_to))
        yield UNANSWERED.found(sentence, list(map(str, requests)), link)
