"""The lists of what the administrator keeps: each once in any order, and the same few queries."""

from math import ceil

import pytest
from django.db.models import QuerySet
from django.test import RequestFactory
from django.urls import resolve

from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.models import Role, User
from tests import copies, factories
from tests.access import KEPT_LEDGERS, kept_of
from tests.desk import log_in_as
from tests.test_lists import FEW, MOST_QUERIES, queries

pytestmark = pytest.mark.django_db

lists = pytest.mark.parametrize("ledger", KEPT_LEDGERS.values(), ids=KEPT_LEDGERS)
SOME = 2 * PER_PAGE + 20  # three pages
MANY = 300  # a city has no more


def fill(record, upto):
    """Fill a list with copies, much alike but in what must be told apart."""
    model = type(record)
    places = range(model.objects.count() + 1, upto + 1)
    many = [copies.told_apart(copies.like(record, {}), place) for place in places]
    QuerySet(model).bulk_create(many)


@pytest.fixture
def administrator(city):
    return log_in_as("keeper", Role.ADMINISTRATOR)


def shown(ledger, keeper, **query):
    """Return the table of the list as the administrator has it."""
    address = ledger.url("list")
    request = RequestFactory().get(address, query)
    request.user = keeper
    view = resolve(address).func
    listing = view.view_class(**view.view_initkwargs)
    listing.setup(request)
    return listing.table()


def keys(ledger, keeper, sort):
    """Return the keys of what all pages show, in their order."""
    first = shown(ledger, keeper, sort=sort)
    pages = range(2, ceil(first.paginator.count / PER_PAGE) + 1)
    tables = [first, *(shown(ledger, keeper, sort=sort, page=number) for number in pages)]
    return [row.record.pk for table in tables for row in table.paginated_rows]


@lists
def test_each_stands_once_on_all_pages(administrator, ledger):
    keeper = User.objects.get(username="keeper")
    fill(kept_of(ledger.model._meta.model_name), SOME)
    every = set(ledger.model.objects.values_list("pk", flat=True))
    names = [column.name for column in shown(ledger, keeper).columns if column.orderable]
    for sort in ["", *names, *(f"-{name}" for name in names)]:
        found = keys(ledger, keeper, sort)
        assert len(found) == len(every), sort
        assert set(found) == every, sort


@lists
def test_a_list_takes_the_same_few_queries(administrator, ledger):
    made = kept_of(ledger.model._meta.model_name)
    fill(made, FEW)
    administrator.get(ledger.url("list"))  # what is looked up once a process is looked up now
    few = queries(administrator, ledger.url("list"))
    fill(made, MANY)
    assert queries(administrator, ledger.url("list")) == few <= MOST_QUERIES


def test_the_page_of_a_division_takes_the_same_queries_for_any_number_of_people(
    administrator, city
):
    queries(administrator, city.residents.get_absolute_url())
    few = queries(administrator, city.residents.get_absolute_url())
    for number in range(30):
        factories.user(f"clerk{number}", division=city.residents)
        factories.business(f"業務{number}", division=city.residents)
    kinds = 2  # of business there is something now, and so it is asked whether work goes on
    assert queries(administrator, city.residents.get_absolute_url()) <= few + kinds
