"""The PDF: A4 portrait, tagged, in Mincho, table heads repeated, nothing torn across pages."""

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from kurume_privacy.document.structure import Report, Table
from reports.rendering import render
from tests.examples import examples
from tests.reports import documents, reading
from tests.reports.seed import squeeze

A4 = (210, 297)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def printed(reiwa3) -> bytes:
    return render.pdf(reiwa3)


@pytest.fixture(scope="module")
def reader(printed) -> PdfReader:
    return PdfReader(BytesIO(printed))


def table(report: Report, key: str) -> Table:
    return next(
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and block.key == key
    )


def words_of(group) -> str:
    lines = (line for row in group for cell in row.cells for line in cell.lines)
    return squeeze("".join(line.marker + "".join(map(str, line.content)) for line in lines))


def assert_nothing_is_torn(report: Report, pages: list[str]):
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                torn = [w for w in map(words_of, block.groups) if not any(w in p for p in pages)]
                assert not torn, torn


def structure(reader: PdfReader) -> list[str]:
    """Return the tags of the PDF's structure, in reading order."""
    tags = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                tags.append(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return tags


class TestTheReportOfReiwa3:
    def test_is_a4_portrait(self, reader):
        for page in reader.pages:
            size = page.mediabox.width / MM, page.mediabox.height / MM
            assert size == pytest.approx(A4, abs=0.1)

    def test_says_its_title_and_language(self, reader):
        assert reader.metadata.title == "令和３年度久留米市個人情報保護条例の運用状況"
        assert reader.trailer["/Root"]["/Lang"] == "ja"

    def test_is_set_in_an_embedded_mincho(self, reader):
        fonts = {
            font.get_object()["/BaseFont"]
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert any("Mincho" in font or "Serif" in font for font in fonts), fonts
        assert all("+" in font for font in fonts), "a font is not embedded as a subset"

    def test_numbers_its_pages(self, reader):
        for number, page in enumerate(reader.pages, start=1):
            assert page.extract_text().strip().endswith(str(number))

    def test_has_real_headings_tables_and_captions(self, reader):
        tags = structure(reader)
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 7
        assert tags.count("/Table") == 7 + 2, "the council's table goes on over two more pages"
        assert {"/Caption", "/TH", "/TD", "/L", "/P"} <= set(tags)

    def test_has_a_bookmark_a_section(self, reader, reiwa3):
        (title,) = [entry for entry in reader.outline if not isinstance(entry, list)]
        sections = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
        assert title.title == reader.metadata.title
        assert [squeeze(name)[1:] for name in sections] == [
            squeeze(section.title) for section in reiwa3.sections
        ]

    def test_repeats_the_head_of_a_table_on_every_page(self, printed, reiwa3):
        head = reading.head_of(table(reiwa3, "council.sessions"))
        pages = reading.pages_of(printed)
        started = next(n for n, page in enumerate(pages) if head in page)
        ended = next(n for n, page in enumerate(pages) if "6令和4年1月25日" in page)
        assert ended > started
        assert all(page.startswith(head) for page in pages[started + 1 : ended + 1])

    def test_tears_no_row_across_pages(self, printed, reiwa3):
        assert_nothing_is_torn(reiwa3, reading.pages_of(printed))


class TestAnyReport:
    @examples(4)
    @given(rows=st.integers(1, 40), sentences=st.integers(1, 25), groups=st.integers(1, 14))
    @example(rows=9, sentences=4, groups=6)  # more groups than a page has room for, begun mid-page
    def test_tears_neither_rows_nor_groups(self, rows, sentences, groups):
        report = documents.report_of(
            documents.table_of_sentences(rows, sentences), documents.table_of_groups(groups, 6)
        )
        assert_nothing_is_torn(report, reading.pages_of(render.pdf(report)))

    def test_with_a_row_longer_than_a_page_is_printed_whole(self):
        report = documents.report_of(documents.table_of_sentences(2, 90))
        text = "".join(reading.without_repeated_heads(reading.pages_of(render.pdf(report)), report))
        assert all(words_of(group) in text for group in report.sections[0].blocks[0].groups)

    def test_with_a_group_longer_than_a_page_has_the_head_on_every_page(self):
        table = documents.table_of_groups(1, 40)
        pages = reading.pages_of(render.pdf(documents.report_of(table)))
        assert len(pages) > 1
        assert all(reading.head_of(table) in page for page in pages)

    def test_that_is_the_same_is_printed_once(self):
        report = documents.report_of(documents.table_of_groups(1, 2))
        first = render.pdf(report)
        assert render.pdf(documents.report_of(documents.table_of_groups(1, 2))) is first
