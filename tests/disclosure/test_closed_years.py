"""What a published year counts of a request stays; whatever it does not count goes on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.day import like
from kurume_privacy.models import ClosedYear, CountingWay
from reports.compiling.compile import compile_report
from tests import factories
from tests.factories import ACT, saved
from tests.reports.ledger import special_period

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2024)
RECEIVED, DECIDED = date(2025, 3, 3), date(2025, 4, 20)  # of 令和6年度, decided after its end
COUNTED_TO, AFTER = date(2025, 5, 10), date(2025, 6, 2)
FROM = date(2025, 4, 1)  # a change of the law, between receipt and decision


def close(year=2024, counted_to=COUNTED_TO):
    ClosedYear.objects.create(year=year, counted_to=counted_to)


def count(**fields):
    """Let the reports count requests in this way."""
    way = CountingWay.objects.get(regime__name=ACT)
    for name, value in fields.items():
        setattr(way, name, value)
    saved(way)


def partly_answered(**fields):
    """Return an answer of a part disclosed under 2号, and its request."""
    request = factories.disclosure_request(received_on=fields.pop("received_on", RECEIVED))
    answer = factories.disposition(
        request=request,
        outcome=factories.outcome("部分開示", ACT),
        clauses=[factories.clause(2, ACT)],
        decided_on=fields.pop("decided_on", DECIDED),
        **fields,
    )
    return request, answer


def change_from(day, row):
    sets = {field.name: [*getattr(row, field.name).all()] for field in row._meta.many_to_many}
    return change_row(row, like(row, valid_from=day, name="改めた名称"), sets)


class TestWhereTheLawChanged:
    @pytest.mark.parametrize("row", ["outcome", "clause"])
    def test_a_counted_answer_is_carried_out_still(self, row):
        _, answer = partly_answered()
        close()
        before = compile_report(YEAR)
        change_from(FROM, factories.clause(2, ACT) if row == "clause" else answer.outcome)
        answer = Disposition.objects.get(pk=answer.pk)
        answer.carried_out_on = AFTER
        saved(answer)
        assert compile_report(YEAR) == before

    @pytest.mark.parametrize("field", ["kind", "method"])
    def test_a_pending_request_is_extended_still(self, field):
        request = factories.disclosure_request(received_on=date(2025, 5, 1))
        change_from(FROM, getattr(request, field))
        close(2025, COUNTED_TO)
        request = DisclosureRequest.objects.get(pk=request.pk)
        request.extended_on, request.extension_days = date(2025, 5, 20), 10
        request.extension_reason = "量が多いため"
        saved(request)
        assert getattr(request, field).valid_from == FROM

    def test_an_answer_of_an_outcome_that_ended_is_carried_out_still(self):
        _, answer = partly_answered()
        end_row(answer.outcome, FROM)
        answer = Disposition.objects.get(pk=answer.pk)
        answer.carried_out_on = AFTER
        saved(answer)
        answer.decided_on = date(2025, 4, 21)
        with pytest.raises(ValidationError, match="令和7年4月21日には適用されません"):
            answer.full_clean()

    def test_a_new_version_of_an_outcome_answers_a_former_version_of_the_kind(self):
        request = factories.disclosure_request(received_on=RECEIVED)
        kind = change_from(FROM, request.kind)
        outcome = factories.outcome("全部開示", ACT)
        later = change_row(outcome, like(outcome, valid_from=DECIDED), {"kinds": [kind]})
        assert factories.disposition(request=request, outcome=later, decided_on=DECIDED).pk


class TestTheYearAfter:
    def test_keeps_whether_an_answer_ended_what_was_carried_over(self):
        request = factories.disclosure_request(
            received_on=date(2024, 3, 1), **special_period(date(2024, 3, 9))
        )
        answer = factories.disposition(request=request, decided_on=date(2024, 6, 20))
        close(2023, date(2024, 5, 10))
        close()
        answer.part_only = True
        with pytest.raises(ValidationError):
            saved(answer)

    def test_takes_no_request_that_was_open_before_it(self):
        close()
        factories.disclosure_request(received_on=date(2025, 4, 2))
        with pytest.raises(ValidationError, match="令和6年度は締め切られています"):
            factories.disclosure_request(received_on=date(2023, 6, 1))

    def test_takes_one_where_it_does_not_look_back(self):
        count(states_course=False)
        close()
        assert factories.disclosure_request(received_on=date(2023, 6, 1)).pk


class TestWhereWhatWasDecidedInTheYearCounts:
    @pytest.fixture(params=[True, False], ids=["with 繰越し", "without"])
    def answer(self, request):
        """An answer that 令和6年度 counts, of a request of the year before."""
        count(dispositions="flow", states_course=request.param)
        days = {"received_on": date(2024, 3, 1), "decided_on": date(2024, 6, 20)}
        _, answer = partly_answered(**days)
        close(2023, date(2024, 3, 31))
        close()
        return Disposition.objects.get(pk=answer.pk)

    def test_it_is_not_deleted(self, answer):
        with pytest.raises(ValidationError):
            answer.delete()

    def test_its_clauses_stay(self, answer):
        with pytest.raises(ValidationError):
            answer.clauses.set([factories.clause(1, ACT)])

    def test_its_request_stays_where_it_is(self, answer):
        ClosedYear.objects.filter(year=2023).delete()
        request = answer.request
        request.division = factories.division("市民課", "市民文化部")
        with pytest.raises(ValidationError):
            saved(request)

    def test_it_is_carried_out_still(self, answer):
        before = compile_report(YEAR)
        answer.carried_out_on = AFTER
        saved(answer)
        assert compile_report(YEAR) == before
