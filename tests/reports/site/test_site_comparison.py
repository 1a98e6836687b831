"""The comparison over the years: the same words side by side, nothing translated."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import by_of
from kurume_privacy.document.structure import (
    Number,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    header_cell,
    number_cell,
)
from reports import sections
from reports.compiling.compile import compile_report
from reports.site import comparison
from reports.site.building import current_site
from tests import factories
from tests.reports.doctored import doctored, numbers
from tests.reports.editions import edition

SECTIONS = {one.key: one.compared for one in sections.SECTIONS if one.compared}
REQUESTS, ANSWERS = "disclosure.requests", "disclosure.dispositions"


def compare(reports):
    return comparison.compare(reports, SECTIONS)


def report(year, subject="久留米市個人情報保護条例", regime="ordinance", **outcomes):
    """Return a report with one table of requests, and how many appeals there were."""
    by = by_of(regime=regime)
    numbers = [Number(sum(outcomes.values()), REQUESTS, by, "請求件数")]
    numbers += [
        Number(value, ANSWERS, by_of(regime=regime, outcome=KEYS.get(word, word)), word)
        for word, value in outcomes.items()
    ]
    table = Table(
        "disclosure.requests",
        "請求",
        (Row((header_cell("区分", "col"), *(header_cell(one.label, "col") for one in numbers))),),
        ((Row((header_cell("合計", "row"), *map(number_cell, numbers)), total=True),),),
    )
    received = Number(2, "reviews.reported", by_of(origin="received"), "審査請求")
    found = (
        Section("disclosure", "請求の状況", (table,)),
        Section("reviews", "審査", (Paragraph("reviews.received", (), (received,)),)),
    )
    title = f"{FiscalYear(year)}{subject}の運用状況"
    return Report(year, title, "", found)


KEYS = {"承諾": "granted", "全部開示": "granted"}  # the law changed its word


def figures(compared):
    return {
        (group.key, figure.word): figure.numbers
        for group in compared.groups
        for figure in group.figures
    }


def test_the_same_word_stands_in_one_row():
    found = figures(compare([report(2020, 承諾=3), report(2021, 承諾=5)]))
    assert found["disclosure", "承諾"] == (3, 5)
    assert found["reviews", "審査請求"] == (2, 2)


def test_what_a_year_does_not_know_stays_empty_and_is_no_zero():
    found = figures(compare([report(2022, 承諾=3), report(2023, "法", 全部開示=0)]))
    assert found["disclosure", "請求件数"] == (3, 0)
    assert found["disclosure", "承諾"] == (3, None)
    assert found["disclosure", "全部開示"] == (None, 0)


def test_a_year_under_two_laws_is_the_sum_of_both_under_each_word():
    one = report(2023, 承諾=3, 不存在=2)
    other = report(2023, "法", regime="act", 全部開示=4, 不存在=1)
    found = figures(compare([replace(one, sections=(*one.sections, *other.sections))]))
    assert found["disclosure", "請求件数"] == (10,)
    assert found["disclosure", "承諾"] == (3,)
    assert found["disclosure", "全部開示"] == (4,)
    assert found["disclosure", "不存在"] == (3,)


def test_what_is_never_added_is_left_out():
    city, own = (
        report(2024, "法", regime="act", 全部開示=4),
        report(2024, regime="assembly", 承諾=3),
    )
    both = replace(city, sections=(*city.sections, *own.sections))
    found = comparison.compare([both, both], SECTIONS, {"assembly"})
    assert figures(found)["disclosure", "請求件数"] == (4, 4)
    assert ("disclosure", "承諾") not in figures(found)
    assert [chart.rows for chart in found.charts] == [(("令和6年度", "4"), ("令和6年度", "4"))]


def test_what_is_drawn_goes_on_over_a_change_of_its_word():
    first, second = report(2021, 承諾=1), report(2022, 承諾=2)
    place = next(place for place, one in numbers(second) if one.label == "請求件数")
    (chart,) = compare([first, doctored(second, place, label="受付件数")]).charts
    assert chart.rows == (("令和3年度", "1"), ("令和4年度", "2"))


def test_a_change_of_law_is_said():
    assert not compare([report(2020, 承諾=1), report(2021, 承諾=1)]).law_changed
    changed = compare([report(2022, 承諾=1), report(2023, "法", 全部開示=1)])
    assert changed.law_changed
    assert changed.subjects == ("久留米市個人情報保護条例", "法")


def test_one_year_alone_is_not_drawn():
    assert compare([report(2021, 承諾=1)]).charts == ()
    assert compare([]).groups == ()


def test_a_chart_says_what_its_table_says():
    (chart,) = compare([report(year, 承諾=year - 2000) for year in range(2015, 2023)]).charts
    assert chart.rows[0] == ("平成29年度", "17")
    assert chart.rows[-1] == ("令和4年度", "22")
    assert len(chart.rows) == len(chart.bars) == 6


def test_a_wording_that_leaves_a_number_out_leaves_the_row_empty():
    silent = Report(2021, "", "", (Section("reviews", "", (Paragraph("reviews.received", ()),)),))
    assert figures(compare([report(2020, 承諾=1), silent]))["reviews", "審査請求"] == (2, None)


@pytest.mark.django_db
class TestRealYears:
    def test_each_number_is_that_of_the_year_s_own_table(self, city):
        for received_on in (date(2021, 5, 1), date(2021, 6, 1), date(2023, 5, 1)):
            factories.disposition(
                request=factories.disclosure_request(
                    division=city.residents, received_on=received_on
                )
            )
        found = figures(compare([compile_report(FiscalYear(year)) for year in (2021, 2022, 2023)]))
        assert found["disclosure", "請求件数"] == (2, 0, 1)
        assert found["disclosure", "処理の内訳：承諾"] == (2, 0, None)
        assert found["disclosure", "処理の内訳：全部開示"] == (None, None, 1)
        assert found["council", "開催回数"] == (0, 0, 0)

    def test_the_assembly_is_not_added_to_the_city(self, city):
        day = date(2024, 5, 1)
        for law in (factories.ACT, *[factories.ASSEMBLY] * 2):
            agency = "議会" if law == factories.ASSEMBLY else "市長"
            request = factories.disclosure_request(
                division=factories.division(agency_name=agency),
                received_on=day,
                kind=factories.kind("開示", law),
            )
            factories.review_request(against="no_answer", request=request, received_on=day)
        edition(2024)
        html = current_site()["comparison/"].content.decode()
        rows = re.findall(r'<th scope="row">(請求件数|審査請求)</th>\s*<td>(.*?)</td>', html)
        assert rows == [("請求件数", "1"), ("審査請求", "1")]

    def test_the_page_compares_current_editions_and_names_both_laws(self, city):
        edition(2022)
        factories.disclosure_request(division=city.residents, received_on=date(2022, 5, 1))
        edition(2022, 2)
        edition(2023)
        html = current_site()["comparison/"].content.decode()
        row = re.search(r'<th scope="row">請求件数</th>(.*?)</tr>', html)
        assert re.findall(r"<td>(.*?)</td>", row[1]) == ["1", "0"]
        assert "比べるときの注意" in html
        assert "<svg" in html
