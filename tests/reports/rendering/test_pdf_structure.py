"""The PDF as an archive and as a reader's voice have it: PDF/A-3a, PDF/UA-1, right headers."""

from collections import defaultdict
from datetime import date
from io import BytesIO
from itertools import pairwise

import page
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.grid import Grid, text_of
from kurume_privacy.document.structure import Cell, Report, Row, Table, header_cell
from reports.compiling.compile import compile_report
from reports.rendering import pdf as printing
from reports.rendering import render
from reports.rendering.files import Facts, files_of
from tests.examples import examples
from tests.reports import documents, readback, tagged
from tests.reports.documents import count_cell
from tests.reports.seed import squeeze

FACTS = Facts(1, date(2022, 7, 29), 390)
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


@pytest.fixture(scope="module")
def files(reiwa3):
    return files_of(reiwa3, FACTS)


@pytest.fixture(scope="module")
def printed(files) -> bytes:
    return files["report.pdf"].content


@pytest.fixture(scope="module")
def structure(printed) -> tagged.Element:
    return tagged.structure_of(printed)


@pytest.fixture(scope="module")
def catalogue(printed) -> dict:
    return PdfReader(BytesIO(printed)).trailer["/Root"]


def complaints(pdf: bytes) -> list[str]:
    """Return what the validator finds against both standards."""
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def pointers_of(pdf: bytes) -> dict[str, list]:
    """Return what the headers say that each cell leads to, by table and in reading order.

    A header is looked up by its name: among the elements of the structure, and in the tree.
    """
    found = defaultdict(list)
    root = tagged.structure_of(pdf)
    by_name = tagged.headers_by_name(pdf)
    named = [header for header in root.all("TH", "TD") if header.name]
    assert sorted(by_name) == sorted(header.name for header in named), "each name leads to one"
    for table in root.all("Table"):
        for body in table.all("TBody"):
            for cell in body.all("TD"):
                headers = [by_name[name] for name in cell.headers]
                assert {header.tag for header in headers} <= {"TH"}
                texts = [squeeze(header.text) for header in headers]
                found[table.summary].append((squeeze(cell.text), texts))
    return found


def printed_of(cell: Cell) -> str:
    """Return what a cell prints: the thousands of a number stand apart."""
    return squeeze(text_of(cell)) if cell.value is None else f"{cell.value:,}"


def headings_of(table: Table) -> list:
    """Return each datum with its headers as the grid has them."""
    return [
        (
            printed_of(datum.cell),
            [squeeze(text) for text in (*datum.row_headers, *datum.column_headers)],
        )
        for datum in Grid.of(table).data
    ]


def assert_pointers_are_right(report: Report, pdf: bytes):
    pointers = pointers_of(pdf)
    for table in readback.tables_in(report):
        assert pointers[table.title] == headings_of(table)


def table_with_two_rows_of_head(groups: int, rows: int) -> Table:
    """Return a table whose data have two headers in each direction, over several pages."""
    head = (
        Row((
            header_cell("区分", "col", colspan=2, rowspan=2),
            header_cell("件数", "col", rowspan=2),
            header_cell("内訳", "colgroup", colspan=2),
        )),
        Row((header_cell("承諾", "col"), header_cell("拒否", "col"))),
    )  # fmt: skip
    return Table(
        "made.two", "二段の表", head, tuple(_group(group, rows) for group in range(groups))
    )


def _group(group: int, rows: int) -> tuple[Row, ...]:
    outer = header_cell(f"部{group}", "rowgroup", rowspan=rows)
    return tuple(
        Row((
            *(() if row else (outer,)),
            header_cell(f"部{group}の課{row}", "row"),
            *(count_cell(group * 1000 + row * 10 + column) for column in range(3)),
        ))
        for row in range(rows)
    )  # fmt: skip


class TestTheStandards:
    def test_find_nothing_against_the_report_of_reiwa3(self, printed):
        assert complaints(printed) == []

    @pytest.mark.django_db
    @pytest.mark.parametrize("year", [2010, 2024])
    def test_find_nothing_against_a_report_of_zeros(self, year):
        assert complaints(render.pdf(compile_report(FiscalYear(year)))) == []

    def test_find_nothing_against_tables_that_go_over_pages(self):
        tables = table_with_two_rows_of_head(12, 6), documents.table_of_sentences(3, 90)
        assert complaints(render.pdf(documents.report_of(*tables))) == []

    def test_would_find_a_file_that_is_neither(self):
        plain = printing.HTML(string="<p>文").write_pdf()
        assert complaints(plain)


