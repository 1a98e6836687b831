"""A year may count otherwise than the year before: nothing is counted twice, or never."""

from datetime import date, timedelta

import pytest

from disclosure.figures.counts import count, total
from disclosure.figures.course import count_course
from disclosure.figures.section import section
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import every_number
from kurume_privacy.law.change_row import change_row
from kurume_privacy.law.day import like
from kurume_privacy.models import Counted, CountingWay, Law, Role
from tests import factories
from tests.factories import ACT, saved
from tests.reports.opened import Lists

pytestmark = pytest.mark.django_db

BEFORE, YEAR = FiscalYear(2024), FiscalYear(2025)
COUNTED_TO = date(2025, 5, 10)  # of the year before


def change_from_year_on(first, second):
    former = CountingWay.objects.get(regime__name=ACT)
    former.dispositions, former.states_course = first, True
    later = like(saved(former), valid_from=YEAR.first_day, dispositions=second)
    change_row(former, later, {})


def law(year):
    counted = {
        BEFORE: Counted(COUNTED_TO, BEFORE.previous.last_day),
        YEAR: Counted(None, COUNTED_TO),
    }
    return Law.of(year, counted[year])


@pytest.fixture(params=[("flow", "cohort"), ("cohort", "flow"), ("flow", "flow")], ids="→".join)
def ways(request):
    change_from_year_on(*request.param)


@pytest.fixture(params=[-5, 20, 60], ids=["before its end", "by the day", "after the day"])
def decided_on(request):
    """A request of the year before, decided before its end, by the day it counts to, or later."""
    return BEFORE.last_day + timedelta(days=request.param)


@pytest.fixture
def answer(ways, decided_on):
    request = factories.disclosure_request(received_on=date(2025, 3, 3))
    return factories.disposition(request=request, decided_on=decided_on)


def test_an_answer_ends_its_request_in_one_of_the_years(answer):
    ended = [key for year in (BEFORE, YEAR) for key in count_course(law(year)) if "decided" in key]
    assert len(ended) == 1
    assert sum(total(count(year, law(year)).dispositions) for year in (BEFORE, YEAR)) <= 1


def test_what_waits_is_what_the_next_year_is_opened_with(answer):
    waits = {key[2:] for key in count_course(law(BEFORE)) if "pending" in key}
    opened = {key[2:] for key in count_course(law(YEAR)) if "carried_over" in key}
    assert {kind for kind, _ in waits} == {kind for kind, _ in opened}


def test_every_number_is_its_list(answer):
    lists = Lists(factories.user("lists", Role.OFFICE))
    for year in (BEFORE, YEAR):
        made = section(year, law(year))
        for number in (*every_number(made.blocks), *made.held):
            if number.measure.startswith("disclosure."):
                assert lists.length(number.link) == number.value, (number.label, number.link)


def test_a_clause_is_read_where_any_version_is_broken_down():
    """An answer of the version before is counted with the one that stands for both."""
    outcome = factories.outcome("部分開示", ACT)
    outcome.breakdown = "none"
    day = date(2025, 3, 3)
    request = factories.disclosure_request(received_on=day)
    clauses = [factories.clause(2, ACT)]
    factories.disposition(clauses, request=request, outcome=saved(outcome), decided_on=day)
    later = like(outcome, valid_from=date(2025, 3, 10), breakdown="clauses")
    change_row(outcome, later, {"kinds": outcome.kinds.all()})
    ((_, _, named),) = count(BEFORE, law(BEFORE)).breakdown
    assert named == ("2",)
