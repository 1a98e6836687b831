"""The renderings read back: the text of a page, and of a PDF."""

from html.parser import HTMLParser
from io import BytesIO

from pypdf import PdfReader

from kurume_privacy.document.structure import Report, Table
from tests.reports.seed import squeeze


class _Text(HTMLParser):
    """Collects the text within one element, tags and style left out."""

    def __init__(self, element: str):
        super().__init__()
        self.element, self.depth, self.pieces = element, 0, []

    def handle_starttag(self, tag, attrs):
        self.depth += tag == self.element

    def handle_endtag(self, tag):
        self.depth -= tag == self.element

    def handle_data(self, data):
        if self.depth:
            self.pieces.append(data)


def text_within(html: str, element: str) -> str:
    """Return the text within each ``element`` of a page."""
    reader = _Text(element)
    reader.feed(html)
    return "".join(reader.pieces)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, squeezed, without the page number at its foot."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [
        squeeze(page.extract_text()).removesuffix(str(number))
        for number, page in enumerate(pages, start=1)
    ]


def head_of(table: Table) -> str:
    """Return the words of a table's head, squeezed."""
    words = (line.content for row in table.head for cell in row.cells for line in cell.lines)
    return squeeze("".join(str(part) for content in words for part in content))


def without_repeated_heads(pages: list[str], report: Report) -> list[str]:
    """Return the pages without the table heads that are repeated at the top of a page."""
    heads = {
        head_of(block)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    first, *others = pages
    for head in heads:
        others = [page.removeprefix(head) for page in others]
    return [first, *others]
