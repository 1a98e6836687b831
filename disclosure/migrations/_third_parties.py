"""One third party in two columns of a request becomes a row of its own, and its history too.

What the columns said in each version of a request is the history of its row: who, when and why.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

ASKED, ANSWERED = "third_party_asked_on", "third_party_answered_on"
# Who entered a version of a request, when and why: so it stands of the row as well.
ENTERED = ("history_date", "history_change_reason", "history_user_id", "history_user_name")
Days = tuple[Any, Any]


def into_rows(apps, schema_editor):
    """Give every request that heard a third party a row of it, with what was entered when."""
    row_of, entry_of = _rows_and_entries(apps)
    current, told = _current(apps), _told(apps)
    for key in sorted(current.keys() | told.keys()):
        entered = list(_entered(told.get(key, ())))
        days = current.get(key) or entered[-1][2]
        row = row_of(request_id=key, asked_on=days[0], answered_on=days[1])
        if key in current:
            row.save()
        else:
            row.pk = _used_up(row, schema_editor.connection)
        entry_of.objects.bulk_create(
            entry_of(
                **{name: getattr(version, name) for name in ENTERED},
                **{"id": row.pk, "request_id": key, "history_type": how},
                asked_on=on[0],
                answered_on=on[1],
            )
            for version, how, on in entered
        )
    schema_editor.connection.check_constraints()  # what waits for it holds no later change up


def _used_up(row: Any, connection: Any) -> int:
    """Return a key that is never given again, for what was deleted with its request."""
    if connection.vendor == "postgresql":  # which may look for the request at once
        with connection.cursor() as cursor:
            sequence = "SELECT nextval(pg_get_serial_sequence('disclosure_thirdparty', 'id'))"
            cursor.execute(sequence)
            return cursor.fetchone()[0]
    row.save()
    key = row.pk
    row.delete()
    return key


def _rows_and_entries(apps) -> tuple[Any, Any]:
    names = ("ThirdParty", "HistoricalThirdParty")
    return tuple(apps.get_model("disclosure", name) for name in names)  # type: ignore[return-value]


def _current(apps) -> dict[int, Days]:
    """Return the days of every request that heard a third party, by its key."""
    requests = QuerySet(apps.get_model("disclosure", "DisclosureRequest"))
    found = requests.exclude(**{ASKED: None}).values_list("pk", ASKED, ANSWERED)
    return {key: (asked, answered) for key, asked, answered in found}


def _told(apps) -> dict[int, list[Any]]:
    """Return the versions of every request that ever heard one, by its key."""
    history = QuerySet(apps.get_model("disclosure", "HistoricalDisclosureRequest"))
    heard = history.exclude(**{ASKED: None}).values("id")
    versions = history.filter(id__in=heard).order_by("id", "history_id")
    return {key: list(each) for key, each in groupby(versions, lambda version: version.id)}


def _entered(versions: Iterable[Any]) -> Iterator[tuple[Any, str, Days]]:
    """Yield what each version of a request entered of its third party: (version, how, days)."""
    known: Days | None = None
    for version in versions:
        deleted = version.history_type == "-"
        asked = None if deleted else getattr(version, ASKED)
        days = None if asked is None else (asked, getattr(version, ANSWERED))
        if days is not None and days != known:
            yield version, "~" if known else "+", days
        elif days is None and known is not None:
            yield version, "-", known
        known = days


def into_columns(apps, schema_editor):
    """Write the first third party of every request, and what it was in each version, back."""
    row_of, entry_of = _rows_and_entries(apps)
    requests, history = (
        QuerySet(apps.get_model("disclosure", name))
        for name in ("DisclosureRequest", "HistoricalDisclosureRequest")
    )
    first: dict[int, Any] = {}
    for row in QuerySet(row_of).order_by("request_id", "asked_on", "pk"):
        first.setdefault(row.request_id, row)
    for key, row in first.items():
        days = {ASKED: row.asked_on, ANSWERED: row.answered_on}
        requests.filter(pk=key).update(**days)
    entries = defaultdict(list)
    for entry in QuerySet(entry_of).order_by("request_id", "history_id"):
        if (row := first.get(entry.request_id)) is None or entry.id == row.pk:
            entries[entry.request_id].append(entry)
    for key, known in entries.items():
        for version in history.filter(id=key):
            _write_back(version, known)


def _write_back(version: Any, entries: list[Any]) -> None:
    """Write what the row was at a version of its request, as its entries up to then say."""
    before = [entry for entry in entries if entry.history_date <= version.history_date]
    if version.history_type == "-":  # both ended in one act: what it was at its end
        before = [entry for entry in before if entry.history_date < version.history_date] or before
    last = before[-1] if before else None
    if last is not None and (last.history_type != "-" or version.history_type == "-"):
        setattr(version, ASKED, last.asked_on)
        setattr(version, ANSWERED, last.answered_on)
        version.save(update_fields=[ASKED, ANSWERED])
