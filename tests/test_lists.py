"""Every list: as many queries for three thousand records as for thirty, and twelve at most."""

from itertools import cycle

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.sheets import MEETINGS
from disclosure.sheets import DISPOSITIONS
from kurume_privacy.models import Role, years_recorded
from reports.desk.ledgers import SHEETS
from tests import copies, factories, plans
from tests.access import ADDRESSES, LEDGERS, record_of

pytestmark = pytest.mark.django_db

LISTS = sorted(name for name in ADDRESSES if name.endswith("_list"))
READERS = [
    (name, who)
    for name in LISTS
    for who in ("clerk", "office")
    if who == "office" or not LEDGERS[name.removesuffix("_list")].is_offices
]
MOST_QUERIES = 12
FEW, MANY = 30, 3_000


def fill(record, upto, city):
    """Fill a ledger with copies of a record, told apart by what must be told apart."""
    model, fields = type(record), {"division": cycle(city)} if hasattr(record, "division") else {}
    places = range(model.objects.count(), upto)
    many = [copies.told_apart(copies.like(record, fields), place) for place in places]
    for place, copy in zip(places, many, strict=True):
        if hasattr(copy, "order"):
            copy.order = place
    QuerySet(model).bulk_create(many, batch_size=500)
    with connection.cursor() as cursor:  # whoever takes the table for empty plans as for none
        cursor.execute("ANALYZE")


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "who"), READERS)
def test_a_list_takes_the_same_few_queries(client, city, name, who):
    record = record_of(city.general_affairs, name.partition(":")[2].removesuffix("_list"))
    client.force_login(reader(who, city))
    address = reverse(name)
    fill(record, FEW, city)
    client.get(address)  # what is looked up once a process is looked up now
    few = queries(client, address)
    fill(record, MANY, city)
    assert queries(client, address) == few <= MOST_QUERIES


YEARLY = [each for each in LEDGERS.values() if "year" in {f.name for f in each.model._meta.fields}]


@pytest.mark.parametrize("ledger", YEARLY, ids=lambda ledger: ledger.model.__name__)
def test_the_years_of_a_ledger_are_found_without_reading_it(city, ledger):
    model = ledger.model
    fill(record_of(city.general_affairs, model._meta.model_name), 300, city)
    with CaptureQueriesContext(connection) as captured:
        assert years_recorded(model)
    (query,) = captured.captured_queries
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        years = model.objects.values("year").distinct().count()
        assert plans.rows_read(query["sql"], table) <= 2 * years
    else:
        looks = [step for step in plans.steps(query["sql"]) if table in step.split()]
        assert looks
        assert all(look.startswith("SEARCH") and "INDEX" in look for look in looks), looks


def reader(who, city):
    if who == "clerk":
        return factories.user(division=city.general_affairs)
    return factories.user("office", Role.OFFICE)


WRITTEN = {sheet.model: sheet for sheet in (*SHEETS, MEETINGS, DISPOSITIONS)}


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_what_is_shown_of_a_record_is_looked_up_along_with_it(city, model):
    record_of(city.general_affairs, model._meta.model_name)
    lines = WRITTEN[model].lines
    assert [[*lines(record)] for record in model.objects.all()]  # looked up once a process: now
    shown = [*model.objects.shown()]
    written = [*model.objects.all().written()]
    with CaptureQueriesContext(connection) as captured:
        assert [str(record) for record in shown]
        for record in written:
            assert [*lines(record)]
    assert [query["sql"] for query in captured] == []
