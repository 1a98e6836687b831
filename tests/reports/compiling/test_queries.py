"""A year is compiled in a number of queries that does not depend on the number of records."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kurume_privacy.calendar.fiscal import FiscalYear
from registrations.models import BusinessNotice
from reports.compiling.compile import compile_report
from tests import factories
from tests.reports import ledger

pytestmark = pytest.mark.django_db

MOST = 32
COURSE = 3  # of a year that says what was carried over
KINDS = BusinessNotice.Kind.values


def queries(year: int) -> int:
    """Return how many queries the compiling of a year takes."""
    with CaptureQueriesContext(connection) as captured:
        compile_report(FiscalYear(year))
    return len(captured)


def fill(year: int, each: int) -> None:
    """Record so many of every kind of thing in the year, spread over days and divisions."""
    agencies = ("市長", "企業管理者", "教育委員会")
    divisions = [factories.division(agency_name=name) for name in agencies]
    factories.public_notice(year - 1)
    for place in range(each):
        day = date(year, 4, 1) + timedelta(days=place * 364 // each)
        division = divisions[place % len(divisions)]
        business = factories.business(f"{year}年度の業務{place}", division=division)
        kind = KINDS[place % len(KINDS)]
        factories.business_notice(business=business, kind=kind, notified_on=day)
        request(day, division, place)
        use(day, division, place)
        session(year)
        factories.training(month=day.replace(day=1), content=f"研修{place}")


def request(day, division, place) -> None:
    """Record a request with an answer that says as much as it can, and an appeal against it."""
    asked = factories.disclosure_request(received_on=day, division=division)
    regime = asked.kind.regime
    outcome = regime.outcome_set.filter(clause_use="required").first()
    clauses = regime.exemptionclause_set.all()[: 1 + place % 4]
    answer = factories.disposition(request=asked, outcome=outcome, clauses=clauses)
    factories.review_request(disposition=answer, received_on=day)


def use(day, division, place) -> None:
    grounds = factories.regime(factories.regime_on(day)).useground_set.filter(for_use=True)
    factories.use_notice(
        notified_on=day,
        division=division,
        ground=grounds[place % len(grounds)],
        using_business="利用先",
        used_business="利用された業務",
        items="氏名",
    )


def session(year) -> None:
    held = factories.council_session(year)
    factories.meeting(session=held)
    factories.consultation_point(consultation=factories.consultation(session=held))
    factories.council_briefing(session=held)


def test_the_sample_takes_a_fixed_number_of_queries(reiwa3):
    assert queries(2021) <= MOST


@pytest.mark.parametrize(("small", "large"), [(2018, 2019), (2024, 2025)], ids=["ordinance", "act"])
def test_a_year_of_300_records_takes_as_many_as_one_of_10(small, large):
    fill(small, each=1)
    fill(large, each=30)
    assert queries(small) == queries(large) <= MOST


def test_one_regime_takes_as_many_as_the_other():
    fill(2018, each=2)
    fill(2024, each=2)
    assert queries(2018) + COURSE == queries(2024)


def test_a_year_under_both_takes_no_more():
    fill(2024, each=2)
    under_one = queries(2024)
    ledger.change_the_law(date(2024, 10, 1))
    assert queries(2024) == under_one


def test_a_year_without_records_takes_no_more():
    assert queries(2030) <= MOST
