"""The report as PDF/A-3a and PDF/UA-1 in one file: kept for ever, and read by everyone.

WeasyPrint lays out and tags. What it leaves open is finished here: the headers of every cell
from the table's true grid (its own miss a head of two rows), their scope, a name for each table,
the tree that finds headers by their name, the mark of PDF/UA, and each attachment named once.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from threading import Lock
from typing import Any, NamedTuple

import pydyf

from kurume_privacy.document.grid import Coordinates, Grid, PlacedCell
from kurume_privacy.document.structure import Report, Table
from reports.edition.facts import File

try:
    from weasyprint import HTML, Attachment
    from weasyprint.formatting_structure import boxes
except OSError:  # its import fails without Pango; the start-up check names the package
    HTML = None

VARIANT = "pdf/a-3a"
SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
PRINTING = Lock()

# PDF/UA is said in the metadata, and PDF/A wants every schema described that it does not know.
PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


class PdfUnavailable(RuntimeError):
    """This machine lacks what a PDF needs."""


def printed(page: str, report: Report, attached: Mapping[str, File], day: date) -> bytes:
    """Return the PDF of ``page``, which shows ``report``; one at a time, for it takes a second.

    ``attached`` are the machine-readable files that go with it, dated ``day``. The same input
    gives the same bytes. Raises `PdfUnavailable` where the libraries are missing.
    """
    if HTML is None:
        raise PdfUnavailable("PDFを作るライブラリがありません。manage.py checkで確かめてください。")
    attachments = [_attachment(name, file, day) for name, file in attached.items()]
    with PRINTING, _without_collection():
        made: bytes = HTML(string=page).write_pdf(
            pdf_variant=VARIANT,
            pdf_tags=True,
            attachments=attachments,
            finisher=lambda document, pdf: Finish(pdf, report).finish(document.pages),
        )
    return made


@contextmanager
def _without_collection() -> Iterator[None]:
    """Leave the collection of garbage for later: it would take a sixth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _attachment(name: str, file: File, day: date) -> "Attachment":
    dated = datetime.combine(day, time())
    return Attachment(
        string=file.content,
        name=name,
        description=f"機械判読用のデータ {name}",
        created=dated,
        modified=dated,
        relationship="Data",
    )


Tagged = tuple[PlacedCell, pydyf.Dictionary]  # a cell, and its element in the PDF's structure


class Part(NamedTuple):
    """What stands of a table on one page."""

    key: str
    page: int
    cells: tuple[Tagged, ...]


class Finish:
    """Finishes the PDF of one report, after everything is laid out and before it is written."""

    def __init__(self, pdf: pydyf.PDF, report: Report):
        tables = [block for section in report.sections for block in section.blocks]
        self.pdf = pdf
        self.tables = {table.key: table for table in tables if isinstance(table, Table)}
        self.grids = {key: Grid.of(table) for key, table in self.tables.items()}
        self.data = {key: grid.data_by_place() for key, grid in self.grids.items()}
        self.headers: dict[tuple[str, Coordinates], dict[int, pydyf.Dictionary]] = {}
        self.names: dict[str, bytes] = {}

    def finish(self, pages: Iterable[Any]) -> None:
        """Put right the tags of every table, then what belongs to the whole file."""
        parts = list(self._parts(pages))
        for part in parts:
            self._name_headers(part)
        for part in parts:
            self._point(part)
        self._name_tree()
        self._metadata()
        self.pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(self.pdf.catalog.get("AF", ())))

    def _parts(self, pages: Iterable[Any]) -> Iterator[Part]:
        """Yield what stands of each table on each page."""
        for number, page in enumerate(pages, start=1):
            for box in page._page_box.descendants():
                if isinstance(box, boxes.TableBox):
                    key = box.element.get("data-table")
                    yield Part(key, number, tuple(self._cells(box, key)))

    def _cells(self, box: "boxes.TableBox", key: str) -> Iterator[Tagged]:
        """Yield the cells that stand here with their tags: elements are in the grid's order."""
        elements = [one for one in box.element.iter() if one.tag in ("td", "th")]
        placed = dict(zip(elements, self.grids[key].cells, strict=True))
        for part in box.descendants():
            if isinstance(part, boxes.TableCellBox) and part.element in placed:
                yield placed[part.element], part.mark

    def _name_headers(self, part: Part) -> None:
        """Give each header its name and its scope."""
        for place, mark in part.cells:
            if place.cell.scope:
                name = f"{part.key}/{part.page}/{place.row}/{place.column}"
                mark["ID"] = pydyf.String(name)
                mark["A"]["Scope"] = SCOPES[place.cell.scope]
                self.names[name] = mark.reference
                self.headers.setdefault((part.key, place.at), {})[part.page] = mark

    def _point(self, part: Part) -> None:
        """Point each datum to its headers, and say what the table is called."""
        for place, mark in part.cells:
            mark["A"].pop("Headers", None)
            if datum := self.data[part.key].get(place.at):
                headers = (*datum.row_headed_by, *datum.column_headed_by)
                names = (self._name_of(part, header.at) for header in headers)
                mark["A"]["Headers"] = pydyf.Array(filter(None, names))
        if part.cells:
            self._described(part.cells[0][1], self.tables[part.key].title)

    def _name_of(self, part: Part, at: Coordinates) -> pydyf.String | None:
        """Return the name of the header at a place.

        A head is repeated on every page, so that each part has its own. Below it a page break
        may tear a cell: its first part says what it is. (WeasyPrint leaves out the head over a
        row that is longer than a page.)
        """
        found = self.headers.get((part.key, at), {})
        first = found[min(found)] if found else {}
        in_head = at[0] < self.grids[part.key].head
        return (found.get(part.page, first) if in_head else first).get("ID")

    def _described(self, cell: pydyf.Dictionary, title: str) -> None:
        """Give the table in which a cell stands its spoken name."""
        element = cell
        while element["S"] != "/Table":
            element = self._object(element["P"])
        element["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(title)})

    def _name_tree(self) -> None:
        """Write the tree in which a reader looks a header's name up."""
        entries = pydyf.Array()
        for name, reference in sorted(self.names.items()):
            entries += [pydyf.String(name), reference]
        if entries:
            root = self._object(self.pdf.catalog["StructTreeRoot"])
            root["IDTree"] = pydyf.Dictionary({"Names": entries})

    def _metadata(self) -> None:
        metadata = self._object(self.pdf.catalog["Metadata"])
        metadata.compress = False
        metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", PDF_UA.strip(), 1)]

    def _object(self, reference: bytes) -> pydyf.Object:
        return self.pdf.objects[int(reference.split()[0])]
