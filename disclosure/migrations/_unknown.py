"""What the Act asks of a request, and nobody asked of those that are there: it is unknown.

The way back is refused where it would lose what was entered since.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management import CommandError
from django.db.models import Count, Max, Q, QuerySet

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models.search_key import renew_keys

UNKNOWN, UNKNOWN_TEXT = "unknown", "不明"
REQUEST_TEXTS = ("earlier_reason", "subject", "extension_reason")  # the others are new: empty
ANSWER_TEXTS = ("transferred_to",)
LOST = (
    "これより前の版には、次の請求について記録したことを置く場所がありません。"
    "戻すと失われるため、取りやめました：{named}。"
    "前の状態に戻すときは、バックアップを使ってください。"
)
# What only a later version can hold: of a request, of its answers, of its third parties.
ENTERED = (
    ~Q(requester=UNKNOWN)
    | ~Q(way=UNKNOWN)
    | Q(specific__in=("specific", "provision_records"))
    | ~Q(earlier_reason__in=("", UNKNOWN_TEXT))
    | Q(cessation_ground__isnull=False)
    | ~Q(transferred_from="")
    | Q(special_notified_on__isnull=False)
)
ENTERED_OF_ANSWERS = (
    Q(part_only=True)
    | Q(by_discretion=True)
    | Q(waived=True)
    | ~Q(transferred_to__in=("", UNKNOWN_TEXT))
    | Q(notified_on__isnull=False)
    | Q(applied_on__isnull=False)
    | Q(copying_cost__isnull=False)
    | Q(paid_on__isnull=False)
    | Q(recipients_told_on__isnull=False)
)
ENTERED_OF_THIRD_PARTIES = (
    ~Q(paragraph=UNKNOWN) | ~Q(opposed="") | Q(answer_by__isnull=False) | Q(told_on__isnull=False)
)


def mark_unknown(apps, schema_editor):
    """Write 不明 where a reason or an agency would have to stand now."""
    requests, answers = (apps.get_model("disclosure", name) for name in _RECORDS)
    if doubtful := list(_doubtful(requests, answers)):
        _write(apps, "DisclosureRequest", doubtful, "earlier_reason")
        renew_keys(requests, REQUEST_TEXTS)
    transfers = QuerySet(answers).filter(outcome__is_transfer=True).values_list("pk", flat=True)
    if transferred := list(transfers):
        _write(apps, "Disposition", transferred, "transferred_to")
        renew_keys(answers, ANSWER_TEXTS)
    schema_editor.connection.check_constraints()  # what waits for it holds no later change up


_RECORDS = ("DisclosureRequest", "Disposition")


def _doubtful(requests: Any, answers: Any) -> Iterator[int]:
    """Yield the keys of requests that follow no disclosure, or one of too long ago."""
    carried_out = QuerySet(answers).exclude(carried_out_on=None).values_list("request_id")
    last = dict(carried_out.annotate(last=Max("carried_out_on")).order_by())
    following = QuerySet(requests).filter(
        kind__follows_disclosure=True, kind__earlier_within_days__isnull=False
    )
    names = ("pk", "received_on", "earlier_request_id", "kind__earlier_within_days")
    for key, received_on, earlier, days in following.values_list(*names):
        disclosed = last.get(earlier)
        if disclosed is None or (received_on - disclosed).days > days:
            yield key


def _write(apps, model: str, keys: list[int], column: str) -> None:
    """Write it in the records, and in their history: it had no such column before."""
    for name, key in ((model, "pk__in"), (f"Historical{model}", "id__in")):
        QuerySet(apps.get_model("disclosure", name)).filter(**{key: keys}).update(
            **{column: UNKNOWN_TEXT}
        )


def refuse_to_lose(apps, schema_editor):
    """Refuse the way back where something was entered that it would lose, and name it."""
    requests, answers = (QuerySet(apps.get_model("disclosure", name)) for name in _RECORDS)
    parties = QuerySet(apps.get_model("disclosure", "ThirdParty"))
    several = parties.values("request").annotate(rows=Count("pk")).filter(rows__gt=1).order_by()
    lost = requests.filter(
        ENTERED
        | Q(pk__in=answers.filter(ENTERED_OF_ANSWERS).values("request"))
        | Q(pk__in=parties.filter(ENTERED_OF_THIRD_PARTIES).values("request"))
        | Q(pk__in=several.values("request"))
    )
    found = lost.order_by("year", "number").values_list("year", "number")
    if names := [f"{FiscalYear(year)}第{number}号" for year, number in found]:
        raise CommandError(LOST.format(named="、".join(names)))
