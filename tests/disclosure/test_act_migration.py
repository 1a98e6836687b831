"""The upgrade to the Act's facts: third parties into rows with their history, and back."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from disclosure.migrations._unknown import refuse_to_lose
from disclosure.models import DisclosureRequest, ThirdParty
from kurume_privacy.models.search_key import key_of
from kurume_privacy.records import history
from tests import factories
from tests.disclosure.test_course import act_request, granted
from tests.factories import ACT, saved

BEFORE = "0006_appeals"
DAY, LATER = date(2026, 6, 1), date(2026, 6, 20)
COLUMNS = ("third_party_asked_on", "third_party_answered_on")


def migrate(name=None):
    call_command("migrate", "disclosure", *filter(None, [name]), verbosity=0, skip_checks=True)


def model_of_before(name):
    """Return a model as its table is before the upgrade."""
    state = MigrationLoader(connection).project_state([("disclosure", BEFORE)])
    return state.apps.get_model("disclosure", name)


def enter(request, moment, how="~", **days):
    """Write a version of a request as an earlier release wrote it."""
    past = model_of_before("HistoricalDisclosureRequest")
    last = past.objects.filter(id=request.pk).order_by("history_id").last()
    last.pk, last.history_type = None, how
    last.history_date = datetime(2027, 1, moment, tzinfo=UTC)
    last.history_change_reason, last.history_user_name = f"{moment}日", "担当"
    for name in COLUMNS:
        setattr(last, name, days.get(name))
    last.save()
    QuerySet(model_of_before("DisclosureRequest")).filter(pk=request.pk).update(
        **dict.fromkeys(COLUMNS) | days
    )


def told(party_of):
    """Return what the history says of the third party of a request."""
    rows = ThirdParty.history.filter(request=party_of).order_by("history_id")
    return [(row.history_type, row.history_date.day, row.asked_on, row.answered_on) for row in rows]


def test_third_parties_become_rows_and_what_is_new_is_unknown(own_database):
    heard, taken_back, deleted, other = (act_request() for _ in range(4))
    correction = act_request("訂正", subject="住所", earlier_reason="不明")
    transfer = factories.disposition(
        request=act_request(), outcome=factories.outcome("移送", ACT), transferred_to="不明"
    )
    in_time = act_request("訂正", earlier_request=granted(carried_out_on=DAY).request)
    migrate(BEFORE)
    enter(heard, 1, third_party_asked_on=DAY)
    enter(heard, 2, third_party_asked_on=DAY)  # something else was changed
    enter(heard, 3, third_party_asked_on=DAY, third_party_answered_on=LATER)
    enter(taken_back, 1, third_party_asked_on=DAY)
    enter(taken_back, 2)
    enter(deleted, 1, third_party_asked_on=DAY)
    enter(deleted, 2, "-", third_party_asked_on=DAY)
    QuerySet(model_of_before("DisclosureRequest")).filter(pk=deleted.pk).delete()
    migrate()

    party = ThirdParty.objects.get()
    assert (party.request, party.asked_on, party.answered_on) == (heard, DAY, LATER)
    assert (party.paragraph, party.opposed, party.told_on) == ("unknown", "", None)
    assert told(heard) == [("+", 1, DAY, None), ("~", 3, DAY, LATER)]
    entry = ThirdParty.history.filter(id=party.pk).latest()
    assert (entry.history_user_name, entry.history_change_reason) == ("担当", "3日")
    saved(party)
    for gone in (taken_back, deleted):
        assert told(gone) == [("+", 1, DAY, None), ("-", 2, DAY, None)]
    assert not other.third_parties.exists()
    keys = set(ThirdParty.history.values_list("id", flat=True))
    assert factories.third_party(request=other).pk not in keys
    history.restore(history.deleted(DisclosureRequest).get())
    assert ThirdParty.objects.get(request=deleted.pk).asked_on == DAY

    for record, name in ((correction, "earlier_reason"), (transfer, "transferred_to")):
        stored = type(record).objects.get(pk=record.pk)
        assert getattr(stored, name) == "不明"
        assert {getattr(row, name) for row in stored.history.all()} == {"不明"}
        texts = type(record)._meta.get_field("search_key").texts
        assert stored.search_key == key_of(stored, texts)
        saved(stored)
    asked = DisclosureRequest.objects.get(pk=in_time.pk)
    assert asked.earlier_reason == ""
    assert (asked.requester, asked.way, asked.specific) == ("unknown",) * 3


def test_third_parties_go_back_into_their_columns(own_database):
    request = act_request()
    migrate(BEFORE)
    enter(request, 1, third_party_asked_on=DAY)
    enter(request, 3, third_party_asked_on=DAY, third_party_answered_on=LATER)
    before = model_of_before("HistoricalDisclosureRequest").objects.filter(id=request.pk)
    said = [*before.order_by("history_id").values_list(*COLUMNS)]
    migrate()
    migrate(BEFORE)
    row = model_of_before("DisclosureRequest").objects.get(pk=request.pk)
    assert [getattr(row, name) for name in COLUMNS] == [DAY, LATER]
    assert [*before.order_by("history_id").values_list(*COLUMNS)] == said
    migrate()


def ask(request):
    request.requester = "self"
    saved(request)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "enter_later",
    [
        ask,
        lambda request: factories.third_party(request=request, paragraph="must"),
        lambda request: [factories.third_party(request=request) for _ in range(2)],
        lambda request: granted(request, notified_on=DAY),
    ],
    ids=["requester", "paragraph", "two of them", "notice"],
)
def test_what_only_the_later_version_holds_stops_the_way_back(enter_later):
    request = act_request(number=7)
    refuse_to_lose(apps, None)
    enter_later(request)
    with pytest.raises(CommandError, match="取りやめました：令和8年度第7号。"):
        refuse_to_lose(apps, None)
