"""Where the answers are more than the requests, the report says why; else it says nothing."""

from io import BytesIO

import pytest
from django.db.models import QuerySet
from openpyxl import load_workbook

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Heading, Number, Paragraph, Table
from kurume_privacy.models import Outcome, Role
from reports.compiling.checks.agreement import disagreements
from reports.compiling.compile import compile_report
from reports.rendering import render
from reports.rendering.open_data.workbook import workbook_of
from tests import factories
from tests.factories import DAY
from tests.reports import ledger, reading
from tests.reports.agreement import assert_files_agree, quick_files
from tests.reports.opened import Lists, address_of
from tests.reports.seed import squeeze

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2021)
MORE = (
    "（注）1件の請求に複数の処理を行ったものがあるため、処理の合計{}件は、請求件数{}件"
    "より多くなっています。"
)


def asked(*answers, **fields):
    """Make a request with these answers, by the names of their outcomes."""
    request = factories.disclosure_request(**fields)
    for name in answers:
        clauses = [factories.clause(1)] if name == "一部承諾" else []
        factories.disposition(clauses, request=request, outcome=factories.outcome(name))
    return request


def notes(year=YEAR):
    """Return the notes of section 2 by key."""
    blocks = compile_report(year).sections[1].blocks
    found = [one for one in blocks if isinstance(one, Paragraph) and one.key.endswith(".note")]
    return {one.key: one.content for one in found}


def said(year=YEAR):
    return ["".join(map(str, content)) for content in notes(year).values()]


class TestTheNote:
    def test_is_not_there_where_each_request_has_one_answer(self, city):
        asked("承諾")
        asked("不存在")
        assert said() == []

    def test_is_not_there_in_a_year_without_requests(self, city):
        assert said() == []

    def test_says_that_a_request_has_several_answers(self, city):
        asked("一部承諾", "不存在", "拒否")
        asked("承諾")
        assert said() == [MORE.format(4, 2)]

    def test_is_not_there_where_a_request_waits_for_that_is_a_column(self, city):
        asked("承諾")
        asked()
        assert said() == []

    def test_is_there_though_what_waits_makes_up_for_it(self, city):
        asked("一部承諾", "不存在")
        asked()
        assert said() == [
            "（注）1件の請求に複数の処理を行ったものがあるため、処理の合計2件は、請求件数2件から、"
            "処理中の1件を除いた件数より多くなっています。"
        ]

    def test_of_two_laws_each_speaks_for_itself(self, city):
        ledger.change_the_law(DAY.replace(month=10))
        asked("承諾", "不存在")
        asked("承諾")
        act = factories.kind(regime_name=factories.ACT)
        later = asked(received_on=DAY.replace(month=11), kind=act)
        assert said() == [MORE.format(3, 2)]
        for outcome in act.outcomes.filter(clause_use="none")[:3]:
            factories.disposition(request=later, outcome=outcome)
        first, second = notes()
        assert first == "disclosure.requests.note"
        assert second.startswith("disclosure.requests.")
        assert said() == [MORE.format(3, 2), MORE.format(3, 1)]

    def test_counts_by_identity_and_agrees_with_everything_else(self, city):
        asked("一部承諾", "不存在")
        asked()
        (content,) = notes().values()
        numbers = [part for part in content if isinstance(part, Number)]
        assert [(one.measure, dict(one.by)) for one in numbers] == [
            (measure, {"regime": "ordinance"})
            for measure in ("disclosure.dispositions", "disclosure.requests", "disclosure.pending")
        ]
        lists = Lists(factories.user("office", Role.OFFICE))
        for number in numbers:
            assert lists.length(number.link) == number.value, address_of(number.link)
        assert disagreements(compile_report(YEAR)) == []

    def test_stands_in_every_rendering(self, city):
        asked("一部承諾", "不存在")
        report, text = compile_report(YEAR), squeeze(MORE.format(2, 1))
        assert text in squeeze(reading.text_within(render.html(report), "body"))
        assert text in "".join(reading.pages_of(render.pdf(report)))
        assert MORE.format("", "")[:20] in render.data(report)
        book = load_workbook(BytesIO(workbook_of(report)))
        (noted,) = [
            [row[0] for row in sheet.values]
            for sheet in book
            if any("（注）" in str(row[0]) for row in sheet.values)
        ]
        assert noted[-2:] == [None, MORE.format(2, 1)]
        assert noted[-3] == "合計"
        assert_files_agree(report, quick_files(report))


class TestTheBreakdown:
    """What names no clause: none was entered, or the law has none."""

    def rows(self):
        """Return {(row's label): number} of the breakdown by clause."""
        blocks = compile_report(YEAR).sections[1].blocks
        _, table = (block for block in blocks if isinstance(block, Table))
        rows = [row.cells[-2:] for group in table.groups for row in group]
        return {label.lines[0].content[0]: cell.number for label, cell in rows}

    @pytest.fixture
    def mixed(self, city):
        """One with a clause, one without, and one of a kind to which the law has no clauses."""
        asked("一部承諾")
        partly = factories.outcome("一部承諾")
        nameless = factories.disclosure_request()
        QuerySet(Outcome).filter(pk=partly.pk).update(clause_use=Outcome.ClauseUse.OPTIONAL)
        factories.disposition(request=nameless, outcome=factories.outcome("一部承諾"))
        corrected = factories.disclosure_request(kind=factories.kind("訂正"))
        factories.disposition(request=corrected, outcome=factories.outcome("一部承諾"))

    def test_does_not_say_of_a_kind_without_clauses_that_they_are_missing(self, mixed):
        assert {label: number.value for label, number in self.rows().items()} == {
            "該当号の記載なし": 1,
            "第1号": 1,
            "該当号のない請求": 1,
        }

    def test_leads_to_exactly_these(self, mixed):
        lists = Lists(factories.user("office", Role.OFFICE))
        for number in self.rows().values():
            assert lists.length(number.link) == number.value, address_of(number.link)

    def test_tells_them_apart_by_their_keys(self, mixed):
        assert [dict(number.by)["clauses"] for number in self.rows().values()] == [
            "none",
            "1",
            "inapplicable",
        ]

    def test_has_no_heading_where_no_outcome_is_broken_down(self, city):
        asked("一部承諾")
        QuerySet(Outcome).update(breakdown=Outcome.Breakdown.NONE)
        blocks = compile_report(YEAR).sections[1].blocks
        assert not [block for block in blocks if isinstance(block, Heading)]

    def test_has_a_heading_and_a_sentence_where_none_was_given(self, city):
        asked("承諾")
        *_, heading, none = compile_report(YEAR).sections[1].blocks
        assert heading.content == ("一部承諾・拒否・不存在文書の内訳",)
        assert none.content == ("一部承諾、不存在、拒否はありませんでした。",)
