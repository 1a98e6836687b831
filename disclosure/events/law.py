"""What the law says of an event, of this request or appeal: by when, which notice, which article.

Articles are those of the Act. A request of a law that gives no days has another's: it is told none.
"""

from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta

from disclosure.models import Correction, DisclosureRequest, Disposition, ReviewRequest, ThirdParty
from disclosure.models.review_days import REFERRAL_DAYS, RULING_DAYS, asks_why
from disclosure.models.third_party import earliest_carrying_out
from kurume_privacy.calendar.deadlines import CorrectionDays, open_from
from kurume_privacy.desk.tasks import day_in_words
from kurume_privacy.models import closed_days


def article(request: DisclosureRequest, disclosure: str, others: str = "") -> str:
    """Return （法83条2項）: the article for disclosure, or those for what follows one.

    None for the ordinance, nor for a law that nobody could read yet: the assembly's own.
    """
    found = disclosure if request.kind.has_method else others or disclosure
    known = request.decision_deadline() and not request.kind.regime.unconfirmed
    return f"（法{found}）" if known else ""


def of_correction(correction: Correction) -> Iterator[str]:
    """Say what asking for one does to the due date."""
    request = correction.request
    cited = article(request, "77条3項", "91条3項、99条3項")
    yield f"請求書に不備があるときに、期間を定めて補正を求めます{cited}。"
    row = request.decision_deadline()
    if row and row.correction_days != CorrectionDays.COUNTED:
        cited = article(request, "83条1項", "94条1項、102条1項")
        yield f"補正されるまでの日数は、決定の期限に数えません{cited}。"


def of_corrected(correction: Correction) -> Iterator[str]:
    """Say since when the correction is awaited."""
    yield f"補正を求めた日は{day_in_words(correction.requested_on)}です。"


def of_extension(request: DisclosureRequest) -> Iterator[str]:
    """Say until when it is notified, and until when the time can go at the latest."""
    plain = _in_first_period(request)
    if plain.due_on is None:
        return
    cited = article(request, "83条2項", "94条2項、102条2項")
    yield f"通知は{day_in_words(plain.due_on)}まで{cited}。延長後の期間と理由を通知します。"
    row = request.decision_deadline()
    if row is None or row.extension_days is None:
        return
    plain.extended_on, plain.extension_days = request.begins_on, row.extension_days
    if (latest := _due(plain)) is not None:
        most = f"延長は{row.extension_days}日まで"
        yield f"{most}で、期限は最も遅くて{day_in_words(latest)}です。"


def of_special(request: DisclosureRequest) -> Iterator[str]:
    """Say until when it is notified, and by when the part is decided."""
    if (last := _in_first_period(request).due_on) is not None:
        cited = article(request, "84条", "95条、103条")
        yield f"通知は{day_in_words(last)}まで{cited}。理由と期限を通知します。"
    if (part := request.latest_part()) is not None:
        days = request.kind.special_part_days
        yield f"相当の部分は、{days}日目の{day_in_words(part)}までに決定します。"


def _in_first_period(request: DisclosureRequest) -> DisclosureRequest:
    """Return the request as it would be without more time."""
    plain = copy(request)
    plain.extended_on = plain.extension_days = None
    plain.special_notified_on = None
    plain.due_on = _due(plain)
    return plain


def _due(request: DisclosureRequest) -> date | None:
    found = request.deadline()
    return found.due if found else None


def of_hearing(party: ThirdParty) -> Iterator[str]:
    """Say that nothing stops meanwhile."""
    request = party.request
    cited = article(request, "86条1項、2項")
    yield f"第三者に、意見書を提出する機会を与える通知をします{cited}。"
    if request.due_on:
        yield f"その間も決定の期限（{day_in_words(request.due_on)}）は変わりません。"


def of_heard(party: ThirdParty) -> Iterator[str]:
    """Say when the third party was asked, and what its opposition means."""
    until = f"、提出期限は{day_in_words(party.answer_by)}" if party.answer_by else ""
    yield f"意見を求めた日は{day_in_words(party.asked_on)}{until}です。"
    if days := party.request.kind.opposed_wait_days:
        cited = article(party.request, "86条3項")
        yield f"反対意見書が出たときは、決定から実施まで{days}日を置きます{cited}。"


def of_told(party: ThirdParty) -> Iterator[str]:
    """Say when it is told."""
    cited = article(party.request, "86条3項")
    yield f"反対した第三者に、開示の決定の後直ちに、その理由と実施する日を通知します{cited}。"


def of_decision(disposition: Disposition) -> Iterator[str]:
    """Say by when, and of which notice."""
    request = disposition.request
    if request.due_on:
        cited = article(request, "82条、83条", "93条、94条、101条、102条")
        yield f"決定は{day_in_words(request.due_on)}まで。請求した人に書面で通知します{cited}。"