class TestTheHeadersOfACell:
    def test_are_those_of_the_grid_in_every_table_of_reiwa3(self, reiwa3, printed):
        assert_pointers_are_right(reiwa3, printed)

    def test_are_right_under_a_head_of_two_rows_on_every_page(self):
        report = documents.report_of(table_with_two_rows_of_head(9, 7))
        pdf = render.pdf(report)
        assert len(PdfReader(BytesIO(pdf)).pages) > 1
        assert_pointers_are_right(report, pdf)

    def test_lead_to_the_head_on_the_same_page(self):
        pdf = render.pdf(documents.report_of(table_with_two_rows_of_head(9, 7)))
        for table in tagged.structure_of(pdf).all("Table"):
            (head,) = table.all("THead")
            here = {header.name for header in head.all("TH")}
            for cell in table.all("TD"):
                assert len(here & set(cell.headers)) >= 1

    @examples(2)
    @given(groups=st.integers(1, 4), rows=st.integers(1, 60))
    def test_are_right_though_a_page_break_parts_a_group(self, groups, rows):
        report = documents.report_of(table_with_two_rows_of_head(groups, rows))
        assert_pointers_are_right(report, render.pdf(report))

    def test_of_a_row_that_is_torn_are_those_of_its_beginning(self):
        pdf = render.pdf(documents.report_of(documents.table_of_sentences(1, 150)))
        torn = pointers_of(pdf)["文の表"]
        assert len(torn) > 1
        assert all(headers[0] == "行0" for _, headers in torn)

    def test_say_whether_they_stand_over_columns_or_rows(self, structure):
        for table in structure.all("Table"):
            (head,) = table.all("THead")
            assert {header.scope for header in head.all("TH")} == {"/Column"}
            bodies = [header for body in table.all("TBody") for header in body.all("TH")]
            assert {header.scope for header in bodies} == {"/Row"}


class TestTheStructure:
    def test_has_the_headings_of_the_report(self, structure, reiwa3):
        (title,) = structure.all("H1")
        assert squeeze(title.text) == squeeze(reiwa3.title)
        sections = [squeeze(heading.text)[1:] for heading in structure.all("H2")]
        assert sections == [squeeze(section.title) for section in reiwa3.sections]
        levels = [int(heading.tag[1]) for heading in structure.all("H1", "H2", "H3", "H4")]
        assert all(below <= above + 1 for above, below in pairwise(levels))

    def test_has_the_captions_of_the_tables(self, structure, reiwa3):
        captions = [squeeze(caption.text) for caption in structure.all("Caption")]
        expected = [
            squeeze("".join(map(str, table.caption)))
            for table in readback.tables_in(reiwa3)
            if table.caption
        ]
        assert captions == expected

    def test_names_every_table(self, structure, reiwa3):
        names = dict.fromkeys(table.summary for table in structure.all("Table"))
        assert list(names) == [table.title for table in readback.tables_in(reiwa3)]

    def test_has_the_lists_as_lists(self, structure):
        for one in structure.all("L"):
            assert {child.tag for child in one.children} == {"LI"}

    def test_says_language_and_title(self, catalogue, printed):
        assert catalogue["/Lang"] == "ja"
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert catalogue["/MarkInfo"]["/Marked"].value is True
        assert PdfReader(BytesIO(printed)).metadata.creation_date.date() == FACTS.published_on

    def test_says_both_standards_in_its_metadata(self, catalogue):
        said = catalogue["/Metadata"].get_data().decode()
        assert 'pdfaid:part="3"' in said
        assert 'pdfaid:conformance="A"' in said
        assert 'pdfuaid:part="1"' in said

    def test_says_which_edition_it_is(self, structure):
        assert "第１版　令和４年７月２９日公表（久留米市告示第３９０号）" in structure.text

    def test_says_every_cell_as_the_grid_does(self, structure, reiwa3):
        texts = {squeeze(cell.text) for cell in structure.all("TH", "TD")}
        for table in readback.tables_in(reiwa3):
            assert {printed_of(one.cell) for one in Grid.of(table).cells} <= texts


class TestTheAttachedData:
    def test_is_the_data_of_the_edition(self, printed, files):
        attached = PdfReader(BytesIO(printed)).attachments
        assert sorted(attached) == ["long.csv", "report.json"]
        for name, contents in attached.items():
            assert contents == [files[name].content]

    def test_belongs_to_the_document_as_its_data(self, catalogue):
        associated = [file.get_object() for file in catalogue["/AF"]]
        assert sorted(file["/UF"] for file in associated) == ["long.csv", "report.json"]
        assert {file["/AFRelationship"] for file in associated} == {"/Data"}
        kinds = {file["/UF"]: file["/EF"]["/F"]["/Subtype"] for file in associated}
        assert kinds == {"long.csv": "/text/csv", "report.json": "/application/json"}


def test_the_same_report_gives_the_same_bytes(reiwa3, printed):
    render.pdf.cache_clear()
    assert render.pdf(reiwa3, FACTS) == printed
