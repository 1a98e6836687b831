"""A year in which the law changes: each law has its part, and each record counts under its own."""

from datetime import date

import pytest

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.compiling.compile import compile_report
from tests import factories
from tests.factories import ACT, ORDINANCE, saved
from tests.reports import described, ledger, naive
from tests.reports.printed import Said, Tabled, counted, printed

pytestmark = pytest.mark.django_db

CHANGE = date(2022, 10, 1)
BEFORE, AFTER = date(2022, 9, 30), CHANGE


@pytest.fixture(autouse=True)
def _the_law_changes(db):
    """The Act comes into force in the middle of 令和４年度."""
    ledger.change_the_law(CHANGE)


def request(day: date, law: str, outcome: str) -> None:
    """Record a request for disclosure under the law, answered so."""
    asked = factories.disclosure_request(
        received_on=day,
        kind=factories.kind("開示", law),
        method=factories.method("閲覧", law),
    )
    factories.disposition(request=asked, outcome=factories.outcome(outcome, law))


def use(day: date, law: str, ground: str, **texts) -> None:
    factories.use_notice(notified_on=day, ground=factories.ground(ground, law), **texts)


def section(key: str) -> list:
    """Return a section of the year, which a count by hand confirms."""
    found = printed(compile_report(FiscalYear(2022)))
    assert found == naive.count(described.city(), 2022)
    return found[key]


def test_each_law_has_its_part_and_counts_its_own_requests():
    request(BEFORE, ORDINANCE, "承諾")
    request(AFTER, ACT, "全部開示")
    request(AFTER, ACT, "全部開示")
    blocks = section("disclosure")
    headings = [block.text for block in blocks if isinstance(block, Said)]
    assert [text for text in headings if text in (ORDINANCE, ACT)] == [ORDINANCE, ACT]
    tables = [block for block in blocks if isinstance(block, Tabled)]
    tables = [table for table in tables if table.key == "disclosure.requests"]
    assert [table.values[0].text for table in tables] == [counted(1), counted(2)]


def test_the_words_are_those_of_the_law_in_force_when_the_year_ends():
    assert compile_report(FiscalYear(2022)).title == f"令和4年度久留米市における{ACT}の運用状況"
    assert "目的外提供" in section("outside_use")[0].text


def test_grounds_of_one_name_are_told_apart_by_their_article():
    use(BEFORE, ORDINANCE, "法令")
    use(AFTER, ACT, "法令")
    said = section("outside_use")[-1].text
    assert "法令（条例第9条第3項第2号）が<1>件" in said
    assert "法令（法第69条第1項）が<1>件" in said


def test_listed_grounds_stand_in_the_order_of_their_laws():
    listed = factories.ground("法令", ACT)
    listed.listed_in_report = True
    saved(listed)
    texts = {"using_business": "利用先", "used_business": "利用された業務", "items": "氏名"}
    use(BEFORE, ORDINANCE, "生命等の保護", **texts)
    use(AFTER, ACT, "法令", **texts)
    captions = [table.caption for table in section("outside_use")[-2:]]
    assert captions == [
        "条例第9条第3項第3号（生命等の保護）適用<1>件の内訳",
        "法第69条第1項（法令）適用<1>件の内訳",
    ]
