"""The parts of a workbook, unpacked and parsed as they stream by. No part may declare a DTD."""

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Generic, TypeVar
from xml.parsers import expat
from zipfile import ZipFile

from kurume_privacy.xlsx.refusals import (
    DAMAGED,
    DECLARES,
    UNPACKS_HUGE,
    FileRefused,
    damage_told,
    refuse_by_parts,
)

LONGEST_TAG = 1024 * 1024  # of an element with its attributes, which are in memory at once
MOST_COLLECTED = 15_000_000  # letters of a part whose elements are collected
_ELEMENT = 50  # letters that an element counts for, besides its attributes: 300,000 of them
_AT_ONCE = 64 * 1024
_KEPT = {"ContentType", "Id", "Type", "Target", "TargetMode", "name", "id", "state"}
_KEPT |= {"date1904", "numFmtId", "formatCode"}
Made = TypeVar("Made")


class Handler(Generic[Made]):
    """What is told of a part's elements, by name without prefix; ``take`` hands on what it made."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text."""

    def take(self) -> list[Made]:
        """Return what was made since the last call."""
        return []


class Package:
    """A workbook's file: a zip of XML parts. Names of parts know no case, as in Excel.

    `FileRefused` where it is damaged, packs more than it declares, or a part declares a DTD.
    """

    def __init__(self, content: bytes) -> None:
        with damage_told():
            self._zip = ZipFile(BytesIO(content))
            infos = self._zip.infolist()
        self.parts = {info.filename.replace("\\", "/").lower(): info for info in infos}
        refuse_by_parts(self.parts)

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part.lower() in self.parts

    def stream(self, part: str, handler: Handler[Made]) -> Iterator[Made]:
        """Yield what the handler makes of a part, while it is unpacked."""
        with damage_told():
            parser = _parser(handler)
            with self._zip.open(self.parts[part.lower()]) as unpacked:
                while chunk := unpacked.read(_AT_ONCE):
                    parser.Parse(chunk)
                    if unpacked.tell() - parser.CurrentByteIndex > LONGEST_TAG:
                        raise FileRefused(DAMAGED)
                    yield from handler.take()
            parser.Parse(b"", True)
            yield from handler.take()

    def starts(self, part: str) -> list[tuple[str, dict[str, str]]]:
        """Return the beginning of every element of a small part: (name, attributes)."""
        return list(self.stream(part, _Starts())) if self.has(part) else []

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: {key: (the last word of the kind, the other part)}."""
        folder = dirname(part)
        found = {}
        for name, told in self.starts(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")):
            if name == "Relationship" and told.get("TargetMode") != "External":
                target = told.get("Target", "").replace("\\", "/")
                path = normpath(join(folder, target) if folder else target).lstrip("/")
                found[told.get("Id", "")] = (told.get("Type", "").rpartition("/")[2], path)
        return found


class _Starts(Handler[tuple[str, dict[str, str]]]):
    """Collects the beginnings of elements, with the attributes that anybody asks for."""

    def __init__(self) -> None:
        self._made: list[tuple[str, dict[str, str]]] = []
        self._room = MOST_COLLECTED

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep the element with its attributes, without their prefixes; refuse too many."""
        told = {bare(key): value for key, value in attributes.items() if bare(key) in _KEPT}
        self._room -= _ELEMENT + sum(map(len, told.values()))
        if self._room < 0:
            raise FileRefused(UNPACKS_HUGE)
        self._made.append((name, told))

    def take(self) -> list[tuple[str, dict[str, str]]]:
        """Return the elements since the last call."""
        made, self._made = self._made, []
        return made


def bare(name: str) -> str:
    """Return the name of an element or attribute without its namespace: c for …/main c."""
    return name.rpartition(":")[2]


def _parser(handler: Handler[Made]) -> expat.XMLParserType:
    """Return a parser that tells the handler, and refuses a DTD: no entity is ever resolved."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.CharacterDataHandler = handler.text

    def first(name: str, attributes: dict[str, str]) -> None:
        """Learn from the first element whether names carry prefixes; few files do, and slowly."""
        if ":" in name:
            parser.StartElementHandler = lambda name, told: handler.start(bare(name), told)
            parser.EndElementHandler = lambda name: handler.end(bare(name))
        else:
            parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = first
    return parser


def _refuse_declaration(*_: object) -> None:
    """Refuse a part that declares a document type."""
    raise FileRefused(DECLARES)
