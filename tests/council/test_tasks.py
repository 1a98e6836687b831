"""What the council's sessions lack for the report."""

from datetime import date

import pytest

from council.tasks import to_do
from kurume_privacy.models import Role
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2021, 6, 1)
UNCONCLUDED = "諮問案件の結論の入力がない審議会"
UNDATED = "開催日・場所の入力がない審議会"


@pytest.fixture
def office():
    return factories.user("office", Role.OFFICE)


def told(person):
    return {task.sentence: task.count for task in to_do(person, TODAY).incomplete}


def session(held_on=date(2021, 5, 1), conclusion=""):
    held = factories.council_session(2021)
    factories.meeting(session=held, held_on=held_on)
    factories.consultation(session=held, conclusion=conclusion)
    return held


def test_it_names_the_session_without_a_conclusion(office):
    held = session()
    (task,) = to_do(office, TODAY).incomplete
    assert (task.sentence, task.count) == (UNCONCLUDED, 1)
    assert task.items[0].name == f"令和3年度第{held.number}回審議会"


def test_a_session_is_one_however_often_it_met_and_whatever_it_left_open(office):
    held = session()
    factories.meeting(session=held, held_on=date(2021, 5, 8))
    factories.consultation(session=held)
    assert told(office) == {UNCONCLUDED: 1}


def test_a_session_still_to_come_lacks_nothing(office):
    session(held_on=date(2021, 6, 2))
    assert told(office) == {}


def test_what_was_concluded_lacks_nothing(office):
    for conclusion in ("approved", "not_approved", "continued"):
        session(conclusion=conclusion)
    assert told(office) == {}


def test_a_session_without_a_date_is_named(office):
    factories.council_session(2021)
    assert told(office) == {UNDATED: 1}


def test_what_was_reported_long_ago_is_left_in_peace(office):
    session(held_on=date(2020, 3, 31))
    assert told(office) == {}


def test_a_clerk_is_not_told(city):
    session()
    assert told(factories.user(division=city.residents)) == {}
