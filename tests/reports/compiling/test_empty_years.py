"""A year without records has a complete report: every section says that there was nothing."""

from datetime import date

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Listing, Paragraph, Section, Table
from kurume_privacy.models import Agency, Regime
from reports.compiling.compile import compile_report
from tests import factories
from tests.reports import described, naive
from tests.reports.printed import numbers_in, printed, values_of

pytestmark = pytest.mark.django_db

SECTIONS = (
    "registrations",
    "disclosure",
    "outside_use",
    "reviews",
    "council",
    "publication",
    "training",
)
every_year = pytest.mark.parametrize("year", [2021, 2023, 2030, 1990])


def paragraphs(section: Section) -> list[str]:
    found = (block for block in section.blocks if isinstance(block, Paragraph))
    return ["".join(map(str, paragraph.content)) for paragraph in found]


def tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def test_the_sentences_of_a_year_without_records():
    report = compile_report(FiscalYear(2021))
    assert [paragraphs(section) for section in report.sections] == [
        [
            "実施機関からの個人情報保管等に係る業務の届出件数は、下記のとおりです。"
            "令和3年度には、業務の届出はありませんでした。"
        ],
        [
            "自己に関する個人情報の開示等請求状況は、下記のとおりです。"
            "令和3年度には、請求はありませんでした。",
            "一部承諾、不存在、拒否はありませんでした。",
        ],
        ["令和3年度には、目的外利用・外部提供の届出はありませんでした。"],
        ["令和3年度には、審査請求はありませんでした。"],
        ["令和3年度は、情報公開・個人情報保護審議会を開催しませんでした。"],
        ["令和2年度の久留米市個人情報保護制度の運用状況の公表の記録は、ありません。"],
        ["令和3年度には、研修等の実施はありませんでした。"],
    ]


@every_year
def test_all_seven_sections_are_there(year):
    report = compile_report(FiscalYear(year))
    assert tuple(section.key for section in report.sections) == SECTIONS
    assert all(section.title for section in report.sections)


@every_year
def test_every_section_says_that_there_was_nothing(year):
    for section in compile_report(FiscalYear(year)).sections:
        said = [text for text in paragraphs(section) if not text.startswith("（注）")]
        assert all(text.endswith(("ませんでした。", "ありません。")) for text in said)
        assert said


@every_year
def test_every_number_is_zero(year):
    found = list(numbers_in(compile_report(FiscalYear(year))))
    assert found
    assert {number.value for number in found} == {0}


@every_year
def test_the_count_by_hand_finds_nothing_either(year):
    assert printed(compile_report(FiscalYear(year))) == naive.count(described.city(), year)


@every_year
def test_no_table_or_list_is_empty(year):
    """What has no rows is left out; the paragraph above says why."""
    for section in compile_report(FiscalYear(year)).sections:
        assert all(list(values_of(table)) for table in tables(section))
        assert not [block for block in section.blocks if isinstance(block, Listing)]


@every_year
def test_the_tables_show_every_row_of_the_law_with_zeros(year):
    notices, asked, uses, *others = map(tables, compile_report(FiscalYear(year)).sections)
    requests, *courses = asked
    assert len(courses) == (year >= 2023)
    agencies = [agency.name for agency in bound_in(year)]
    assert rows(*notices) == rows(*uses) == [*((name,) for name in agencies), ("合計",)]
    assert rows(requests) == [*rows_of_the_law(year), ("合計",)]
    assert not any(others)


def rows(table: Table) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(value.row for value in values_of(table)))


def bound_in(year: int) -> list[Agency]:
    """All ten under the ordinance; under the Act neither the assembly nor the corporation."""
    others = ["議会", "土地開発公社"] if year >= 2023 else []
    return list(Agency.objects.exclude(name__in=others))


def rows_of_the_law(year: int) -> list[tuple[str, ...]]:
    """Every kind, and every method of a kind that has some."""
    regime = Regime.objects.get(name=factories.regime_on(date(year, 4, 1)))
    methods = [method.name for method in regime.disclosuremethod_set.all()]
    return [
        row
        for kind in regime.requestkind_set.all()
        for row in ([(kind.name, name) for name in methods] if kind.has_method else [(kind.name,)])
    ]


@every_year
def test_records_of_the_neighbouring_years_change_nothing(year):
    empty = compile_report(FiscalYear(year))
    factories.public_notice(year)
    for day in (date(year, 3, 31), date(year + 1, 4, 1)):
        factories.business_notice(notified_on=day)
        factories.disposition(request=factories.disclosure_request(received_on=day))
        factories.use_notice(notified_on=day)
        factories.council_session(FiscalYear.of(day).start)
        factories.training(month=day.replace(day=1))
    assert compile_report(FiscalYear(year)) == empty
