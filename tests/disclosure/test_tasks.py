"""What requests and appeals lack for the report, and who waits for an answer."""

from datetime import date

import pytest

from disclosure.models import Disposition
from disclosure.tasks import Open, requests_to_do, reviews_to_do
from kurume_privacy.models import Role
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
LAST_YEAR = date(2025, 6, 2)
UNANSWERED = "前年度までに受け付け、処理の入力がない請求"
NOT_CARRIED_OUT = "処理は済み、実施日の入力がない請求"
WITHOUT_CLAUSES = "該当号の入力がない処理のある請求"
WITHOUT_RULING = "答申を受け、裁決の入力がない審査請求"


@pytest.fixture
def office():
    return factories.user("office", Role.OFFICE)


def told(person, today=TODAY):
    tasks = [
        task
        for to_do in (requests_to_do, reviews_to_do)
        for task in to_do(person, today).incomplete
    ]
    return {task.sentence: task.count for task in tasks}


def answered(outcome_name, received_on=LAST_YEAR, **fields):
    """Record an answer as it may be left: without its clauses."""
    request = factories.disclosure_request(received_on=received_on)
    outcome = factories.outcome(outcome_name, factories.regime_on(received_on))
    defaults = {"request": request, "outcome": outcome, "decided_on": received_on}
    return factories.saved(Disposition(**(defaults | fields)))


def test_a_request_of_last_year_is_unanswered_when_the_year_is_over(office):
    factories.disclosure_request(received_on=date(2026, 3, 31))
    factories.disclosure_request(received_on=date(2026, 4, 1))
    assert told(office) == {UNANSWERED: 1}
    assert told(office, date(2026, 3, 31)) == {}


def test_it_is_unanswered_however_long_ago(office):
    factories.disclosure_request(received_on=date(2010, 6, 1))
    assert told(office) == {UNANSWERED: 1}


def test_what_was_granted_must_be_carried_out(office):
    answer = answered("全部開示")
    assert told(office) == {NOT_CARRIED_OUT: 1}
    answer.carried_out_on = LAST_YEAR
    answer.save()
    assert told(office) == {}


def test_the_ordinance_asked_for_no_carrying_out(office):
    answered("承諾", date(2022, 6, 1))
    assert told(office, date(2022, 7, 1)) == {}


def test_what_limits_disclosure_names_its_clauses(office):
    answer = answered("部分開示", carried_out_on=LAST_YEAR)
    assert told(office) == {WITHOUT_CLAUSES: 1}
    answer.clauses.add(factories.clause(1, factories.ACT))
    assert told(office) == {}


def test_what_was_withdrawn_lacks_nothing(office):
    answered("取下げ")
    assert told(office) == {}


def test_one_request_with_two_answers_is_one(office):
    answer = answered("全部開示")
    factories.disposition(request=answer.request)
    assert told(office) == {NOT_CARRIED_OUT: 1}


def test_what_was_reported_long_ago_is_left_in_peace(office):
    answered("全部開示", date(2024, 6, 3))
    assert told(office) == {}


def test_an_opinion_is_followed_by_a_ruling(office):
    answer = answered("全部開示", carried_out_on=LAST_YEAR)
    dates = {"received_on": LAST_YEAR, "referred_on": LAST_YEAR}
    appeal = factories.review_request(disposition=answer, **dates)
    assert told(office) == {}
    appeal.opinion_on = LAST_YEAR
    appeal.save()
    assert told(office) == {WITHOUT_RULING: 1}
    appeal.ruled_on, appeal.ruling = LAST_YEAR, "dismissed"
    appeal.save()
    assert told(office) == {}


def test_another_division_is_not_told(city):
    answered("全部開示")
    factories.disclosure_request(received_on=LAST_YEAR)
    assert told(factories.user(division=city.residents)) == {}


def test_who_waits_is_counted_by_division(city, office):
    for division in (city.residents, city.residents, city.general_affairs):
        factories.disclosure_request(received_on=TODAY, division=division)
    factories.disposition()
    assert Open.of(office, TODAY).requests == 3
    assert Open.of(factories.user(division=city.residents), TODAY).requests == 2
    assert Open.of(factories.user("admin", Role.ADMINISTRATOR), TODAY).requests == 0
