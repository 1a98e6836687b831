"""A number is known by what it measures: words, order and equal names of the law change nothing."""

from dataclasses import replace

from django.db import models
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.plain import as_data
from kurume_privacy.document.structure import (
    Heading,
    Listing,
    Paragraph,
    Report,
    Table,
    every_number,
)
from kurume_privacy.models import (
    DisclosureMethod,
    ExemptionClause,
    Outcome,
    RequestKind,
    UseGround,
)
from reports.compiling.checks.agreement import disagreements
from reports.compiling.compile import compile_report
from reports.edition import schema_1
from reports.edition.canonical import canonical, report_of
from reports.edition.errata import HEADER, compare
from reports.edition.placeholders import bound, fill, names_of
from tests.examples import examples
from tests.reports import described, drawing, ledger
from tests.reports.drawn_law import laws_of_the_first_schema

ROWS = (RequestKind, DisclosureMethod, Outcome, ExemptionClause, UseGround)
# Words of several lists of the law, so that equal ones meet in one sentence.
WORDS = (
    "閲覧",
    "開示",
    "承諾",
    "法令",
    "請求件数",
    "処理中",
    "訂正",
    "写しの交付",
    "拒否",
    "本人同意",
)
years = st.sampled_from(drawing.YEARS)


class RandomLaws(TestCase):
    """A transaction an example: each begins with the law as the migration loads it."""

    @classmethod
    def setUpTestData(cls):
        cls.laws = described.laws()
        cls.agencies = described.agencies()

    def enter(self, data, year, *laws_about) -> FiscalYear:
        """Enter the records of a drawn city, then let kinds have methods or not."""
        cities = drawing.cities_about(year, self.laws, self.agencies, *laws_about)
        ledger.enter(data.draw(cities))
        for kind in RequestKind.objects.all():
            changed(kind, has_method=data.draw(st.booleans()))
        return FiscalYear(year)

    @examples(6)
    @given(st.data(), years)
    def test_every_placeholder_prints_its_own_number_whatever_the_words(self, data, year):
        year = self.enter(data, year)
        reword(data)
        before = paragraphs(compile_report(year))
        texts = {
            key: "".join(f"{{{name}}}" for name in names_of(one)) for key, one in before.items()
        }
        kept = {key: bound(text, before[key]) for key, text in texts.items()}
        reword(data)
        reorder(data)
        for key, after in paragraphs(compile_report(year)).items():
            values = [number.value for number in names_of(before[key]).values()]
            printed = [part.value for part in fill(texts[key], after, kept[key])]
            assert printed == values
            assert values_of(after) == values_of(before[key])

    @examples(6)
    @given(st.data(), years)
    def test_whatever_is_compiled_agrees(self, data, year):
        year = self.enter(data, year)
        reword(data)
        reorder(data)
        assert disagreements(compile_report(year)) == []

    @examples(6)
    @given(st.data(), years)
    def test_nothing_stands_without_what_it_is_about(self, data, year):
        year = self.enter(data, year)
        for outcome in Outcome.objects.all():
            changed(outcome, breakdown=data.draw(st.sampled_from(Outcome.Breakdown.values)))
        for section in compile_report(year).sections:
            assert headings_without_content(section.blocks) == []
            assert all(block.lines for block in section.blocks if isinstance(block, Listing))
            assert all(block.groups for block in section.blocks if isinstance(block, Table))

    @examples(6)
    @given(st.data(), years)
    def test_no_erratum_names_a_number_of_a_table_and_each_header_that_changed_once(
        self, data, year
    ):
        year = self.enter(data, year)
        before = compile_report(year)
        reword(data)
        reorder(data)
        after = compile_report(year)
        errata = compare(before, after, "語を改めたため")
        assert not [one for one in errata if one.wrong.isdecimal() or one.right.isdecimal()]
        named = [
            (one.table, one.wrong, one.right) for one in errata if HEADER in (one.row, one.column)
        ]
        assert sorted(named) == sorted(reworded_headers(before, after))

    @examples(6)
    @given(st.data(), years)
    def test_an_erratum_of_a_number_names_a_number_that_changed(self, data, year):
        year = self.enter(data, year)
        before = compile_report(year)
        removed = data.draw(st.sampled_from(ledger.countable(year) or [None]))
        assume(removed is not None)
        ledger.remove(removed)
        after = compile_report(year)
        differing = cells_that_differ(before, after)
        errata = [
            (one.wrong, one.right)
            for one in compare(before, after, "重複のため")
            if one.column and HEADER not in (one.row, one.column)
            if one.wrong.isdecimal() or one.right.isdecimal()
        ]
        assert sorted(errata) == sorted(differing)

    @examples(6)
    @given(st.data(), years)
    def test_the_first_schema_gives_back_every_identity(self, data, year):
        report = as_it_was(compile_report(self.enter(data, year, laws_of_the_first_schema)))
        former = schema_1.as_written(as_data(report))
        again = report_of(canonical(former))
        assert schema_1.as_written(as_data(again)) == former
        assert identities(again) == identities(report)


