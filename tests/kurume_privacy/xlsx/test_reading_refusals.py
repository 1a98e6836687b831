"""Every dangerous or unreadable file is refused with a sentence that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurume_privacy.xlsx import refusals
from kurume_privacy.xlsx.book import NO_SHEET
from kurume_privacy.xlsx.reading import (
    MOST_BYTES,
    MOST_LINES,
    NO_HEADINGS,
    NOTHING,
    FileRefused,
    open_grid,
)
from tests.examples import examples
from tests.kurume_privacy.workbook.difficult import (
    OLE,
    headed,
    huge,
    inline,
    locked,
    lying,
    packed,
    parts_of,
    raw,
    saved,
    with_parts,
)

DOCUMENT_TYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "字">]>'
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
MACRO_BOOK = f'<Types><Override ContentType="{WITH_MACROS}"/></Types>'


def refusal(content, name="台帳.xlsx"):
    """Return the sentence with which a file is refused, whenever it is found out."""
    with pytest.raises(FileRefused) as refused:
        list(open_grid(content, name, lambda text: text in ("番号", "内容")).lines())
    return str(refused.value)


def answer(content):
    """Return the sentence with which a file is refused; "" where it is read."""
    try:
        list(open_grid(content, "台帳.xlsx", "番号".__eq__).lines())
    except FileRefused as refused:
        return str(refused)
    return ""


def with_declaration(part):
    """Return a workbook one part of which declares a document type."""
    parts = parts_of(f'<row>{inline("番号")}</row><row><c s="0"><v>1</v></c></row>')
    body = parts[part].partition("?>")[2]
    return packed({**parts, part: DOCUMENT_TYPE + body})


def without(part, **parts):
    """Return a workbook that lacks a part."""
    return packed({name: held for name, held in parts_of(**parts).items() if name != part})


FILES = {
    "empty": (b"", refusals.EMPTY),
    "a byte too many": (bytes(MOST_BYTES + 1), refusals.TOO_LARGE),
    "macros": (with_parts({"xl/vbaProject.bin": b""}), refusals.MACROS),
    "macros elsewhere": (with_parts({"XL/sub/VBAProject1.BIN": b""}), refusals.MACROS),
    "macros of Excel 4": (with_parts({"xl/macrosheets/sheet1.xml": "<x/>"}), refusals.MACROS),
    "a renamed book with macros": (
        with_parts({"[Content_Types].xml": MACRO_BOOK}),
        refusals.MACROS,
    ),
    "links": (with_parts({"xl/externalLinks/externalLink1.xml": "<x/>"}), refusals.LINKED),
    "a book of Excel 97": (saved("libreoffice.xls"), refusals.OLD_FORM),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), refusals.ENCRYPTED),
    "a password of the zip": (locked(), refusals.ENCRYPTED),
    "OpenDocument": (saved("libreoffice.ods"), refusals.OPEN_DOCUMENT),
    "Word": (packed({"word/document.xml": "<x/>"}), refusals.NOT_A_TABLE),
    "PowerPoint": (packed({"ppt/presentation.xml": "<x/>"}), refusals.NOT_A_TABLE),
    "a binary book": (packed({"xl/workbook.bin": b""}), refusals.BINARY_FORM),
    "PDF": (b"%PDF-1.7\n", refusals.PDF),
    "some zip": (packed({"a.txt": "x"}), refusals.NOT_A_BOOK),
    "an empty zip": (packed({}), refusals.NOT_A_BOOK),
    "an HTML table": ("<html><table>番号</table></html>".encode(), refusals.NOT_A_BOOK),
    "text": ("番号,内容\n1,x\n".encode(), refusals.NOT_A_BOOK),
    "what lies about its size": (lying(), refusals.DAMAGED),
    "the first half": (raw()[:600], refusals.DAMAGED),
    "no workbook inside": (without("xl/workbook.xml"), refusals.NOT_A_BOOK),
    "no sheet inside": (without("xl/worksheets/sheet1.xml"), NO_SHEET),
    "drawings only": (raw(kind="chartsheet"), NO_SHEET),
    "nothing written": (raw(), NOTHING),
    "no heading": (raw(f"<row>{inline('別の表')}</row>"), NO_HEADINGS),
    "broken XML": (headed("<row><c></row>"), refusals.DAMAGED),
    "no such text": (headed('<row><c t="s"><v>9</v></c></row>'), refusals.DAMAGED),
    "a text by no number": (headed('<row><c t="s"><v>x</v></c></row>'), refusals.DAMAGED),
    "a row by no number": (headed('<row r="x"/>'), refusals.DAMAGED),
    "a row beyond the last": (headed('<row r="1048577"/>'), refusals.DAMAGED),
    "a column beyond the last": (headed('<row><c r="XFE2"/></row>'), refusals.DAMAGED),
    "no column": (headed('<row><c r="あ2"/></row>'), refusals.DAMAGED),
    "a text without end": (headed(f"<row>{inline('字' * 1_000_001)}</row>"), refusals.DAMAGED),
    "many pieces without end": (
        headed("<row><c><is>" + f"<r><t>{'字' * 1000}</t></r>" * 1001 + "</is></c></row>"),
        refusals.DAMAGED,
    ),
}


SENTENCES = {"", refusals.UNPACKS_HUGE, *(sentence for _, sentence in FILES.values())}


@pytest.mark.parametrize(("content", "sentence"), FILES.values(), ids=FILES)
def test_a_file_is_refused_with_a_sentence(content, sentence):
    assert refusal(content) == sentence


def test_a_small_file_that_unpacks_huge_is_refused():
    content = huge()
    assert len(content) < 1024 * 1024
    assert refusal(content) == refusals.UNPACKS_HUGE


@pytest.mark.parametrize("name", ["台帳.xlsm", "台帳.XLTM", "台帳.xlam"])
def test_a_name_of_macros_is_refused(name):
    assert refusal(headed(""), name) == refusals.MACROS


@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
    ],
)
def test_a_declared_document_type_is_refused_wherever_it_stands(part):
    assert refusal(with_declaration(part)) == refusals.DECLARES


def test_a_declared_document_type_among_the_texts_is_refused():
    parts = parts_of('<row><c t="s"><v>0</v></c></row>', shared="<si><t>番号</t></si>")
    part = "xl/sharedStrings.xml"
    parts[part] = DOCUMENT_TYPE + parts[part].partition("?>")[2]
    assert refusal(packed(parts)) == refusals.DECLARES


def test_entities_are_never_resolved():
    declared = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    parts = parts_of()
    parts["xl/worksheets/sheet1.xml"] = f"{declared}<worksheet>&a;</worksheet>"
    assert refusal(packed(parts)) == refusals.DECLARES


def test_the_most_lines_are_read_and_one_more_is_refused():
    lines = "<row><c><v>1</v></c></row>" * MOST_LINES
    grid = open_grid(headed(lines), "台帳.xlsx", "番号".__eq__)
    assert sum(1 for _ in grid.lines()) == MOST_LINES
    assert refusal(headed(f"{lines}<row><c><v>1</v></c></row>")) == refusals.TOO_MANY_LINES


def test_the_most_lines_of_a_csv_file_are_read_and_one_more_is_refused():
    text = "番号\n" + "1\n" * MOST_LINES
    grid = open_grid(text.encode(), "台帳.csv", "番号".__eq__)
    assert sum(1 for _ in grid.lines()) == MOST_LINES
    assert refusal(f"{text}\n\n1".encode(), "台帳.csv") == refusals.TOO_MANY_LINES


@pytest.mark.parametrize("name", ["台帳.csv", "台帳.xlsx"])
def test_too_many_lines_are_found_out_before_the_first_is_given_out(name):
    text, row = "番号\n" + "1\n" * MOST_LINES + "1", "<row><c><v>1</v></c></row>"
    content = text.encode() if name == "台帳.csv" else headed(row * (MOST_LINES + 1))
    with pytest.raises(FileRefused, match="行が多すぎます"):
        open_grid(content, name, "番号".__eq__)


def test_blank_rows_of_a_workbook_do_not_count():
    content = headed("<row/>" * MOST_LINES + "<row><c><v>1</v></c></row>")
    grid = open_grid(content, "台帳.xlsx", "番号".__eq__)
    assert [line.number for line in grid.lines()] == [MOST_LINES + 2]


def test_blank_lines_do_not_count():
    text = "番号\n" + "\n,,\n" * MOST_LINES + "1"
    grid = open_grid(text.encode(), "台帳.csv", "番号".__eq__)
    assert [line.number for line in grid.lines()] == [2 * MOST_LINES + 2]


@pytest.mark.parametrize("name", ["台帳.csv", "台帳.xlsx"])
@given(content=st.binary(min_size=1, max_size=300))
def test_nothing_is_raised_but_a_refusal_on_any_bytes(name, content):
    refusal(content, name)


@examples(60)
@given(data=st.data())
def test_nothing_is_raised_but_a_refusal_on_a_damaged_book(data):
    content = bytearray(saved("libreoffice.xlsx"))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert answer(bytes(content)) in SENTENCES


@examples(60)
@given(data=st.data())
def test_nothing_is_raised_but_a_refusal_on_damaged_parts(data):
    rows = f'<row>{inline("番号")}</row><row r="2"><c r="A2" s="0" t="n"><v>1</v></c></row>'
    parts = parts_of(rows, styles='<cellXfs><xf numFmtId="14"/></cellXfs>', shared="<si><t/></si>")
    part = data.draw(st.sampled_from(sorted(parts)))
    text, place = parts[part], data.draw(st.integers(0, len(parts[part]) - 1))
    written = data.draw(st.text("0aAx<>/\"'& r=-.９", max_size=4))
    parts[part] = text[:place] + written + text[place + 1 :]
    assert answer(packed(parts)) in SENTENCES
