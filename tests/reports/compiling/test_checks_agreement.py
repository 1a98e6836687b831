"""Whatever number of a report is another than it should be, the check of totals notices it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.identity import by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Apart,
    Coverage,
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    number_cell,
    text_cell,
)
from kurume_privacy.models import RequestKind
from reports.compiling.checks.agreement import disagreements, findings
from reports.compiling.compile import compile_report
from tests import factories
from tests.examples import examples
from tests.reports import described, drawing, ledger
from tests.reports.compiling.test_queries import fill
from tests.reports.doctored import doctored, numbers, without_links

# Only the records know these: how many appeals were pending in the end, and in how many meetings
# a session was held.
ALONE = {"年度末の審理中"}


def doctored_one_by_one(report: Report):
    """Yield each number's place, and the report in which this one is one more than it was."""
    for place, number in numbers(report):
        meetings = "cells" in place and section_of(report, place) == "council"
        if number.label not in ALONE and not meetings:
            yield place, doctored(report, place, value=number.value + 1)


def section_of(report: Report, place: tuple) -> str:
    return report.sections[place[1]].key


def test_the_sample_agrees(reiwa3):
    assert disagreements(reiwa3) == []
    assert list(findings(reiwa3)) == []


def test_every_number_of_the_sample_is_held_against_another(reiwa3):
    report = without_links(reiwa3)
    unnoticed = [place for place, wrong in doctored_one_by_one(report) if not disagreements(wrong)]
    assert unnoticed == []


def test_a_wrong_number_is_an_error_that_names_its_place(reiwa3):
    place = next(place for place, number in numbers(reiwa3) if number.label == "請求件数")
    (finding,) = findings(doctored(reiwa3, place, value=1))
    assert (finding.check, finding.severity) == ("totals_agree", Severity.ERROR)
    assert any("文の「請求件数」：1とありますが" in subject for subject in finding.subjects)


@pytest.mark.django_db
class TestTwoLaws:
    @pytest.fixture
    def report(self):
        fill(2024, each=4)
        ledger.change_the_law(date(2024, 10, 1))
        day = date(2024, 5, 1)
        for name in ("開示", "訂正"):
            factories.disclosure_request(received_on=day, kind=factories.kind(name))
        partly, several = factories.outcome("一部承諾"), [factories.clause(1), factories.clause(2)]
        asked = factories.disclosure_request(received_on=day, kind=factories.kind())
        factories.disposition(several, request=asked, outcome=partly)
        factories.disclosure_request(received_on=date(2024, 11, 1))
        return without_links(compile_report(FiscalYear(2024)))

    def test_agree(self, report):
        assert disagreements(report) == []

    def test_every_number_of_the_requests_is_held_against_another(self, report):
        unnoticed = [
            place
            for place, wrong in doctored_one_by_one(report)
            if section_of(report, place) == "disclosure" and not disagreements(wrong)
        ]
        assert unnoticed == []


@pytest.mark.django_db
def test_two_kinds_with_methods_agree_and_so_does_a_request_without_one():
    correction = factories.kind("訂正")
    correction.has_method = True
    factories.saved(correction)
    for asked in (correction, factories.kind()):
        factories.disposition(request=factories.disclosure_request(kind=asked))
        taken_over = factories.disclosure_request(kind=asked)
        taken_over.method = None
        taken_over.save()
    report = without_links(compile_report(FiscalYear(2021)))
    assert disagreements(report) == []
    labels = ("閲覧", "開示請求の閲覧", "訂正請求の閲覧")
    found = {number.label: number.value for _, number in numbers(report)}
    assert [found[label] for label in labels] == [2, 1, 1]


@pytest.mark.django_db
def test_a_method_that_the_law_no_longer_asks_for_is_counted_and_explained():
    factories.disposition(request=factories.disclosure_request())
    models.QuerySet(RequestKind).update(has_method=False)
    report = without_links(compile_report(FiscalYear(2021)))
    assert disagreements(report) == []
    (section,) = (section for section in report.sections if section.key == "disclosure")
    assert any("方法の記録がある" in apart.why for apart in section.apart)


@pytest.mark.django_db
def test_a_year_without_records_agrees():
    assert disagreements(compile_report(FiscalYear(2030))) == []


