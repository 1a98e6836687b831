"""A PDF read back as a reader's voice has it: its structure, and the text of each element."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

CODES = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Element:
    """An element of the structure, what it says, and what is below it."""

    tag: str
    text: str
    children: list["Element"]
    name: str = ""
    scope: str = ""
    summary: str = ""
    headers: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield every element below with one of these tags, in the order of reading."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)


def structure_of(pdf: bytes) -> Element:
    """Return the root of a PDF's structure."""
    reader = PdfReader(BytesIO(pdf))
    said = {page.indirect_reference.idnum: _said(page, reader) for page in reader.pages}
    return _element(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object(), said)


def headers_by_name(pdf: bytes) -> dict[str, Element]:
    """Return the elements that the tree of names leads to."""
    reader = PdfReader(BytesIO(pdf))
    said = {page.indirect_reference.idnum: _said(page, reader) for page in reader.pages}
    names = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    pairs = zip(names[::2], names[1::2], strict=True)
    return {str(name): _element(element.get_object(), said) for name, element in pairs}


def _element(node: dict, said: dict) -> Element:
    kids = node.get("/K", [])
    children, text = [], ""
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            text += said[node.raw_get("/Pg").idnum][kid]
            continue
        child = _element(kid.get_object(), said)
        children.append(child)
        text += child.text
    about = node.get("/A", {})
    return Element(
        tag=node["/S"].removeprefix("/"),
        text=text,
        children=children,
        name=str(node.get("/ID", "")),
        scope=about.get("/Scope", ""),
        summary=about.get("/Summary", ""),
        headers=list(map(str, about.get("/Headers", []))),
    )


def _said(page, reader: PdfReader) -> dict[int, str]:
    """Return the text of each piece of marked content of a page."""
    fonts = {
        name: _characters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()
    }
    said, marked, characters = {}, [], {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if len(operands) > 1 else {}
            marked.append(about.get("/MCID"))
            said.setdefault(marked[-1], "")
        elif operator == b"EMC":
            marked.pop()
        elif operator == b"Tf":
            characters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            said[marked[-1]] += _shown(operands[0], characters)
    return said


def _shown(operand, characters: dict[bytes, str]) -> str:
    strings = operand if isinstance(operand, list) else [operand]
    codes = b"".join(one.original_bytes for one in strings if hasattr(one, "original_bytes"))
    return "".join(characters[codes[place : place + 2]] for place in range(0, len(codes), 2))


def _characters(font) -> dict[bytes, str]:
    pairs = CODES.findall(font["/ToUnicode"].get_data())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
        if len(code) == 4
    }
