"""The list of requests: found by everything that is known of them, and quick however long."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosure.models import DisclosureRequest, Disposition, RequestState
from disclosure.tables import DisclosureRequestTable, days_left
from kurume_privacy.models import Role
from tests import factories
from tests.factories import ACT

LIST = reverse("disclosure:disclosurerequest_list")


@pytest.fixture
def clerk(client, city):
    """A clerk of 総務課, logged in."""
    client.force_login(factories.user())
    return client


@pytest.fixture
def office(client, city):
    """The office, logged in."""
    client.force_login(factories.user("office", Role.OFFICE))
    return client


def page(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def numbers(office, **query):
    """Return the numbers of the requests that the list shows, in its order."""
    table = office.get(LIST, query).context["table"]
    return [row.record.number for row in table.page.object_list]


def test_an_empty_list_shows_the_way_to_the_first_entry(office):
    assert "まだ記録がありません" in page(office.get(LIST))


def test_the_latest_request_stands_first(office):
    for number, year in ((1, 2021), (2, 2021), (1, 2022)):
        factories.disclosure_request(number=number, received_on=date(year, 4, 20))
    assert numbers(office) == [1, 2, 1]
    assert numbers(office, sort="number") == [1, 2, 1]
    assert numbers(office, sort="number", year=2021) == [1, 2]


def test_a_line_says_where_the_request_stands_and_how_it_was_answered(office):
    request = factories.disclosure_request(number=3)
    factories.disposition(request=request)
    factories.disposition(request=request, outcome=factories.outcome("不存在"))
    shown = page(office.get(LIST))
    assert "承諾、不存在" in shown
    assert request.state.label in shown


def test_days_are_said_in_words():
    today = date(2026, 6, 1)
    found = [days_left(today + timedelta(days=days), today) for days in (-2, 0, 3)]
    assert found == ["2日超過", "今日まで", "残り3日"]


def test_the_days_that_are_left_stand_beside_the_due_date_of_an_open_request(office):
    open_one = factories.disclosure_request(received_on=date(2026, 6, 1))
    answered = factories.disclosure_request(received_on=date(2026, 6, 2))
    factories.disposition(request=answered)
    requests = DisclosureRequest.objects.order_by("received_on").prefetch_related("dispositions")
    table = DisclosureRequestTable(requests, today=date(2026, 7, 3))
    cells = {row.record.pk: row.get_cell("due_on") for row in table.rows}
    assert "2日超過" in cells[open_one.pk]
    assert "令和8年7月1日" in cells[open_one.pk]
    assert "超過" not in cells[answered.pk]


@pytest.fixture
def ledger(city):
    """Three requests that differ in everything that can be filtered by."""
    first = factories.disclosure_request(number=1, subject="健診の結果")
    factories.disposition(request=first)
    factories.disclosure_request(
        number=2, kind=factories.kind("訂正"), division=city.residents, received_on=date(2022, 5, 1)
    )
    factories.disclosure_request(
        number=3, received_on=date(2024, 6, 3), division=city.school_affairs
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": "2021"}, [1]),
        ({"q": "健診"}, [1]),
        ({"q": "2"}, [2]),
        ({"state": "received"}, [3, 2]),
        ({"state": "carried_out"}, []),
        ({"received_on_from": "R4.5.1"}, [3, 2]),
        ({"received_on_until": "令和4年4月30日"}, [1]),
        ({"due_on_from": "R6.7.3", "due_on_until": "R6.7.3"}, [3]),
        ({"overdue": "on"}, [3]),
    ],
)
def test_the_list_is_filtered(office, ledger, query, found):
    assert numbers(office, **query) == found


def test_each_state_is_found_by_its_name(office):
    act = {"received_on": date(2026, 6, 1)}
    factories.disclosure_request(**act)
    factories.correction(request=factories.disclosure_request(**act))
    factories.third_party(request=factories.disclosure_request(**act))
    special = {
        "special_notified_on": date(2026, 6, 2),
        "special_reason": "多い",
        "special_part_on": date(2026, 7, 30),
        "special_rest_on": date(2026, 9, 30),
    }
    factories.disclosure_request(**special, **act)
    transfer = factories.outcome("移送", ACT)
    factories.disposition(request=factories.disclosure_request(**act), outcome=transfer)
    extension = {"extended_on": date(2026, 6, 2), "extension_days": 5, "extension_reason": "多い"}
    factories.disclosure_request(**extension, **act)
    for carried_out_on in (None, date(2026, 6, 3)):
        factories.disposition(
            request=factories.disclosure_request(**act), carried_out_on=carried_out_on
        )
    refused = factories.outcome("却下", ACT)
    factories.disposition(request=factories.disclosure_request(**act), outcome=refused)
    appealed = factories.disposition(request=factories.disclosure_request(**act))
    factories.review_request(disposition=appealed, received_on=date(2026, 6, 5))
    for state in RequestState:
        found = numbers(office, state=state.value)
        assert found == [
            each.number for each in DisclosureRequest.objects.all() if each.state == state
        ]
        assert len(found) == 1, state


def test_the_list_is_filtered_by_the_rows_of_the_law_and_the_organisation(office, ledger, city):
    assert numbers(office, kind=factories.kind("訂正").pk) == [2]
    assert numbers(office, method=factories.method(regime_name=ACT).pk) == [3]
    assert numbers(office, method="none") == [2]
    assert numbers(office, regime=factories.regime(ACT).pk) == [3]
    assert numbers(office, outcome=factories.outcome().pk) == [1]
    assert numbers(office, division=city.residents.pk) == [2]
    assert numbers(office, department=city.general_affairs.department.pk) == [1]
    assert numbers(office, agency=city.school_affairs.department.agency.pk) == [3]


@pytest.mark.parametrize(
    "name", ["kind", "method", "regime", "outcome", "state", "year", "due_on_from"]
)
def test_nonsense_in_a_filter_is_answered_with_a_page(office, ledger, name):
    assert office.get(LIST, {name: "９９９９９９x"}).status_code in (200, 422)


def test_a_clerk_finds_the_requests_of_the_own_division_only(clerk, ledger):
    assert numbers(clerk) == [1]


QUERIES = 13


def fill(numbers):
    for number in numbers:
        request = factories.disclosure_request(number=number, received_on=date(2024, 6, 3))
        if number % 2:
            granted = factories.outcome("全部開示", ACT)
            Disposition(request=request, outcome=granted, decided_on=date(2024, 6, 4)).save()


@pytest.mark.parametrize("query", [{}, {"state": "received"}, {"sort": "due_on"}, {"page": "2"}])
def test_the_list_takes_the_same_number_of_queries_whatever_its_length(
    office, django_assert_max_num_queries, query
):
    taken = []
    for first, last in ((1, 60), (61, 90)):
        fill(range(first, last + 1))
        with django_assert_max_num_queries(QUERIES) as queries:
            page(office.get(LIST, {"year": "2024"} | query))
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_the_count_of_the_list_derives_no_state(office, django_assert_max_num_queries):
    fill(range(1, 4))
    with django_assert_max_num_queries(QUERIES) as queries:
        office.get(LIST)
    (counting,) = [query["sql"] for query in queries if "COUNT(*)" in query["sql"]]
    assert "EXISTS" not in counting


def test_what_the_filters_leave_is_sought_once_for_the_keys_of_a_page(office):
    factories.disclosure_request(subject="戸籍の附票")
    with CaptureQueriesContext(connection) as asked:
        assert len(numbers(office, q="附票", state="received")) == 1
    (rows,) = (
        query["sql"]
        for query in asked
        if "LIMIT 1)" in query["sql"] and "state_now" in query["sql"]
    )
    assert rows.count("%附票%") == 1
