"""Answers of years under way name the outcome of their kind, and the version of their day.

訂正・利用停止 was one outcome of two kinds: which was meant is said by the request. Years whose
report was published or asked for keep what they printed.
"""

from datetime import timedelta

from django.db import migrations
from django.db.models import QuerySet
from django.utils import timezone

from kurume_privacy.migrations._act import BEGIN, MERGED, MERGED_KINDS
from kurume_privacy.migrations._kept import versions
from kurume_privacy.migrations._rows import Rows

ACT, ASSEMBLY = "act", "assembly"
PARTED = {  # (merged, kind of the request): its own
    ("corrected_or_ceased", "correction"): "corrected",
    ("corrected_or_ceased", "cessation"): "ceased",
    ("not_corrected_or_ceased", "correction"): "not_corrected",
    ("not_corrected_or_ceased", "cessation"): "not_ceased",
}
REASON = "処理の区分を請求の種類ごとに分けたため"
LEFT_OUT = ("assembly", "land_development_corporation")


def answers(apps):
    """Return the answers, by a queryset that writes them as they are."""
    return QuerySet(apps.get_model("disclosure", "Disposition"))


def requests(apps):
    """Return the requests, by a queryset that writes them as they are."""
    return QuerySet(apps.get_model("disclosure", "DisclosureRequest"))


def part(apps, schema_editor):
    """Name the outcomes as the law has them now, and leave what was entered valid."""
    rows = Rows(apps)
    closed = [
        *apps.get_model("kurume_privacy", "ClosedYear").objects.values_list("year", flat=True)
    ]
    for former, row in versions(rows, "Outcome", ACT):
        named = answers(apps).filter(outcome=former.pk, decided_on__gte=row.valid_from)
        named.exclude(request__year__in=closed).update(outcome=row.pk)
    for (merged, kind), own in PARTED.items():
        row = rows.every("Outcome", ACT, own).first()
        if row is None:
            continue
        found = answers(apps).filter(
            outcome__regime__key=ACT, outcome__key=merged, request__kind__key=kind
        )
        if row.valid_from:
            found = found.filter(decided_on__gte=row.valid_from)
        for answer in list(found.exclude(request__year__in=closed)):
            rename(apps, answer, row.pk)
    keep_transfers(apps, rows)
    keep_governed(apps, rows)
    forget_merged(apps, rows)


def rename(apps, answer, outcome) -> None:
    """Let an answer name its outcome, and its history tell why."""
    answers(apps).filter(pk=answer.pk).update(outcome=outcome)
    model = apps.get_model("disclosure", "HistoricalDisposition")
    past = model.objects.filter(id=answer.pk).order_by("history_id").last()
    if past is None:
        return
    named = [*past.clauses.model.objects.filter(history=past).values("id", "clause_id")]
    past.pk, past.outcome_id, past.history_type = None, outcome, "~"
    past.history_date, past.history_change_reason = timezone.now(), REASON
    past.history_user_id, past.history_user_name = None, ""
    past.save()
    for link in named:
        past.clauses.model.objects.create(history=past, disposition_id=answer.pk, **link)


def keep_transfers(apps, rows: Rows) -> None:
    """Go on to take what was entered: a transfer of a request for cessation, of years under way."""
    named = answers(apps).filter(outcome__regime__key=ACT, outcome__is_transfer=True)
    for outcome, kind in named.values_list("outcome", "request__kind").distinct():
        row = rows.of("Outcome").get(pk=outcome)
        known = [
            *row.kinds.through.objects.filter(outcome=row).values_list("requestkind", flat=True)
        ]
        if kind not in known:
            rows.answer(row, rows.of("RequestKind").filter(pk__in=[*known, kind]))
            rows.set("Outcome", rows.of("Outcome").filter(pk=outcome), unconfirmed=True)


def keep_governed(apps, rows: Rows) -> None:
    """Let the Act go on to govern an agency that has entered requests under it."""
    act, assembly = rows.regime(ACT), rows.regime(ASSEMBLY)
    if act is None or assembly is None:
        return
    for key in LEFT_OUT:
        found = requests(apps).filter(kind__regime__key=ACT, division__department__agency__key=key)
        last = found.order_by("-received_on").values_list("received_on", flat=True).first()
        agency = rows.of("Agency").filter(key=key).first()
        if last is None or agency is None:
            continue
        known = rows.of("Governance").filter(regime=act, agency=agency)
        if known.filter(valid_until__gte=last).exists():
            continue
        rows.take_out("Governance", rows.of("Governance").filter(regime=assembly, agency=agency))
        if known.exists():
            rows.set("Governance", known, valid_until=None)
        else:
            rows.put_in("Governance", regime=act, agency=agency)


def forget_merged(apps, rows: Rows) -> None:
    """Take out what two kinds shared where it was in force on no day and no record names it."""
    for row in rows.every("Outcome", ACT, *MERGED):
        past = apps.get_model("disclosure", "HistoricalDisposition").objects.filter(outcome=row.pk)
        named = answers(apps).filter(outcome=row.pk).exists() or past.exists()
        if row.valid_until and row.valid_until < BEGIN and not named:
            rows.take_out("Outcome", rows.of("Outcome").filter(pk=row.pk))


def remember_merged(rows: Rows) -> None:
    """Enter again what two kinds shared."""
    for key, values in MERGED.items():
        if rows.regime(ACT) is None or rows.every("Outcome", ACT, key).exists():
            continue
        stated = values | {"prose_name": values["name"], "valid_until": BEGIN - timedelta(days=1)}
        row = rows.put_in("Outcome", regime=rows.regime(ACT), key=key, **stated)
        rows.answer(row, rows.every("RequestKind", ACT, *MERGED_KINDS))


def join(apps, schema_editor):
    """Name the outcomes as they were before they were parted."""
    rows = Rows(apps)
    remember_merged(rows)
    for former, row in versions(rows, "Outcome", ACT):
        answers(apps).filter(outcome=row.pk).update(outcome=former.pk)
    for (merged, _), own in PARTED.items():
        row = rows.every("Outcome", ACT, merged).first()
        if row is not None:
            named = answers(apps).filter(outcome__regime__key=ACT, outcome__key=own)
            named.update(outcome=row.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("kurume_privacy", "0017_deadlines_by_kind"),
        ("disclosure", "0007_requests_under_the_act"),
    ]
    operations = [migrations.RunPython(part, join)]
