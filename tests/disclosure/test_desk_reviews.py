"""The desk of appeals."""

from datetime import date

import pytest
from django.urls import reverse

from disclosure.models import ReviewRequest
from kurume_privacy.models import Role
from tests import factories

LIST = reverse("disclosure:reviewrequest_list")
NEW = reverse("disclosure:reviewrequest_create")


@pytest.fixture
def office(client, city):
    """The office, logged in."""
    client.force_login(factories.user("office", Role.OFFICE))
    return client


@pytest.fixture
def clerk(client, city):
    """A clerk of 総務課, logged in."""
    client.force_login(factories.user())
    return client


@pytest.fixture
def disposition(city):
    return factories.disposition(request=factories.disclosure_request(number=7))


def page(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def numbers(client, **query):
    table = client.get(LIST, query).context["table"]
    return [row.record.number for row in table.page.object_list]


def test_an_appeal_is_entered_by_the_number_of_the_request(clerk, disposition):
    response = clerk.post(NEW, {"disposition": "R3-7", "received_on": "R3.6.1"}, follow=True)
    assert "審査請求第1号" in page(response)
    assert ReviewRequest.objects.get().disposition == disposition


@pytest.mark.parametrize("by", ["key", "number"])
def test_an_appeal_begins_with_the_disposition_that_the_address_names(clerk, disposition, by):
    named = disposition.pk if by == "key" else "令和3年度第7号"
    shown = page(clerk.get(NEW, {"disposition": named}))
    assert 'value="令和3年度第7号"' in shown
    assert "開示請求第7号 承諾（令和3年4月20日決定）" in shown


def test_the_disposition_of_another_division_is_not_found(client, city, disposition):
    client.force_login(factories.user(division=city.residents))
    response = client.post(NEW, {"disposition": "R3-7", "received_on": "R3.6.1"})
    assert response.status_code == 422
    assert "令和3年度第7号の処理は見つかりません。" in response.content.decode()
    shown = page(client.get(NEW, {"disposition": disposition.pk}))
    assert "令和3年度第7号" not in shown.replace("例：令和3年度第12号", "")


def test_an_appeal_shows_what_it_is_about_and_leads_there(clerk, disposition):
    appeal = factories.review_request(disposition=disposition, referred_on=date(2021, 7, 1))
    shown = page(clerk.get(appeal.get_absolute_url()))
    assert disposition.request.get_absolute_url() in shown
    assert "令和3年7月1日" in shown


def test_an_appeal_is_deleted_with_a_reason(clerk, disposition):
    appeal = factories.review_request(disposition=disposition)
    clerk.post(reverse("disclosure:reviewrequest_delete", args=[appeal.pk]), {"reason": "誤り"})
    assert not ReviewRequest.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3, 2, 1]),
        ({"state": "pending"}, [3, 1]),
        ({"state": "ruled"}, [2]),
        ({"ruling": "dismissed"}, [2]),
        ({"ruling": "granted"}, []),
        ({"year": "2022"}, [3]),
        ({"reported_in": "2021"}, [2, 1]),
        ({"reported_in": "2022"}, [3, 1]),
        ({"reported_in": "2023"}, [3, 1]),
        ({"carried_into": "2021"}, []),
        ({"carried_into": "2022"}, [1]),
        ({"carried_into": "2023"}, [3, 1]),
        ({"ruled_on_from": "R3.9.1", "ruled_on_until": "R3.9.30"}, [2]),
        ({"received_on_until": "R3.6.30"}, [2, 1]),
        ({"q": "3"}, [3]),
    ],
)
def test_the_list_is_filtered(office, disposition, query, found):
    ruled = {"ruled_on": date(2021, 9, 10), "ruling": ReviewRequest.Ruling.DISMISSED}
    for number, day, rest in (
        (1, date(2021, 5, 1), {}),
        (2, date(2021, 6, 1), ruled),
        (3, date(2022, 6, 1), {}),
    ):
        factories.review_request(number=number, disposition=disposition, received_on=day, **rest)
    assert numbers(office, **query) == found


def test_a_clerk_sees_the_appeals_of_the_own_division(client, city, disposition):
    factories.review_request(number=1, disposition=disposition)
    client.force_login(factories.user(division=city.residents))
    assert numbers(client) == []


def test_the_list_takes_the_same_number_of_queries_whatever_its_length(
    office, disposition, django_assert_max_num_queries
):
    taken = []
    for number in range(1, 61):
        factories.review_request(number=number, disposition=disposition)
        if number in (5, 60):
            with django_assert_max_num_queries(12) as queries:
                office.get(LIST)
            taken.append(len(queries))
    assert taken[0] == taken[1]
