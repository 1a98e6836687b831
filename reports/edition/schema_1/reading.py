"""An edition of the first schema with the identities of the second. Frozen."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import By, by_of, written
from kurume_privacy.document.plain import as_data, from_data
from kurume_privacy.document.structure import (
    Block,
    Inline,
    Number,
    Paragraph,
    Report,
    Section,
    Table,
)
from reports.edition.schema_1 import requests, words
from reports.edition.schema_1.parts import (
    by_agency,
    identified,
    listing,
    paragraph,
    told,
    with_row_numbers,
)
from reports.edition.schema_1.words import key_of


def upgraded(data: dict[str, Any]) -> Any:
    """Return plain data of the first schema as data of the second."""
    report = from_data(_widened(data))
    sections = tuple(_section(section, report) for section in report.sections)
    return as_data(replace(report, sections=sections))


def _widened(data: Any) -> Any:
    """Return the data with the fields of the second schema, their names as labels."""
    if isinstance(data, list):
        return [_widened(part) for part in data]
    if not isinstance(data, dict):
        return data
    if data.get("type") == "number":
        return {"value": data["value"], "measure": "", "by": {}, "label": data["name"]}
    return {"key": ""} | {name: _widened(part) for name, part in data.items()}


def _section(section: Section, report: Report) -> Section:
    read = {
        "registrations": _registrations,
        "disclosure": requests.blocks,
        "outside_use": _outside_use,
        "reviews": _reviews,
        "council": _council,
    }.get(section.key)
    return replace(section, blocks=tuple(read(section.blocks, report))) if read else section


# Section 1


def _registrations(blocks: tuple[Block, ...], report: Report) -> Iterator[Block]:
    measure = "registrations.notices"
    for block in blocks:
        if isinstance(block, Paragraph):
            yield paragraph(block, lambda one: identified(one, measure, _notice_kind(one.label)))
        elif isinstance(block, Table) and block.key == measure:
            yield by_agency(block, measure, _notice_kind)
        elif isinstance(block, Table):
            yield listing(block, words.COLUMNS["registrations.list"])


def _notice_kind(word: str) -> By:
    return by_of(kind=key_of(words.NOTICE_KINDS, word))


# Section 3


def _outside_use(blocks: tuple[Block, ...], report: Report) -> Iterator[Block]:
    kinds = words.USE_KINDS | _words_of_the_law(blocks)
    regime = requests.regime_of(report)

    def kind(word: str) -> By:
        return by_of(kind=key_of(kinds, word))

    def of_kind(number: Number) -> Number:
        return identified(number, "outside_use.notices", kind(number.label))

    for block in blocks:
        if isinstance(block, Paragraph) and block.key == "outside_use.grounds":
            yield paragraph(block, lambda one: _ground(one, kinds))
        elif isinstance(block, Paragraph):
            yield paragraph(block, of_kind)
        elif isinstance(block, Table) and block.key == "outside_use.notices":
            yield by_agency(block, "outside_use.notices", kind)
        elif isinstance(block, Table):
            listed = listing(block, words.COLUMNS["outside_use.listed"])
            yield replace(listed, caption=_caption(listed, regime))


def _words_of_the_law(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return the words that the law had for both kinds: the headings of the table, in order."""
    tables = [block for block in blocks if isinstance(block, Table)]
    heads = (
        [str(cell.lines[0].content[0]) for cell in tables[0].head[0].cells[1:]] if tables else []
    )
    return dict(zip(heads, words.USE_KINDS.values(), strict=False))


def _ground(number: Number, kinds: dict[str, str]) -> Number:
    """Return the number of 目的外利用, 法令 or, where two laws met, 法令（条例第9条第3項第2号）."""
    use = {"kind": "out_of_purpose_use"}
    if kinds.get(number.label) == use["kind"]:
        return identified(number, "outside_use.notices", by_of(**use))
    name, _, article = number.label.rpartition("（")
    law = words.REGIME_OF_ARTICLE.get(article[:1]) if name else None
    keys = use | {"ground": key_of(words.GROUNDS, name if law else number.label)}
    if law:
        keys["regime"] = law
    return identified(number, "outside_use.notices", by_of(**keys))


def _caption(table: Table, regime: str) -> tuple[Inline, ...]:
    """Return 条例第9条第3項第3号（生命等の保護）適用2件の内訳 with the identity of its number."""
    article, _, rest = str(table.caption[0]).partition("（")
    law = words.REGIME_OF_ARTICLE.get(article[:1], regime)
    ground = key_of(words.GROUNDS, rest.removesuffix("）適用"))
    by = by_of(kind="out_of_purpose_use", regime=law, ground=ground)
    return told(table.caption, lambda number: identified(number, "outside_use.notices", by))


# Sections 4 and 5


REVIEWS = {
    "審査請求": ("reviews.reported", by_of(origin="received")),
    "繰越し": ("reviews.reported", by_of(origin="carried_over")),
    "年度末の審理中": ("reviews.pending", ()),
}


def _reviews(blocks: tuple[Block, ...], report: Report) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield paragraph(block, lambda one: identified(one, *REVIEWS[one.label]))
        elif isinstance(block, Table):
            yield listing(block, words.COLUMNS["reviews.list"], _appeal)


def _appeal(number: str) -> str:
    year, _, rest = number.rpartition("第")
    return f"appeal={int(FiscalYear.parse(year))}-{rest.removesuffix('号')}"


def _council(blocks: tuple[Block, ...], report: Report) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield paragraph(block, lambda one: identified(one, "council.sessions"))
        elif isinstance(block, Table):
            listed = listing(block, words.COLUMNS["council.sessions"], _session)
            yield with_row_numbers(listed, "council.meetings", "開催日")


def _session(number: str) -> str:
    return written(by_of(session=number))
