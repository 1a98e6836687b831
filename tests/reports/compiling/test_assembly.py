"""What falls under the assembly's own ordinance: told by itself, and never added to the city's."""

from datetime import date

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import by_of
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import Heading, Paragraph, Table
from kurume_privacy.models import Role
from reports.compiling.checks.agreement import disagreements
from reports.compiling.checks.previous import main_figures
from reports.compiling.compile import compile_report
from reports.edition.canonical import canonical, report_of
from tests import factories
from tests.factories import ACT, ASSEMBLY, ORDINANCE
from tests.reports import described, naive
from tests.reports.opened import (
    Lists,
    assert_numbers_are_their_lists,
    assert_tables_say_what_they_leave_out,
    every_number,
)
from tests.reports.printed import printed

pytestmark = pytest.mark.django_db

YEAR, NEXT = FiscalYear(2024), FiscalYear(2025)
BEFORE, DAY, LATER = date(2024, 3, 1), date(2024, 5, 7), date(2025, 5, 7)


def request(law, day):
    """Record a request under this law."""
    agency = "議会" if law == ASSEMBLY else "市長"
    return factories.disclosure_request(
        received_on=day,
        kind=factories.kind("開示", law),
        division=factories.division(agency_name=agency),
    )


def appeal(law, received_on=DAY, **fields):
    """Record an appeal about a request under this law, against no answer."""
    asked = request(law, date(2023, 3, 1) if law == ORDINANCE else date(2024, 2, 1))
    return factories.review_request(
        against="no_answer", request=asked, received_on=received_on, **fields
    )


def reported(year=YEAR):
    """Return section 4 of a year, which a count by hand confirms."""
    report = compile_report(year)
    (section,) = (section for section in report.sections if section.key == "reviews")
    assert printed(report)["reviews"] == naive.count(described.city(), int(year))["reviews"]
    assert disagreements(report) == []
    assert_tables_say_what_they_leave_out(report)
    return section


def sentences(section) -> list[str]:
    """Return its headings and sentences."""
    told = (block for block in section.blocks if isinstance(block, Heading | Paragraph))
    return ["".join(map(str, block.content)) for block in told]


def rows(section) -> list[list[str]]:
    """Return the keys of the rows of each of its tables."""
    tables = (block for block in section.blocks if isinstance(block, Table))
    return [[row.key for group in table.groups for row in group] for table in tables]


def test_two_laws_with_two_appeals_each_are_told_apart():
    for law in (ASSEMBLY, ACT, ASSEMBLY, ACT):
        appeal(law)
    section = reported()
    said = "令和6年度の審査請求は、2件です。"
    assert sentences(section) == [said, ASSEMBLY, said]
    assert [len(keys) for keys in rows(section)] == [2, 2]


def test_what_was_carried_over_is_told_apart_too():
    for law in (ACT, ASSEMBLY):
        appeal(law)
        appeal(law, BEFORE)
        appeal(law, BEFORE)
    said = "令和6年度の審査請求は、1件です。前年度から引き続き審理したものは、2件です。"
    assert sentences(reported()) == [said, ASSEMBLY, said]


def test_the_assembly_alone_is_none_of_the_citys():
    appeal(ASSEMBLY)
    appeal(ASSEMBLY)
    assert sentences(reported()) == [
        "令和6年度には、審査請求はありませんでした。",
        ASSEMBLY,
        "令和6年度の審査請求は、2件です。",
    ]


def test_the_city_alone_is_told_as_ever():
    appeal(ACT)
    appeal(ORDINANCE)
    section = reported()
    assert sentences(section) == ["令和6年度の審査請求は、2件です。"]
    assert [block.key for block in section.blocks] == ["reviews.received", "reviews.list"]
    assert {number.link.query for number in every_number(section)} == {
        (("year", 2024),),
        (("carried_into", 2024),),
        (("carried_into", 2025),),
        (("reported_in", 2024),),
    }


def test_a_year_after_the_assembly_s_were_ruled_tells_of_none():
    appeal(ACT)
    appeal(ASSEMBLY, ruled_on=date(2025, 3, 31), ruling="dismissed")
    assert ASSEMBLY in sentences(reported())
    said = "令和7年度には、審査請求はありませんでした。前年度から引き続き審理したものは、1件です。"
    assert sentences(reported(NEXT)) == [said]


def test_a_request_of_the_assembly_before_its_own_ordinance_is_one_of_the_citys():
    asked = factories.disclosure_request(
        received_on=date(2023, 3, 1), division=factories.division(agency_name="議会")
    )
    factories.review_request(against="no_answer", request=asked, received_on=DAY)
    appeal(ASSEMBLY)
    said = "令和6年度の審査請求は、1件です。"
    assert sentences(reported()) == [said, ASSEMBLY, said]


def test_the_numbers_of_the_city_have_the_identities_they_ever_had():
    for law in (ACT, ASSEMBLY, ASSEMBLY):
        appeal(law)
    found = {number.identity: number.value for number in every_number(reported())}
    apart = {"regime": "assembly"}
    assert found == {
        ("reviews.reported", by_of(origin="received")): 1,
        ("reviews.reported", by_of(origin="carried_over")): 0,
        ("reviews.pending", ()): 1,
        ("reviews.reported", ()): 1,
        ("reviews.reported", by_of(origin="received", **apart)): 2,
        ("reviews.reported", by_of(origin="carried_over", **apart)): 0,
        ("reviews.pending", by_of(**apart)): 2,
        ("reviews.reported", by_of(**apart)): 2,
    }


def test_every_number_opens_its_own_appeals():
    office = factories.user("office", Role.OFFICE)
    for law in (ORDINANCE, ACT, ASSEMBLY, ASSEMBLY):
        for day in (BEFORE, DAY, LATER):
            appeal(law, day)
    appeal(ASSEMBLY, DAY, ruled_on=LATER, ruling="dismissed")
    appeal(ACT, BEFORE, ruled_on=DAY, ruling="dismissed")
    for year in (YEAR.previous, YEAR, NEXT):
        reported(year)
        assert_numbers_are_their_lists(compile_report(year), Lists(office))


def test_neither_main_figure_counts_the_assemblys():
    for law in (ACT, ASSEMBLY, ASSEMBLY, ACT, ASSEMBLY):
        appeal(law)
        request(law, DAY)
    before, now = main_figures(compile_report(YEAR.previous)), main_figures(compile_report(YEAR))
    assert (before["disclosure"], now["disclosure"]) == (2, 2)
    assert (before["reviews"], now["reviews"]) == (0, 2)


def test_an_edition_has_the_main_figures_of_its_report():
    for law in (ACT, ASSEMBLY, ASSEMBLY):
        appeal(law)
        request(law, DAY)
    report = compile_report(YEAR)
    again = report_of(canonical(as_data(report)))
    assert main_figures(again) == main_figures(report)
