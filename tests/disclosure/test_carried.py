"""What a year carries over from the one before: the records, whatever the reports say."""

from datetime import date

import pytest

from disclosure import carried
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import NOTHING, ClosedYear
from reports.compiling.compile import compile_report
from tests import factories
from tests.reports.ledger import special_period

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2021)


def test_which_requests_are_pending_to_this_day():
    request = factories.disclosure_request()
    factories.disposition()
    assert carried.pending(YEAR) == [request.pk]
    assert carried.pending(YEAR.previous) == []


def test_which_appeals_were_pending_when_a_year_began():
    appeal = factories.review_request()
    ruled = factories.review_request(ruled_on=date(2022, 3, 1), ruling="dismissed")
    assert ruled.received_on < date(2022, 3, 1)
    assert carried.carried_into(YEAR) == []
    assert carried.carried_into(FiscalYear(2022)) == [appeal.pk]


def test_the_assemblys_are_carried_over_by_themselves():
    pending = {
        law: [appeal_under(law).pk for _ in range(2)] for law in (factories.ACT, factories.ASSEMBLY)
    }
    year = FiscalYear(2025)
    assembly = factories.regime(factories.ASSEMBLY)
    assert carried.carried_into(year) == pending[factories.ACT]
    assert carried.carried_into(year, assembly) == pending[factories.ASSEMBLY]


def test_each_is_held_against_the_year_before():
    before = compile_report(FiscalYear(2024))
    for law in (factories.ACT, factories.ASSEMBLY, factories.ASSEMBLY):
        appeal_under(law)
    year = FiscalYear(2025)
    broken = list(carried.reviews(year, compile_report(year), before))
    told = "前年度の版では年度末に審理中の審査請求が0件、今年度への繰越しは{}件です。"
    assert [one.sentence for one in broken] == [
        told.format(1),
        f"「{factories.ASSEMBLY}」では、{told.format(2)}",
    ]
    assert [len(one.behind) for one in broken] == [1, 2]
    same = carried.reviews(year, compile_report(year), compile_report(year.previous))
    assert list(same) == []


def appeal_under(law):
    """Record an appeal of 令和6年度, still pending, against no answer under this law."""
    agency = "議会" if law == factories.ASSEMBLY else "市長"
    day = date(2024, 5, 1)
    request = factories.disclosure_request(
        received_on=day,
        kind=factories.kind("開示", law),
        division=factories.division(agency_name=agency),
    )
    return factories.review_request(against="no_answer", request=request, received_on=day)


class TestOfAClosedYear:
    """The report of the year after says what was open when it began, so that much stays."""

    @pytest.fixture
    def asked_for(self):
        """A request of 令和7年度 of which only a part is answered, and 令和8年度 closed."""
        request = factories.disclosure_request(
            received_on=date(2026, 3, 2), **special_period(date(2026, 3, 9))
        )
        part = factories.disposition(
            request=request,
            outcome=factories.outcome("全部開示", factories.ACT),
            decided_on=date(2026, 3, 20),
            part_only=True,
        )
        ClosedYear.objects.create(year=2026, counted_to=date(2027, 4, 30))
        return part.request

    def test_an_answer_on_a_part_leaves_it_open(self, asked_for):
        following = factories.kind("訂正", factories.ACT)
        shown = asked_for.shown_in(2026)
        asked_for.kind = following
        assert shown != asked_for.shown_in(2026)

    def test_one_answered_as_a_whole_is_not_shown(self, asked_for):
        ClosedYear.objects.all().delete()
        factories.disposition(
            request=asked_for,
            outcome=factories.outcome("全部開示", factories.ACT),
            decided_on=date(2026, 3, 30),
        )
        assert asked_for.shown_in(2026) == NOTHING

    def test_a_later_closed_year_costs_three_queries(
        self, asked_for, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(3):
            asked_for.shown_in(2026)
