"""What a third party that opposed was owed: to be waited for, and to be told (法86条3項)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from disclosure.judged import Judged
from disclosure.models import Disposition, ThirdParty
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.document.findings import Check, Finding, Severity

WITHIN_WAIT = Check(
    "disclosed_within_wait", Severity.WARNING, "反対意見書があるのに、期間を置かない実施"
)
NOT_TOLD = Check(
    "opposed_third_party_not_told", Severity.WARNING, "反対した第三者に、決定の後の通知がない実施"
)
CHECKS = (WITHIN_WAIT, NOT_TOLD)
ORDER = ("request__year", "request__number", "pk")


def findings(judged: Judged) -> Iterator[Finding]:
    """Yield what was disclosed too soon, or without a word, of what is judged."""
    in_time = Q(answered_on=None) | Q(answered_on__lte=OuterRef("decided_on"))
    answers = Disposition.objects.filter(
        Exists(_opposed().filter(in_time, request=OuterRef("request"))),
        request__kind__opposed_wait_days__isnull=False,
        carried_out_on__isnull=False,
    )
    answers = judged.rows(answers, "carried_out_on")
    carried_out = list(answers.select_related("request__kind", "outcome").order_by(*ORDER))
    yield from _within_wait(judged, carried_out)
    yield from _not_told(judged, carried_out)


def _opposed() -> QuerySet[ThirdParty]:
    return ThirdParty.objects.filter(opposed=ThirdParty.Opposed.YES).order_by()


def _within_wait(judged: Judged, carried_out: Iterable[Disposition]) -> Iterator[Finding]:
    soon = [answer for answer in carried_out if _is_soon(answer)]
    if soon:
        sentence = (
            f"第三者が反対意見書を出し、決定から2週間などの期間を置かずに実施した開示が{len(soon)}件あります。"
            "日付を確かめ、そのとおりのときは、その理由を書いてください（法86条3項）。"
        )
        told = [
            f"{answer}（{era_date(answer.decided_on)}決定、{era_date(answer.carried_out_on)}実施）"
            for answer in soon
            if answer.carried_out_on
        ]
        link = judged.link([answer.request_id for answer in soon])
        yield WITHIN_WAIT.found(sentence, told, link)


def _is_soon(answer: Disposition) -> bool:
    days, done = answer.request.kind.opposed_wait_days, answer.carried_out_on
    return bool(days and done and done < answer.decided_on + timedelta(days=days))


def _not_told(judged: Judged, carried_out: Iterable[Disposition]) -> Iterator[Finding]:
    """Find who was not told at all, and who was told before there was a decision to tell."""
    decided = Disposition.objects.order_by().filter(
        request=OuterRef("request"),
        carried_out_on__isnull=False,
        decided_on__lte=OuterRef("told_on"),
    )
    keys = {answer.request_id for answer in carried_out}
    parties = _opposed().filter(~Exists(decided), request__in=keys)
    rows = list(parties.select_related("request__kind").order_by(*ORDER))
    if untold := [row for row in rows if row.told_on is None]:
        sentence = (
            f"反対意見書を出した第三者に、開示決定を通知した日の入力がないものが{len(untold)}件あります。"
            "通知日を入力してください。通知していないときは、その理由を書いてください（法86条3項）。"
        )
        link = judged.link([row.request_id for row in untold])
        yield NOT_TOLD.found(sentence, list(map(str, untold)), link)
    if early := [row for row in rows if row.told_on]:
        sentence = (
            f"反対意見書を出した第三者に、開示決定より前に通知したものが{len(early)}件あります。"
            "決定の後に通知した日に直してください。通知していないときは、その理由を書いてください（法86条3項）。"
        )
        told = [f"{row}（{era_date(row.told_on)}通知）" for row in early if row.told_on]
        yield NOT_TOLD.found(sentence, told, judged.link([row.request_id for row in early]))
