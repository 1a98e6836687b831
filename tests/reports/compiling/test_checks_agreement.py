"""Whatever number of a report is another than it should be, the check of totals notices it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Severity
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
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
    text_cell,
)
from reports.compiling.checks.agreement import disagreements, findings
from reports.compiling.compile import compile_report
from tests import factories
from tests.examples import examples
from tests.reports import described, drawing, ledger
from tests.reports.compiling.test_queries import fill
from tests.reports.doctored import doctored, numbers, without_links
from tests.reports.documents import count_cell

# Only the records know these: how many appeals were pending in the end, and in how many meetings
# a session was held.
ALONE = {"年度末の審理中"}


def doctored_one_by_one(report: Report):
    """Yield each number's place, and the report in which this one is one more than it was."""
    for place, number in numbers(report):
        meetings = "cells" in place and section_of(report, place) == "council"
        if number.name not in ALONE and not meetings:
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
    place = next(place for place, number in numbers(reiwa3) if number.name == "請求件数")
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
    named = [number for _, number in numbers(report) if number.name == "閲覧"]
    assert sorted(number.value for number in named) == [1, 1, 2]


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


TOTAL = "合計"


def table(*columns: int, total: int) -> Table:
    head = Row((header_cell("区分", "col"), header_cell("件数", "col")))
    rows = [Row((header_cell(f"行{n}", "row"), count_cell(n))) for n in columns]
    whole = Row((header_cell(TOTAL, "row"), count_cell(total)), total=True)
    return Table("made.table", "表", (head,), ((*rows, whole),))


def report_of(*blocks) -> Report:
    return Report(2021, "見本", "", (Section("made", "見本", blocks),))


@given(st.lists(st.integers(0, 99), min_size=1), st.integers(-3, 3))
def test_a_total_is_the_sum_of_its_rows(values, off):
    wrong = disagreements(report_of(table(*values, total=sum(values) + off)))
    assert bool(wrong) == bool(off)


def captioned(number: int, *, key="outside_use.listed.made") -> Report:
    """Return a report of a table of three rows, a group each, under how many it says they are."""
    rows = [(Row((header_cell(f"行{n}", "row"), text_cell("利用"))),) for n in range(3)]
    head = (Row((header_cell("番号", "col"), header_cell("内容", "col"))),)
    return report_of(Table(key, "一覧", head, tuple(rows), caption=(Number(number), "件")))


def test_a_list_says_how_many_it_has():
    assert disagreements(captioned(3)) == []
    (wrong,) = disagreements(captioned(4))
    assert wrong == "「一覧」の件数：4とありますが、数え直すと3です。"
    assert disagreements(captioned(4, key="another.table")) == []


def test_a_group_is_the_sum_of_its_rows():
    head = (Row(tuple(header_cell(name, "col") for name in ("部局", "件数", "内訳"))),)
    first = (header_cell("総務部", "rowgroup", rowspan=2), count_cell(3, rowspan=2))
    for parts, agrees in (((1, 2), True), ((1, 1), False)):
        rows = [Row((*first, count_cell(parts[0]))), Row((count_cell(parts[1]),))]
        found = disagreements(report_of(Table("made.groups", "内訳", head, (tuple(rows),))))
        assert found == ([] if agrees else ["「内訳」の総務部：3とありますが、数え直すと2です。"])


def test_a_column_without_a_head_is_named_by_its_place():
    rows = (Row((count_cell(1),)), Row((count_cell(2),), total=True))
    (wrong,) = disagreements(report_of(Table("made.headless", "表", (), (rows,))))
    assert wrong == "「表」の合計（1列目）：2とありますが、数え直すと1です。"


def headed(number: int, *below) -> list[str]:
    """Return what is wrong with a heading that says so many, and what stands below it."""
    return disagreements(report_of(Heading(("一部承諾", Number(number, "一部承諾"))), *below))


def test_a_heading_says_what_stands_below_it_up_to_the_next_one():
    listing = Listing("made.list", (), (Line((Number(2),)), Line((Number(3),))))
    following = (Heading(("不存在", Number(5, "不存在"))), listing)
    assert headed(5, listing) == headed(5, listing, *following) == []
    assert headed(5, table(2, 3, total=5)) != []  # its total is counted once more
    (wrong,) = headed(6, listing, *following)
    assert wrong == "見出しの「一部承諾」：6とありますが、数え直すと5です。"


def test_the_sentence_says_both_numbers():
    (wrong,) = disagreements(report_of(table(1, 2, total=4)))
    assert wrong == "「表」の合計（件数）：4とありますが、数え直すと3です。"


def test_numbers_of_the_same_records_are_the_same():
    link = Link("disclosure:disclosurerequest_list", query=(("year", 2021),))
    said = Paragraph("made", (Number(3, "請求件数", link), Number(3, link=link)))
    assert disagreements(report_of(said)) == []
    other = replace(said, named=(Number(4, "請求件数の二", link),))
    (wrong,) = disagreements(report_of(other))
    assert wrong.endswith("3と4になっています。")


def test_what_is_counted_and_left_out_is_together_all():
    covered = Coverage("請求", Number(3), Number(2), (("取り消したもの", Number(1)),))
    assert disagreements(report_of(replace(table(1, total=1), coverage=covered))) == []
    lost = replace(covered, counted=Number(1))
    assert disagreements(report_of(replace(table(1, total=1), coverage=lost)))


def test_a_wording_may_call_a_number_twice():
    named = (Number(3, "開催回数"),)
    twice = Paragraph("made", (Number(3, "開催回数"), "回、", Number(3, "開催回数")), named)
    assert disagreements(report_of(twice)) == []
    once_wrong = replace(twice, content=(Number(3, "開催回数"), "回、", Number(2, "開催回数")))
    assert disagreements(report_of(once_wrong))
