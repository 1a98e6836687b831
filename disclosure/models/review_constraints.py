"""What an appeal cannot contradict in itself: the constraints of its table and their sentences."""

from django.db import models
from django.db.models import Q

from kurume_privacy.models import choice_known, in_order

RESULTS = ("", "granted", "partly_granted", "dismissed", "rejected", "withdrawn")
GRANTING = ("disclosed", "corrected", "ceased")


def _unless(condition: Q, name: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


CHOICES = (
    choice_known("against", "disposition", "no_answer"),
    choice_known("no_referral_reason", "", "inadmissible", *GRANTING),
    choice_known("opinion", *RESULTS),
    choice_known("ruling", *RESULTS),
)

TARGET = (
    _unless(
        ~Q(against="disposition") | Q(disposition__isnull=False),
        "appeal_names_disposition",
        "処分についての審査請求では、対象となった処理を入力してください。",
    ),
    _unless(
        ~Q(against="no_answer") | Q(disposition=None),
        "no_answer_names_no_disposition",
        "不作為についての審査請求では、対象となった処理は空けてください。",
    ),
    _unless(
        Q(by_third_party=False) | Q(against="disposition"),
        "third_party_against_disposition",
        "第三者からの審査請求は、処分についてのものだけです。",
    ),
)

DATES = (
    in_order(
        "received_on",
        "referred_on",
        "opinion_on",
        "ruled_on",
        name="review_dates_in_order",
        message="受付日、諮問日、答申日、裁決日は、この順になるようにしてください。",
    ),
    in_order(
        "referred_on",
        "parties_told_on",
        name="parties_told_after_referral",
        message="諮問の通知日は、諮問日以後の日にしてください。",
    ),
    in_order(
        "received_on",
        "court_filed_on",
        name="court_filed_after_receipt",
        message="訴訟の提起日は、受付日以後の日にしてください。",
    ),
    _unless(
        Q(opinion_on=None) | Q(referred_on__isnull=False),
        "opinion_follows_referral",
        "答申日があるときは、諮問日も入力してください。",
    ),
    _unless(
        Q(parties_told_on=None) | Q(referred_on__isnull=False),
        "parties_told_of_referral",
        "諮問の通知日があるときは、諮問日も入力してください。",
    ),
)

RULINGS = (
    _unless(
        Q(opinion="") | Q(opinion_on__isnull=False),
        "opinion_has_date",
        "答申の結果があるときは、答申日も入力してください。",
    ),
    _unless(
        Q(ruled_on=None, ruling="") | (Q(ruled_on__isnull=False) & ~Q(ruling="")),
        "ruling_has_date",
        "裁決と裁決日は、両方を入力してください。",
    ),
    _unless(
        Q(court_result="") | Q(court_filed_on__isnull=False),
        "court_result_has_case",
        "訴訟の結果があるときは、訴訟の提起日も入力してください。",
    ),
)

# 法105条1項: what is referred has no reason not to be, and each reason has its ruling.
REASONS = (
    _unless(
        Q(no_referral_reason="") | Q(referred_on=None),
        "referred_or_reason",
        "諮問したときは、諮問しない理由は空けてください。",
    ),
    _unless(
        ~Q(no_referral_reason="inadmissible") | Q(ruling__in=("", "rejected")),
        "inadmissible_is_rejected",
        "不適法を理由に諮問しないときの裁決は、却下です。",
    ),
    _unless(
        ~Q(no_referral_reason__in=GRANTING) | Q(ruling__in=("", "granted")),
        "unreferred_is_granted",
        "全部を認容するために諮問しないときの裁決は、認容です。",
    ),
)

CONSTRAINTS = (*CHOICES, *TARGET, *DATES, *RULINGS, *REASONS)
