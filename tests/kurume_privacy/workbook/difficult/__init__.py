"""Difficult files, made by hand as raw XML, or as other programs save them.

`libreoffice.xlsx`, `.xls` and `.ods` were saved by LibreOffice 7.4 from one flat ODS that was
written by hand: a merged title, a hidden column, dates of the era, formulas, an error, a second
and an empty sheet. `libreoffice_from_csv.xlsx` is what it makes of a CSV file
(`soffice --headless --convert-to xlsx`). They hold sample words only, and no author.
"""

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

FOLDER = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN = (
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
)
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def saved(name: str) -> bytes:
    """Return a file of this folder."""
    return (FOLDER / name).read_bytes()


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return the parts as a zip."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return made.getvalue()


def relations(found: dict[str, str], related: str = RELATED) -> str:
    """Return a part that says what another refers to: {part: kind}."""
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{related}/{kind}" Target="{part}"/>'
        for number, (part, kind) in enumerate(found.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def parts_of(
    rows: str = "",
    *,
    shared: str = "",
    styles: str = "",
    properties: str = "",
    main: str = MAIN,
    related: str = RELATED,
    kind: str = "worksheet",
) -> dict[str, str]:
    """Return the parts of a workbook with one sheet of these rows: no more than Excel asks for."""
    sheet = '<sheets><sheet name="台帳" sheetId="1" r:id="r1"/></sheets>'
    refers = {"worksheets/sheet1.xml": kind, "sharedStrings.xml": "sharedStrings"}
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{types()}</Types>',
        "_rels/.rels": relations({"xl/workbook.xml": "officeDocument"}, related),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{main}" xmlns:r="{related}">'
        f"{properties}{sheet}</workbook>",
        "xl/_rels/workbook.xml.rels": relations({**refers, "styles.xml": "styles"}, related),
        "xl/worksheets/sheet1.xml": f'{XML}<worksheet xmlns="{main}"><sheetData>{rows}'
        "</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{main}">{shared}</sst>',
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{main}">{styles}{PLAIN}</styleSheet>',
    }


def types() -> str:
    """Return what says of each part what it is."""
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet"}
    kinds |= {"sharedStrings": "sharedStrings", "styles": "styles"}
    return "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )


def raw(rows: str = "", **others: str) -> bytes:
    """Return a workbook with one sheet of these rows."""
    return packed(parts_of(rows, **others))


def headed(rows: str, **others: str) -> bytes:
    """Return a workbook with the headings 番号 and 内容 above these rows."""
    return raw(f"<row>{inline('番号')}{inline('内容')}</row>{rows}", **others)


def inline(text: str, reference: str = "") -> str:
    """Return a cell that holds its text itself."""
    place = f' r="{reference}"' if reference else ""
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def with_parts(parts: dict[str, str | bytes], rows: str = "") -> bytes:
    """Return a workbook that holds these parts too."""
    return packed({**parts_of(f"<row>{inline('番号')}</row>{rows}"), **parts})


def lying() -> bytes:
    """Return a workbook whose sheet says that it unpacks to a hundredth of its size."""
    content = headed(f"<row>{inline('字' * 100_000)}</row>")
    with ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    true, told = struct.pack("<L", info.file_size), struct.pack("<L", info.file_size // 100)
    assert content.count(true) == 2  # beside the part, and in the list at the end
    return content.replace(true, told)


def huge() -> bytes:
    """Return a small workbook that unpacks to more than 300 MB."""
    made = BytesIO(raw())
    with ZipFile(made, "a", ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(301):
            part.write(bytes(1024 * 1024))
    return made.getvalue()


def locked() -> bytes:
    """Return a zip whose parts say that they are encrypted."""
    content = bytearray(raw())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        content[start + place] |= 1
    return bytes(content)