def of_notice(disposition: Disposition) -> Iterator[str]:
    """Say of which decision."""
    cited = article(disposition.request, "82条", "93条、101条")
    yield f"{_decided(disposition)}を、請求した人に書面で通知した日です{cited}。"


def of_application(disposition: Disposition) -> Iterator[str]:
    """Say until when the person may say how it is to be disclosed."""
    days, notified = disposition.request.kind.apply_within_days, disposition.notified_on
    if days and notified:
        last = day_in_words(open_from(notified + timedelta(days=days), closed_days()))
        cited = article(disposition.request, "87条3項、4項")
        yield f"申出は、通知があった日から{days}日以内です。通知の日からは{last}までです{cited}。"


def of_withdrawal(disposition: Disposition) -> Iterator[str]:
    """Say until when a request can be withdrawn."""
    yield "取下げは、決定の前に限ります。"


def of_transfer(disposition: Disposition) -> Iterator[str]:
    """Say whom to ask, and who is told."""
    cited = article(disposition.request, "85条", "96条")
    yield f"移送先の機関と協議して移送し、移送したことを請求した人に書面で通知します{cited}。"
    if disposition.request.kind.sender_carries_out:
        cited = article(disposition.request, "96条3項")
        yield f"決定は移送先の機関がします。実施は、移送した機関がします{cited}。"


def of_carrying_out(disposition: Disposition) -> Iterator[str]:
    """Say of which decision it is, and from when on where a third party opposed."""
    cited = article(disposition.request, "87条", "92条、100条")
    yield f"{_decided(disposition)}を実施した日です{cited}。"
    parties = disposition.request.third_parties.all()
    if (earliest := earliest_carrying_out(disposition, parties)) is not None:
        cited = article(disposition.request, "86条3項")
        yield f"反対意見書が出ているため、実施は{day_in_words(earliest)}からです{cited}。"


def of_appeal(appeal: ReviewRequest) -> Iterator[str]:
    """Say against which disposition it is, and until when one may appeal (行政不服審査法18条)."""
    if appeal.disposition:
        yield f"{_decided(appeal.disposition)}への審査請求です。"
    yield "審査請求は、処分を知った日の翌日から3か月以内です（行政不服審査法18条1項）。"


def of_no_answer(appeal: ReviewRequest) -> Iterator[str]:
    """Say since when there is no answer."""
    due = appeal.request.due_on
    told = f"決定期限は{day_in_words(due)}です。" if due else ""
    yield f"処理のない請求についての審査請求です（行政不服審査法3条）。{told}"


def _decided(disposition: Disposition) -> str:
    return f"「{disposition.outcome}」の決定（{day_in_words(disposition.decided_on)}）"


def of_referral(appeal: ReviewRequest) -> Iterator[str]:
    """Say to whom it is referred, who is told, and until when nobody asks why so late.

    Under the Act to the review board, which need not be the council of its regime (法105条3項).
    """
    request = appeal.request
    cited = article(request, "105条")
    council = "審査会（行政不服審査法81条の機関）" if cited else request.kind.regime.council_name
    yield f"{council}に諮問し、諮問をした旨を審査請求人などに通知します{cited}。"
    if asks_why(request):
        last = day_in_words(appeal.received_on + timedelta(days=REFERRAL_DAYS))
        yield f"受付から{REFERRAL_DAYS}日は{last}までです。過ぎたときは、理由を入力します。"


def of_no_referral(appeal: ReviewRequest) -> Iterator[str]:
    """Say when it is not referred."""
    cited = article(appeal.request, "105条1項各号")
    yield f"却下するとき、又は全部を認容するときは、諮問しません{cited}。"


def of_opinion(appeal: ReviewRequest) -> Iterator[str]:
    """Say since when it is awaited."""
    if appeal.referred_on:
        yield f"諮問した日は{day_in_words(appeal.referred_on)}です。"


def of_ruling(appeal: ReviewRequest) -> Iterator[str]:
    """Say when the opinion was given, and until when nobody asks why so late."""
    if appeal.opinion_on is None:
        return
    yield f"答申の日は{day_in_words(appeal.opinion_on)}です。"
    if asks_why(appeal.request):
        last = day_in_words(appeal.opinion_on + timedelta(days=RULING_DAYS))
        yield f"答申から{RULING_DAYS}日は{last}までです。過ぎたときは、理由を入力します。"


def of_court(appeal: ReviewRequest) -> Iterator[str]:
    """Say of which ruling; one need not be waited for (行政事件訴訟法8条1項)."""
    if appeal.ruled_on is None:
        yield "訴訟は、裁決を待たずに提起することができます（行政事件訴訟法8条1項）。"
    else:
        yield f"「{appeal.get_ruling_display()}」の裁決は{day_in_words(appeal.ruled_on)}です。"
