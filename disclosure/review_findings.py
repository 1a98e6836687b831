"""What the law asks of a year's appeals and nobody wrote down: found here, explained by a reason.

Only of what its law asks; all as of the year's end, as the report has it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from disclosure.models import ReviewRequest, ThirdParty
from disclosure.models.review_days import REFERRAL_DAYS, RULING_DAYS
from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.models import Counted

# No appeal is closed with a year: what these find only after approval was asked for stops nobody.
UNREFERRED = Check(
    "ruled_without_referral", Severity.WARNING, "諮問せず、理由もない裁決", until_asked=True
)
REFERRED_LATE = Check(
    "referred_late",
    Severity.WARNING,
    f"諮問まで{REFERRAL_DAYS}日を超え、理由のない審査請求",
    until_asked=True,
)
RULED_LATE = Check(
    "ruled_late",
    Severity.WARNING,
    f"答申から裁決まで{RULING_DAYS}日を超え、理由のない審査請求",
    until_asked=True,
)
OPPOSED = Check(
    "unreferred_though_opposed",
    Severity.WARNING,
    "第三者が反対したのに、2号を理由に諮問しない裁決",
    until_asked=True,
)
CHECKS = (UNREFERRED, OPPOSED, REFERRED_LATE, RULED_LATE)

LIST = "disclosure:reviewrequest"
Told = list[tuple[ReviewRequest, str]]  # each with what is wrong with it
# What its third parties said before the ruling (法105条1項2号).
opposing = ThirdParty.objects.order_by().filter(
    request=OuterRef("request"),
    opposed=ThirdParty.Opposed.YES,
    answered_on__lte=OuterRef("ruled_on"),
)


def findings(year: FiscalYear, counted: Counted | None = None) -> Iterator[Finding]:
    """Yield what is not explained of the appeals that the report of ``year`` lists, in a query.

    It tells of them as they stood at the year's end, whatever day its requests are counted to.
    """
    asked = ReviewRequest.objects.reported_in(year).law_asks()
    appeals = list(asked.annotate(was_opposed=Exists(opposing)))
    last = f"{era_date(year.last_day)}まで"
    wrong: tuple[tuple[Check, Told, str], ...] = (
        (
            UNREFERRED,
            list(_unreferred(appeals, year)),
            "諮問をせず、諮問しない理由の入力もない裁決が{}件あります（法105条1項）。諮問日か理由を入力してください。",
        ),
        (
            OPPOSED,
            list(_unreferred_though_opposed(appeals, year)),
            "第三者が開示に反対したのに、2号（全部を開示する）を理由に諮問していない裁決が{}件あります。"
            "諮問日か諮問しない理由を直してください。諮問していないときは、その理由を書いてください（法105条1項2号）。",
        ),
        (
            REFERRED_LATE,
            list(_referred_late(appeals, year)),
            f"受付から諮問まで{REFERRAL_DAYS}日を超え（{last}で数えます）、"
            "遅れた理由の入力がない審査請求が{}件あります。理由を入力してください。",
        ),
        (
            RULED_LATE,
            list(_ruled_late(appeals, year)),
            f"答申から裁決まで{RULING_DAYS}日を超え（{last}で数えます）、"
            "遅れた理由の入力がない審査請求が{}件あります。理由を入力してください。",
        ),
    )
    for check, told, sentence in wrong:
        if told:
            keys = [appeal.pk for appeal, _ in told]
            subjects = [f"{appeal}（{why}）" for appeal, why in told]
            link = link_to(LIST, keys, ("reported_in", int(year)))
            yield check.found(sentence.format(len(told)), subjects, link)


def _unreferred(appeals: Iterable[ReviewRequest], year: FiscalYear) -> Iterator:
    for appeal, day in _ruled(appeals, year):
        if not (appeal.referred_on or appeal.no_referral_reason):
            yield appeal, f"{era_date(day)}裁決"


def _unreferred_though_opposed(appeals: Iterable[ReviewRequest], year: FiscalYear) -> Iterator:
    """Yield what its form refuses: the third party may have been entered after the reason was."""
    for appeal, day in _ruled(appeals, year):
        opposed = appeal.by_third_party or appeal.__dict__["was_opposed"]
        if opposed and appeal.no_referral_reason == ReviewRequest.NoReferral.DISCLOSED:
            yield appeal, f"{era_date(day)}裁決"


def _ruled(
    appeals: Iterable[ReviewRequest], year: FiscalYear
) -> Iterator[tuple[ReviewRequest, date]]:
    """Yield what was ruled on alone: whose appeal was withdrawn, nobody rules on."""
    for appeal in appeals:
        day = appeal.ruled_on
        if day and day <= year.last_day and appeal.ruling != ReviewRequest.Ruling.WITHDRAWN:
            yield appeal, day


def _referred_late(appeals: Iterable[ReviewRequest], year: FiscalYear) -> Iterator:
    for appeal in appeals:
        days = appeal.days_to_referral(year.last_day)
        if days is not None and days > REFERRAL_DAYS and not appeal.referral_reason:
            yield appeal, f"{days}日"


def _ruled_late(appeals: Iterable[ReviewRequest], year: FiscalYear) -> Iterator:
    for appeal in appeals:
        days = appeal.days_to_ruling(year.last_day)
        if days is not None and days > RULING_DAYS and not appeal.ruling_reason:
            yield appeal, f"{days}日"
