"""The list of dispositions: to read, found by everything that the report counts them by."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosure.combination import as_typed
from disclosure.models import DisclosureRequest, Disposition
from kurume_privacy.desk.tables import PER_PAGE
from tests import copies, factories, plans
from tests.desk import clerk_of, listed, log_in_as, rows, text, words
from tests.factories import ACT

pytestmark = pytest.mark.django_db
LIST = reverse("disclosure:disposition_list")
MANY = 1_000


def found(**asked):
    return listed(log_in_as().get(LIST, asked))


def answered(name="承諾", clauses=(), **fields):
    """Answer a request of its own with the outcome of this name."""
    request = factories.disclosure_request(**fields)
    law = request.kind.regime.name
    return factories.disposition(
        [factories.clause(number, law) for number in clauses],
        request=request,
        outcome=factories.outcome(name, law),
    )


def test_each_answer_has_its_line_which_leads_to_its_request(city):
    request = factories.disclosure_request(number=7)
    answers = [
        factories.disposition(request=request, outcome=factories.outcome(name))
        for name in ("承諾", "不存在")
    ]
    answer = log_in_as().get(LIST)
    assert set(listed(answer)) == set(answers)
    assert rows(answer) == [("令和3年度 開示請求第7号", request.get_absolute_url())] * 2
    assert "2 件" in words(answer)


def test_those_of_the_latest_request_stand_first(city):
    old, new = (answered(received_on=date(year, 5, 1)) for year in (2020, 2021))
    assert found() == [new, old]
    assert found(sort="request") == [old, new]


def test_the_clauses_are_named(city):
    answered("一部承諾", (1, 3))
    assert "第1号・第3号" in words(log_in_as().get(LIST))


def test_nothing_is_entered_or_deleted_here(city):
    page = text(log_in_as().get(LIST))
    assert "新しく登録する" not in page
    assert "最初の記録を登録する" not in page
    assert "削除した記録" not in page


def test_the_list_of_requests_leads_here(city):
    requests = reverse("disclosure:disclosurerequest_list")
    assert f'<a href="{LIST}">' in text(log_in_as().get(requests))


def test_a_clerk_sees_those_of_the_own_division(city):
    own = answered(division=city.general_affairs)
    answered(division=city.residents)
    assert listed(clerk_of(city.general_affairs).get(LIST)) == [own]


class TestFilters:
    def test_by_the_year_of_the_request_not_of_the_decision(self, city):
        request = factories.disclosure_request(received_on=date(2022, 3, 31))
        late = factories.disposition(request=request, decided_on=date(2022, 4, 14))
        answered(received_on=date(2022, 4, 1))
        assert found(year=2021) == [late]

    def test_by_outcome(self, city):
        refused = answered("拒否")
        answered()
        assert found(outcome=refused.outcome_id) == [refused]

    def test_by_kind(self, city):
        corrected = answered(kind=factories.kind("訂正"))
        answered()
        assert found(kind=corrected.request.kind_id) == [corrected]

    def test_by_method_and_by_none(self, city):
        viewed = answered(method=factories.method("視聴"))
        without = answered()
        without.request.method = None
        without.request.save()
        assert found(method=viewed.request.method_id) == [viewed]
        assert found(method="none") == [without]

    def test_by_law(self, city):
        later = answered("全部開示", received_on=date(2023, 4, 1))
        answered()
        assert found(regime=factories.regime(ACT).pk) == [later]

    def test_by_agency_and_department(self, city):
        school = answered(division=city.school_affairs)
        answered(division=city.residents)
        department = city.school_affairs.department
        assert found(agency=department.agency_id) == [school]
        assert found(department=department.pk) == [school]

    def test_by_the_date_of_the_decision(self, city):
        decided = answered(received_on=date(2021, 5, 1))
        answered(received_on=date(2021, 5, 2))
        assert found(decided_on_until="R3.5.1") == [decided]


class TestCombinations:
    @pytest.fixture
    def combined(self, city):
        sets = ((1,), (2,), (1, 2), (1, 2, 3))
        return {numbers: answered("一部承諾", numbers) for numbers in sets} | {(): answered()}

    @pytest.mark.parametrize("numbers", [(1,), (2,), (1, 2), (1, 2, 3), ()])
    def test_these_clauses_and_no_others(self, combined, numbers):
        assert found(clauses=as_typed(map(str, numbers))) == [combined[numbers]]

    @pytest.mark.parametrize(
        "typed", ["2.1", "1,2", "１、２", "1 2", " 1・2 ", "1.1.2", "第1号・第2号"]
    )
    def test_however_they_are_typed(self, combined, typed):
        assert found(clauses=typed) == [combined[1, 2]]

    def test_a_clause_that_nothing_names(self, combined):
        assert found(clauses="30") == []

    def test_nothing_typed_is_no_filter(self, combined):
        assert len(found(clauses="")) == len(combined)

    @pytest.mark.parametrize("typed", ["第1条", "1..a", "1.2.345", "-1", "nothing", "①", "."])
    def test_what_is_no_combination_is_said_beside_the_field(self, combined, typed):
        answer = log_in_as().get(LIST, {"clauses": typed})
        assert "「1.2」のように入力してください" in words(answer)
        assert listed(answer) == []


def test_a_page_reads_no_more_answers_than_it_shows(city):
    request = factories.disclosure_request()
    answer = factories.disposition(request=request)
    requests = copies.copied(request, MANY)
    copies.copied(answer, MANY, request=iter(requests))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    office = log_in_as()
    with CaptureQueriesContext(connection) as asked:
        assert len(listed(office.get(LIST))) == PER_PAGE
    (rows,) = (query["sql"] for query in asked if "decided_on" in query["sql"])
    if connection.vendor == "postgresql":
        assert plans.rows_read(rows, Disposition._meta.db_table) <= 3 * PER_PAGE
        assert plans.rows_read(rows, DisclosureRequest._meta.db_table) <= 3 * PER_PAGE
    else:
        assert plans.steps(rows)[0].startswith("SEARCH disclosure_disposition USING INTEGER")
