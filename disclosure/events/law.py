"""What the law says of an event, of this request or appeal: by when, which notice, which article.

Articles are those of the Act. A request of a law that gives no days has another's: it is told none.
"""

from collections.abc import Iterator
from copy import copy

from disclosure.models import Correction, DisclosureRequest, Disposition, ReviewRequest
from kurume_privacy.calendar.deadlines import CorrectionDays
from kurume_privacy.desk.tasks import day_in_words


def article(request: DisclosureRequest, disclosure: str, others: str = "") -> str:
    """Return （法83条2項）: the article for disclosure, or that for what follows one."""
    found = disclosure if request.kind.has_method else others or disclosure
    return f"（法{found}）" if request.kind.regime.deadline_rule() else ""


def of_correction(correction: Correction) -> Iterator[str]:
    """Say what asking for one does to the due date."""
    request = correction.request
    cited = article(request, "77条3項", "91条3項、99条3項")
    yield f"請求書に不備があるときに、期間を定めて補正を求めます{cited}。"
    rule = request.kind.regime.deadline_rule()
    if rule and rule.correction_days != CorrectionDays.COUNTED:
        cited = article(request, "83条1項", "94条1項、102条1項")
        yield f"補正されるまでの日数は、決定の期限に数えません{cited}。"


def of_corrected(correction: Correction) -> Iterator[str]:
    """Say since when the correction is awaited."""
    yield f"補正を求めた日は{day_in_words(correction.requested_on)}です。"


def of_extension(request: DisclosureRequest) -> Iterator[str]:
    """Say until when it is notified, and until when the time can go at the latest."""
    cited = article(request, "83条2項", "94条2項、102条2項")
    now = _without_extension(request)
    if now.due_on:
        yield f"通知は{day_in_words(now.due_on)}まで{cited}。延長後の期間と理由を通知します。"
    most = request.kind.regime.extension_days
    if most is None or now.due_on is None:
        return
    now.extended_on, now.extension_days = request.received_on, most
    latest = now.deadline()
    if latest and latest.due:
        yield f"延長は{most}日までで、期限は最も遅くて{day_in_words(latest.due)}です。"


def _without_extension(request: DisclosureRequest) -> DisclosureRequest:
    plain = copy(request)
    plain.extended_on = plain.extension_days = None
    found = plain.deadline()
    plain.due_on = found.due if found else None
    return plain


def of_hearing(request: DisclosureRequest) -> Iterator[str]:
    """Say that nothing stops meanwhile."""
    yield f"第三者に、意見書を提出する機会を与える通知をします{article(request, '86条')}。"
    if request.due_on:
        yield f"その間も決定の期限（{day_in_words(request.due_on)}）は変わりません。"


def of_heard(request: DisclosureRequest) -> Iterator[str]:
    """Say when the third party was asked."""
    if request.third_party_asked_on:
        yield f"意見を求めた日は{day_in_words(request.third_party_asked_on)}です。"


def of_decision(disposition: Disposition) -> Iterator[str]:
    """Say by when, and of which notice."""
    request = disposition.request
    if request.due_on:
        cited = article(request, "82条、83条", "93条、94条、101条、102条")
        yield f"決定は{day_in_words(request.due_on)}まで。請求した人に書面で通知します{cited}。"


def of_withdrawal(disposition: Disposition) -> Iterator[str]:
    """Say until when a request can be withdrawn."""
    yield "取下げは、決定の前に限ります。"


def of_carrying_out(disposition: Disposition) -> Iterator[str]:
    """Say of which decision it is."""
    cited = article(disposition.request, "87条", "92条、100条")
    decided = day_in_words(disposition.decided_on)
    yield f"「{disposition.outcome}」の決定（{decided}）を実施した日を記録します{cited}。"


def of_appeal(appeal: ReviewRequest) -> Iterator[str]:
    """Say against which disposition it is, and until when one may appeal (行政不服審査法18条)."""
    answer = appeal.disposition
    decided = day_in_words(answer.decided_on)
    yield f"「{answer.outcome}」の決定（{decided}）への審査請求です。"
    yield "審査請求は、処分を知った日の翌日から3か月以内です（行政不服審査法18条1項）。"


def of_referral(appeal: ReviewRequest) -> Iterator[str]:
    """Say to whom it is referred, and who is told."""
    regime = appeal.disposition.request.kind.regime
    cited = article(appeal.disposition.request, "105条")
    yield f"{regime.council_name}に諮問し、諮問したことを審査請求人などに通知します{cited}。"


def of_opinion(appeal: ReviewRequest) -> Iterator[str]:
    """Say since when it is awaited."""
    if appeal.referred_on:
        yield f"諮問した日は{day_in_words(appeal.referred_on)}です。"


def of_ruling(appeal: ReviewRequest) -> Iterator[str]:
    """Say when the opinion was given."""
    if appeal.opinion_on:
        yield f"答申の日は{day_in_words(appeal.opinion_on)}です。"