def headings_without_content(blocks) -> list[Heading]:
    """Return the headings below which nothing stands before the next one of their level."""
    followed = zip(blocks, (*blocks[1:], None), strict=True)
    return [
        block
        for block, after in followed
        if isinstance(block, Heading)
        if after is None or (isinstance(after, Heading) and after.level <= block.level)
    ]


def as_it_was(report: Report) -> Report:
    """Return a report without what no version with the first schema printed."""
    sections = tuple(
        replace(section, blocks=tuple(filter(_was_printed, section.blocks)), held=())
        for section in report.sections
    )
    return replace(report, sections=sections)


def _was_printed(block) -> bool:
    if getattr(block, "key", "").endswith(".note"):
        return False
    return "clauses=inapplicable" not in str(block)


def changed(row, **values) -> None:
    """Change a row of the law past its own rules: whatever the law says, it is compiled."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**values)


def reword(data) -> None:
    """Give rows other names; a list of one law has no name twice."""
    for model in ROWS:
        for regime in dict.fromkeys(model.objects.values_list("regime", flat=True)):
            rows = list(model.objects.filter(regime=regime))
            words = data.draw(st.permutations(WORDS + tuple(f"語{n}" for n in range(len(rows)))))
            for row in rows:
                changed(row, name=f"仮{row.pk}")
            for row, word in zip(rows, words, strict=False):
                prose = {"prose_name": word} if model is Outcome else {}
                changed(row, name=word, **prose)


def reorder(data) -> None:
    """Let rows stand in another order."""
    for model in ROWS:
        rows = list(model.objects.all())
        for row, order in zip(rows, data.draw(st.permutations(range(len(rows)))), strict=True):
            changed(row, order=order)


def paragraphs(report: Report) -> dict[str, Paragraph]:
    blocks = (block for section in report.sections for block in section.blocks)
    return {block.key: block for block in blocks if isinstance(block, Paragraph)}


def called_each(paragraph: Paragraph) -> str:
    """Return a wording that calls every number of a paragraph once."""
    return "".join(f"{{{name}}}" for name in names_of(paragraph))


def values_of(paragraph: Paragraph) -> dict:
    return {number.identity: number.value for number in names_of(paragraph).values()}


def tables(report: Report) -> list[Table]:
    blocks = (block for section in report.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Table)]


def reworded_headers(before: Report, after: Report) -> list[tuple[str, str, str]]:
    """Return (title, old, new) of every header of the same table and key that reads otherwise."""
    old = {table.key: headers(table) for table in tables(before)}
    return [
        (table.title, old[table.key][key], text)
        for table in tables(after)
        for key, text in headers(table).items()
        if old.get(table.key, {}).get(key, text) != text
    ]


def headers(table: Table) -> dict:
    rows = [*table.head, *(row for group in table.groups for row in group)]
    return {
        (cell.scope.startswith("row"), cell.key): "".join(map(str, cell.lines[0].content))
        for row in rows
        for cell in row.cells
        if cell.scope and ("=" in cell.key or not cell.scope.startswith("row"))
    }


def cells_that_differ(before: Report, after: Report) -> list[tuple[str, str]]:
    """Return (old, new) of every number of a cell that is another, or only in one of the two."""
    old, new = cells(before), cells(after)
    return [
        (str(old.get(place, "")), str(new.get(place, "")))
        for place in {*old, *new}
        if old.get(place) != new.get(place)
    ]


def cells(report: Report) -> dict:
    return {
        (table.key, cell.number.identity): cell.number.value
        for table in tables(report)
        for group in table.groups
        for row in group
        for cell in row.cells
        if cell.number is not None
    }


def identities(report: Report) -> dict:
    """Return every published number by its identity."""
    published = report_of(canonical(as_data(report)))
    return {number.identity: number.value for number in every_number(published.sections)}
