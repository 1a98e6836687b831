"""Whatever changes in the law from a day on, no report of an earlier year is another."""

from contextlib import suppress
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Listing, Table
from kurume_privacy.law.change_row import change_row, end_row
from kurume_privacy.law.copy_law import copy_law
from kurume_privacy.law.day import like
from kurume_privacy.models import LISTS_OF_LAW, CountingWay, ExemptionClause, Outcome, Regime
from reports.compiling.compile import compile_report
from reports.compiling.rules import version
from tests import factories, laws
from tests.examples import examples
from tests.factories import ACT, ORDINANCE

YEARS = tuple(map(FiscalYear, range(2021, 2025)))
FIRST, LAST = date(2021, 4, 2), date(2026, 3, 31)
days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(days=number))
ACTS = ("change", "change", "change", "end", "add", "copy")
# What is changed besides the name: whatever a report asks a row.
FLAGS = ("listed_in_report", "needs_opinion", "has_method", "is_withdrawal", "states_course")
moves = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from(LISTS_OF_LAW),
    st.integers(0, 40),
    days,
    st.sampled_from(["全く別の名称", "別の名称2", ""]),
    st.booleans(),
)


class LawMoves(TestCase):
    """A transaction an example: each begins with the same few records of four years."""

    @classmethod
    def setUpTestData(cls):
        """Record something of each section under both laws."""
        factories.division()
        for year, law, answers in (
            (2021, ORDINANCE, ("承諾", "不存在")),
            (2022, ORDINANCE, ("拒否", "取下げ")),
            (2023, ACT, ("全部開示", "不存在")),
            (2024, ACT, ("不開示", "取下げ")),
        ):
            for month, answer in zip((5, 11), answers, strict=True):
                day = date(year, month, 10)
                asked = factories.disclosure_request(received_on=day)
                outcome = factories.outcome(answer, law)
                clauses = [factories.clause(1, law)] if answer in ("拒否", "不開示") else []
                factories.disposition(
                    clauses, request=asked, outcome=outcome, decided_on=day + timedelta(days=9)
                )
            notified = {"notified_on": date(year, 8, 1), "ground": factories.ground("法令", law)}
            factories.use_notice(**notified)

    @examples(25)
    @given(st.lists(moves, min_size=1, max_size=4))
    def test_no_earlier_year_is_another(self, drawn):
        for act, model, place, day, name, flag in drawn:
            earlier = [year for year in YEARS if year.last_day < day]
            before = [seen(year) for year in earlier]
            with suppress(ValidationError), transaction.atomic():
                self.move(act, model, place, day, name, flag)
                event(f"{act} done")
            assert [seen(year) for year in earlier] == before, (act, model, day)

    def move(self, act, model, place, day, name, flag):
        """Do one act; one that cannot be done raises ``ValidationError``."""
        if act == "copy":
            regimes = Regime.objects.order_by("pk")
            copy_law(regimes[place % len(regimes)], name or "写した法令", day)
            return
        rows = model.objects.order_by("pk")
        row = rows[place % len(rows)]
        if act == "end":
            end_row(row, day)
        elif act == "add":
            added = like(row, key="", name=name, valid_from=day, valid_until=None)
            factories.saved(added)
        else:
            changed = {field: flag for field in FLAGS if hasattr(row, field)}
            own = {"name": name or row.name, "order": place, "valid_from": day}
            members = {"kinds": [*row.kinds.all()]} if isinstance(row, Outcome) else {}
            change_row(row, like(row, **own | changed), members)


def seen(year):
    """Return the report of a year, and the sum of the rules that bind it."""
    return compile_report(year), version(year)


def test_the_versions_of_a_row_count_as_one(db):
    kind = laws.row(Outcome, "not_held", "ordinance")
    asked = factories.disclosure_request(received_on=date(2022, 5, 1))
    factories.disposition(request=asked, outcome=kind, decided_on=date(2022, 5, 9))
    named = {"name": "保有していない", "prose_name": "保有していない"}
    later = like(kind, **named, valid_from=date(2022, 10, 1))
    later = change_row(kind, later, {"kinds": [*kind.kinds.all()]})
    asked = factories.disclosure_request(received_on=date(2022, 11, 1))
    factories.disposition(request=asked, outcome=later, decided_on=date(2022, 11, 9))
    printed = repr(compile_report(FiscalYear(2022))).replace(asked.kind.regime.breakdown_title, "")
    assert "保有していない" in printed
    assert "不存在" not in printed


def test_another_name_moves_no_row(db):
    """Rows of the same order stand as they were entered, whatever one is called from a day on."""
    before = columns()
    row = laws.row(Outcome, "partly_corrected")
    named = {"name": "訂正の一部", "prose_name": "訂正の一部"}
    later = like(row, **named, valid_from=date(2024, 10, 1))
    change_row(row, later, {"kinds": [*row.kinds.all()]})
    assert columns() == [name.replace("一部訂正", "訂正の一部") for name in before]


def columns():
    """Return the outcomes of the table of requests of an Act year, in their order."""
    report = compile_report(FiscalYear(2024))
    (table,) = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and block.key == "disclosure.requests"
    ]
    return ["".join(map(str, cell.lines[0].content)) for cell in table.head[1].cells]


def test_a_clause_of_another_law_is_no_clause_of_this_one(db):
    """Two laws have a 第3号: the one that ended is not named because the other is."""
    ended = laws.row(ExemptionClause, "3", "ordinance")
    ended.valid_until = date(2022, 3, 31)
    factories.saved(ended)
    act = factories.regime(ACT)
    for regime, answer, number in ((ORDINANCE, "一部承諾", 1), (ACT, "部分開示", 3)):
        day = date(2022, 5, 1) if regime == ORDINANCE else act.valid_from
        asked = factories.disclosure_request(received_on=day)
        answered = factories.outcome(answer, regime)
        clauses = [factories.clause(number, regime)]
        factories.disposition(clauses, request=asked, outcome=answered, decided_on=day)
    for way in CountingWay.objects.all():
        way.dispositions = "flow"
        factories.saved(way)
    asked = factories.disclosure_request(received_on=date(2023, 3, 1))
    answered = factories.outcome("一部承諾", ORDINANCE)
    clauses = [factories.clause(1, ORDINANCE)]
    decided = {"request": asked, "outcome": answered, "decided_on": date(2023, 4, 3)}
    factories.disposition(clauses, **decided)
    legends = [
        [line.marker for line in block.lines]
        for section in compile_report(FiscalYear(2023)).sections
        for block in section.blocks
        if isinstance(block, Listing) and block.key.endswith("legend")
    ]
    assert [("第3号" in legend) for legend in legends] == [False, True]
