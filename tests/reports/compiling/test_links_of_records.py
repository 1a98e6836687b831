"""Whatever was recorded, every number of the report opens the list of exactly what it counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Number, Paragraph
from kurume_privacy.models import Role
from reports.compiling.compile import compile_report
from reports.edition import placeholders
from reports.edition.placeholders import names_of
from tests import factories
from tests.examples import examples
from tests.reports import described, drawing, ledger
from tests.reports.opened import (
    Lists,
    assert_numbers_are_their_lists,
    assert_tables_say_what_they_leave_out,
    every_number,
    tables_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return factories.user("office", Role.OFFICE)


def compiled(year=2021):
    return compile_report(FiscalYear(year))


def paragraph(report, key):
    found = (block for section in report.sections for block in section.blocks)
    return next(block for block in found if isinstance(block, Paragraph) and block.key == key)


def named(report, key, name):
    return names_of(paragraph(report, key))[name]


def table(report, key):
    return next(table for table in tables_of(report) if table.key == key)


def reasons(table):
    return {why: number.value for why, number in table.coverage.left_out}


class RandomYears(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()
        cls.office = factories.user("office", Role.OFFICE, division=None)

    @examples(5)
    @given(st.data(), st.sampled_from(drawing.YEARS))
    def test_every_number_of_any_year_is_the_length_of_its_list(self, data, year):
        ledger.enter(data.draw(drawing.cities_about(year, self.laws, self.agencies)))
        report = compiled(year)
        assert_numbers_are_their_lists(report, Lists(self.office))
        assert_tables_say_what_they_leave_out(report)


@pytest.mark.parametrize("year", [1990, 2021, 2023, 2030])
def test_noughts_of_a_year_without_records_lead_to_empty_lists(office, year):
    assert_numbers_are_their_lists(compiled(year), Lists(office))


def test_the_year_in_which_the_law_changes_leads_to_each_law_by_itself(office):
    ledger.change_the_law(date(2024, 10, 1))
    for day in (date(2024, 4, 1), date(2024, 10, 1)):
        law = law_on(day)
        asked = {"received_on": day, "kind": factories.kind(regime_name=law)}
        factories.disposition(request=factories.disclosure_request(**asked))
        factories.use_notice(notified_on=day, ground=factories.ground(regime_name=law))
    report = compiled(2024)
    assert_numbers_are_their_lists(report, Lists(office))
    assert_tables_say_what_they_leave_out(report)
    requests = table(report, "disclosure.requests")
    assert reasons(requests) == {"適用法令が「個人情報の保護に関する法律」の請求": 1}


def law_on(day):
    return factories.ORDINANCE if day < date(2024, 10, 1) else factories.ACT


def test_what_two_laws_call_by_one_name_leads_to_both(office):
    ledger.change_the_law(date(2024, 10, 1))
    for day in (date(2024, 4, 1), date(2024, 10, 1), date(2024, 10, 2)):
        ground = factories.ground(regime_name=law_on(day))
        factories.use_notice(notified_on=day, ground=ground)
    both = named(compiled(2024), "outside_use.grounds", "法令")
    assert both.value == Lists(office).length(both.link) == 3


# Where a number leads


def test_a_request_answered_twice_counts_twice_among_its_answers(office):
    request = factories.disclosure_request()
    for name in ("承諾", "不存在"):
        factories.disposition(request=request, outcome=factories.outcome(name))
    report = compiled()
    assert_numbers_are_their_lists(report, Lists(office))
    granted = named(report, "disclosure.requests", "開示請求の全部承諾")
    assert granted.link.page == "disclosure:disposition_list"


def test_a_request_that_waits_is_found_among_those_without_an_answer(office):
    factories.disclosure_request()
    waiting = named(compiled(), "disclosure.requests", "開示請求の処理中")
    assert ("lacking", "answer") in waiting.link.query
    assert Lists(office).length(waiting.link) == waiting.value == 1


def test_a_request_without_a_method_is_found_as_one(office):
    request = factories.disclosure_request()
    request.method = None
    request.save()
    without = named(compiled(), "disclosure.requests", "方法の記載なし")
    assert ("method", "none") in without.link.query
    assert Lists(office).length(without.link) == without.value == 1


def test_a_combination_of_clauses_is_found_exactly(office):
    partly = factories.outcome("一部承諾")
    for numbers in ((1,), (2,), (1, 2), (1, 2), (1, 2, 3)):
        clauses = [factories.clause(number) for number in numbers]
        factories.disposition(clauses, outcome=partly)
    report = compiled()
    found = {dict(n.link.query).get("clauses"): n.value for n in every_number(report)}
    assert (found["1"], found["2"], found["1.2"], found["1.2.3"]) == (1, 1, 2, 1)
    assert_numbers_are_their_lists(report, Lists(office))


def test_a_breakdown_leaves_out_other_outcomes_and_other_agencies():
    partly, clauses = factories.outcome("一部承諾"), [factories.clause(1)]
    for division in (factories.division(), factories.division(agency_name="教育委員会")):
        request = factories.disclosure_request(division=division)
        factories.disposition(clauses, request=request, outcome=partly)
    factories.disposition()
    tables = [table for table in tables_of(compiled()) if table.agency]
    assert [table.agency for table in tables] == ["市長", "教育委員会"]
    assert reasons(tables[0]) == {
        "処理の区分が「承諾」のもの": 1,
        "一部承諾のうち、実施機関が「教育委員会」のもの": 1,
    }


def test_an_appeal_from_before_is_found_by_the_year_of_the_report(office):
    factories.review_request(received_on=date(2021, 5, 1))
    factories.review_request(
        received_on=date(2021, 5, 2), ruled_on=date(2021, 6, 1), ruling="dismissed"
    )
    factories.review_request(received_on=date(2022, 5, 1))
    report = compiled(2022)
    before = named(report, "reviews.received", "繰越し")
    assert before.value == Lists(office).length(before.link) == 1
    assert table(report, "reviews.list").coverage.records.value == 2
    assert_numbers_are_their_lists(report, Lists(office))
    assert_numbers_are_their_lists(compiled(2023), Lists(office))  # a year that received none


def test_the_meetings_of_a_session_are_a_list_of_their_own(office):
    for _ in range(2):
        session = factories.council_session()
        for _ in range(3):
            factories.meeting(session=session)
    report = compiled()
    meetings = [n for n in every_number(report) if n.link.page == "council:meeting_list"]
    assert [number.value for number in meetings] == [3, 3]
    assert_numbers_are_their_lists(report, Lists(office))


def test_a_placeholder_brings_its_link_along(office):
    factories.use_notice()
    factories.wording(text="同意{本人同意}件、法令{法令}件")
    found = paragraph(compiled(), "outside_use.grounds")
    content = found.content
    numbers = [part for part in content if isinstance(part, Number)]
    assert [number.value for number in numbers] == [0, 1]
    assert [Lists(office).length(number.link) for number in numbers] == [0, 1]
    assert placeholders.as_typed(content, found) == "同意{本人同意}件、法令{法令}件"
