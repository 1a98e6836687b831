"""The front page on the days when a year or a month ends: its counts still are their lists."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kurume_privacy.models import Role
from reports.desk.front_page import to_do
from tests import factories
from tests.reports.desk.test_front_page import due_on, everything_incomplete, listed

pytestmark = pytest.mark.django_db

BORDERS = [
    date(2027, 3, 31),
    date(2027, 4, 1),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2026, 12, 31),
]


@pytest.fixture
def people(city):
    return {
        "clerk": factories.user("clerk", division=city.general_affairs),
        "office": factories.user("office", Role.OFFICE),
    }


@pytest.mark.parametrize("today", BORDERS, ids=str)
@pytest.mark.parametrize("name", ["clerk", "office"])
def test_each_link_finds_exactly_what_was_counted(client, city, people, monkeypatch, today, name):
    monkeypatch.setattr(timezone, "localdate", lambda *zone: today)
    everything_incomplete()
    for days in (-40, -1, 0, 1, 7, 8):
        due_on(today + timedelta(days=days))
    due_on(today, division=city.residents)
    for border in (date(today.year - 1, 3, 31), date(today.year - 1, 4, 1)):
        factories.disposition(request=factories.disclosure_request(received_on=border))
    found = to_do(people[name], today)
    assert [task.count for task in found.due][1:] == [1 + (name == "office"), 2]
    client.force_login(people[name])
    for task in (*found.due, *found.incomplete):
        if task.link.query:
            assert listed(client, reverse(task.link.page) + task.link.search) == task.count, task