class RandomYears(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()

    @examples(8)
    @given(st.data(), st.sampled_from(drawing.YEARS))
    def test_whatever_is_compiled_agrees(self, data, year):
        ledger.enter(data.draw(drawing.cities_about(year, self.laws, self.agencies)))
        report = compile_report(FiscalYear(year))
        assert disagreements(report) == []
        assert disagreements(without_links(report)) == []


# By hand: what the compiling never gives


def count(value: int, label="", **by: str) -> Number:
    return Number(value, "made", by_of(**by), label)


def report_of(*blocks, apart=()) -> Report:
    return Report(2021, "見本", "", (Section("made", "見本", blocks, apart),))


def table(*values: int, total: int) -> Table:
    """Return a table of a row a kind, and their total."""
    head = Row((header_cell("区分", "col"), header_cell("件数", "col")))
    rows = [
        Row((header_cell(f"行{n}", "row"), number_cell(count(value, kind=f"k{n}"))))
        for n, value in enumerate(values)
    ]
    whole = Row((header_cell("合計", "row"), number_cell(count(total))), total=True)
    return Table("made.table", "表", (head,), ((*rows, whole),))


@given(st.lists(st.integers(0, 99), min_size=1), st.integers(-3, 3))
def test_a_total_is_the_sum_over_what_it_drops(values, off):
    wrong = disagreements(report_of(table(*values, total=sum(values) + off)))
    assert bool(wrong) == bool(off)


def test_what_disagrees_is_named_by_its_place():
    (wrong,) = disagreements(report_of(table(1, 2, total=4)))
    assert wrong == "「表」の合計（件数）：4とありますが、数え直すと3です。"


def test_parts_may_stand_anywhere_and_drop_several_dimensions():
    parts = [count(2, kind="a", agency="x"), count(3, kind="b", agency="x")]
    listing = Listing("l", (), tuple(Line((part,)) for part in parts))
    for total, agrees in ((5, True), (6, False)):
        heading = Heading(("計", count(total, "計")))
        assert (disagreements(report_of(heading, listing)) == []) == agrees
        narrowed = Heading(("計", count(total, "計", agency="x")))
        assert (disagreements(report_of(narrowed, listing)) == []) == agrees


def test_a_total_of_another_measure_is_no_total():
    other = Heading(("計", Number(9, "other", (), "計")))
    assert disagreements(report_of(other, table(1, 2, total=3))) == []


def test_a_section_may_say_why_a_total_is_more_than_its_parts():
    parts = Listing("l", (), (Line((count(1, kind="a", method="x"),)),))
    blocks = (Paragraph("p", (), (count(2, "計"), count(2, "種類", kind="a"))), parts)
    apart = Apart("made", frozenset({"method"}), "方法のない種類がある", unless=frozenset({"kind"}))
    assert len(disagreements(report_of(*blocks))) == 2
    (wrong,) = disagreements(report_of(*blocks, apart=(apart,)))
    assert wrong == "文の「種類」：2とありますが、数え直すと1です。"
    other = replace(apart, measure="other")
    assert len(disagreements(report_of(*blocks, apart=(other,)))) == 2
    within = replace(apart, unless=frozenset(), within=frozenset({"kind"}))
    (wrong,) = disagreements(report_of(*blocks, apart=(within,)))
    assert wrong == "文の「計」：2とありますが、数え直すと1です。"


def test_the_same_number_says_the_same_wherever_it_stands():
    said = Paragraph("made", (count(3, "請求件数"), count(3, "計")), (count(3, "請求件数"),))
    assert disagreements(report_of(said)) == []
    (wrong,) = disagreements(report_of(replace(said, content=(count(4, "計"), count(3, "計")))))
    assert wrong == "文の「計」：4とありますが、数え直すと3です。"


def test_equal_labels_and_equal_lists_make_no_number_the_same():
    link = Link("made:list")
    one, other = replace(count(3, "計", kind="a"), link=link), count(4, "計", kind="b")
    assert disagreements(report_of(Paragraph("made", (one, other)))) == []


def listed(rows: int, counted: int, left_out: int = 0) -> Report:
    """Return a report of a table that lists so many records."""
    head = (Row((header_cell("番号", "col"), header_cell("内容", "col"))),)
    groups = tuple((Row((header_cell(f"{n}", "row"), text_cell("利用"))),) for n in range(rows))
    kinds = [count(counted, kind="a"), count(left_out, kind="b")]
    coverage = Coverage("届出", count(3), kinds[0], (("別の区分", kinds[1]),) if left_out else ())
    return report_of(Table("made.list", "一覧", head, groups, coverage=coverage))


def test_a_list_has_as_many_rows_as_it_counts():
    assert disagreements(listed(3, 3)) == disagreements(listed(2, 2, left_out=1)) == []
    (wrong,) = disagreements(listed(2, 3))
    assert wrong == "「一覧」の件数：3とありますが、数え直すと2です。"


def test_counted_and_left_out_are_together_all():
    assert "「一覧」の対象の記録：3とありますが、数え直すと2です。" in disagreements(listed(2, 2))


def test_a_number_without_a_measure_is_held_against_nothing():
    loose = Paragraph("made", (Number(1, label="甲"), Number(2, label="甲")))
    assert disagreements(report_of(loose)) == []


def test_a_cell_without_a_head_is_named_by_its_place():
    rows = (Row((number_cell(count(1, kind="a")),)), Row((number_cell(count(2)),), total=True))
    (wrong,) = disagreements(report_of(Table("made.headless", "表", (), (rows,))))
    assert wrong == "「表」の2行目（1列目）：2とありますが、数え直すと1です。"
