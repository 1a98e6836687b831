"""An outcome is a part of its parent only for the kinds of request that the parent answers."""

import pytest
from django.db import models

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.models import CountingWay, Role
from reports.compiling.checks.agreement import disagreements
from reports.compiling.compile import compile_report
from tests import factories
from tests.factories import ACT
from tests.reports.opened import Lists, assert_numbers_are_their_lists
from tests.reports.printed import Tabled, printed, texts_of

pytestmark = pytest.mark.django_db

YEAR = FiscalYear(2025)


def answered(kind: str, outcome: str, times: int) -> None:
    asked = factories.kind(kind, regime_name=ACT)
    for _ in range(times):
        request = factories.disclosure_request(received_on=YEAR.first_day, kind=asked)
        factories.disposition(
            request=request, outcome=factories.outcome(outcome, regime_name=ACT), clauses=[]
        )


@pytest.fixture
def report():
    models.QuerySet(CountingWay).update(outcomes=CountingWay.Parts.INNER)
    answered("開示", "不存在", 2)
    answered("開示", "却下", 1)
    answered("訂正", "不存在", 3)
    answered("訂正", "不訂正", 4)
    return compile_report(YEAR)


@pytest.fixture
def table(report):
    found, *_ = (block for block in printed(report)["disclosure"] if isinstance(block, Tabled))
    return {(value.row, value.column[-1]): value.text for value in found.values}


def columns(table, *row: str) -> dict[str, str]:
    names = ("不開示", "うち不存在", "不存在", "不訂正")
    return {name: table[row, name].strip("<>") for name in names}


def test_the_sentence_of_each_kind_says_it_as_the_kind_has_it(report):
    text = "".join(texts_of(printed(report)))
    assert "不開示<2>件、うち不存在<2>件" in text
    assert "不訂正<4>件、不存在<3>件" in text


def test_the_table_counts_it_within_for_one_kind_and_beside_for_the_other(table):
    asked = columns(table, "開示", "閲覧")
    assert asked == {"不開示": "2", "うち不存在": "2", "不存在": "0", "不訂正": "0"}
    asked = columns(table, "訂正")
    assert asked == {"不開示": "0", "うち不存在": "0", "不存在": "3", "不訂正": "4"}


def test_the_totals_are_of_the_same_answers(table):
    asked = columns(table, "合計")
    assert asked == {"不開示": "2", "うち不存在": "2", "不存在": "3", "不訂正": "4"}


def test_every_number_agrees_with_the_others_and_opens_its_records(report):
    assert disagreements(report) == []
    assert_numbers_are_their_lists(report, Lists(factories.user("head", Role.OFFICE)))
