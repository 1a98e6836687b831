"""Section 2 of an edition of the first schema: requests, answers and the breakdown. Frozen."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kurume_privacy.document.grid import Datum, PlacedCell, text_of
from kurume_privacy.document.identity import NONE, TOTAL, By, by_of, lasting_key, written
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Inline,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Table,
)
from reports.edition.schema_1.parts import identified, rebuilt, told
from reports.edition.schema_1.words import AGENCIES, KINDS, METHODS, OUTCOMES, REGIMES, key_of

REQUESTS, PENDING, DISPOSITIONS = (
    "disclosure.requests",
    "disclosure.pending",
    "disclosure.dispositions",
)
RECEIVED, WAITING, ANSWERS = "請求件数", "処理中", "処理の内訳"
OF_LAW = re.compile("（(.+)）$")  # 開示等請求の件数と処理の内訳（久留米市個人情報保護条例）
BY_METHOD = re.compile("([^、。]+)請求の内訳は、$")
NUMBERS = re.compile(r"\d+")


def regime_of(report: Report) -> str:
    """Return the regime whose words name the report."""
    known = (key for name, key in REGIMES.items() if name.removeprefix("久留米市") in report.title)
    return next(known, lasting_key(report.title))


def blocks(found: tuple[Block, ...], report: Report) -> Iterator[Block]:
    """Yield the blocks of the section; a table of requests says under which law they stand."""
    regimes = {block.key: _regime(block) for block in found if _is_of_requests(block)}
    regime, outcome = next(iter(regimes.values()), regime_of(report)), ""
    for block in found:
        regime = regimes.get(getattr(block, "key", ""), regime)
        if isinstance(block, Heading):
            outcome = "".join(part.label for part in block.content if isinstance(part, Number))
        yield _block(block, regime, key_of(OUTCOMES, outcome))


def _is_of_requests(block: Block) -> bool:
    return isinstance(block, Table) and block.key.startswith(REQUESTS)


def _regime(table: Block) -> str:
    found = OF_LAW.search(table.title) if isinstance(table, Table) else None
    return key_of(REGIMES, found[1] if found else "")


def _block(block: Block, regime: str, outcome: str) -> Block:
    match block:
        case Paragraph():
            return _paragraph(block, regime)
        case Heading():
            return _heading(block, regime, outcome)
        case Listing():
            return _listing(block, regime, outcome)
        case Table() if block.key.startswith(REQUESTS):
            return _table(block, regime)
    return _breakdown(block, regime, outcome)


# The paragraph


def _paragraph(block: Paragraph, regime: str) -> Paragraph:
    """Tell the numbers by their names; a method stands behind the kind that it is of."""
    content: list[Inline] = []
    kind = ""
    for part in block.content:
        if isinstance(part, str):
            kind = found[1] if (found := BY_METHOD.search(part)) else kind
        content.append(_named(part, regime, kind) if isinstance(part, Number) else part)
    named = tuple(_named(number, regime, "") for number in block.named)
    return replace(block, content=tuple(content), named=named)


def _named(number: Number, regime: str, kind: str) -> Number:
    """Return the number of 請求件数, 開示請求, 開示請求の処理中, 開示請求の一部承諾 or 閲覧."""
    name, keys = number.label, {"regime": regime}
    asked, of_it, became = name.partition("請求の")
    if name == RECEIVED:
        return identified(number, REQUESTS, by_of(**keys))
    if of_it and became == WAITING:
        return identified(number, PENDING, by_of(**keys, kind=key_of(KINDS, asked)))
    if of_it:
        by = by_of(**keys, kind=key_of(KINDS, asked), outcome=key_of(OUTCOMES, became))
        return identified(number, DISPOSITIONS, by)
    if name.endswith("請求"):
        by = by_of(**keys, kind=key_of(KINDS, name.removesuffix("請求")))
        return identified(number, REQUESTS, by)
    keys |= {"method": key_of(METHODS, name)}
    if not kind:
        return identified(number, REQUESTS, by_of(**keys))
    by = by_of(**keys, kind=key_of(KINDS, kind))
    return identified(number, REQUESTS, by, f"{kind}請求の{name}")


# The table of requests


def _table(table: Table, regime: str) -> Table:
    def header_key(placed: PlacedCell) -> str:
        text = text_of(placed.cell)
        if placed.cell.scope in ("row", "rowgroup"):
            return _row_header(text, placed.column)
        fixed = {"区分": "kind", RECEIVED: REQUESTS, ANSWERS: DISPOSITIONS, WAITING: PENDING}
        return fixed.get(text) or written(by_of(outcome=key_of(OUTCOMES, text)))

    def tell(datum: Datum, number: Number) -> Number:
        keys = {"regime": regime, **_row(datum.row_headers)}
        word, label = datum.column_headers[-1], "：".join(datum.column_headers)
        if word == RECEIVED:
            return identified(number, REQUESTS, by_of(**keys), label)
        if word == WAITING:
            return identified(number, PENDING, by_of(**keys), label)
        outcome = key_of(OUTCOMES, word)
        return identified(number, DISPOSITIONS, by_of(**keys, outcome=outcome), label)

    def row_key(line: Row, headers: tuple[str, ...]) -> str:
        return written(by_of(**_row(headers))) or TOTAL

    return rebuilt(table, header_key, row_key, tell)


def _row_header(text: str, column: int) -> str:
    if text == "合計":
        return TOTAL
    return written(
        by_of(method=key_of(METHODS, text)) if column else by_of(kind=key_of(KINDS, text))
    )


def _row(headers: tuple[str, ...]) -> dict[str, str]:
    """Return the kind and the method of a row; neither of the total."""
    if headers == ("合計",):
        return {}
    dimensions = zip(("kind", "method"), (KINDS, METHODS), headers, strict=False)
    return {name: key_of(words, text) for name, words, text in dimensions}


# The breakdown


def _heading(block: Heading, regime: str, outcome: str) -> Heading:
    by = by_of(regime=regime, outcome=outcome)
    content = told(block.content, lambda number: identified(number, DISPOSITIONS, by))
    if content != block.content:
        return replace(block, content=content, key=written(by_of(outcome=outcome)))
    law = REGIMES.get(str(block.content[0]))
    return replace(block, key=written(by_of(regime=law)) if law else "breakdown")


def _breakdown(table: Table, regime: str, outcome: str) -> Table:
    whole = {"regime": regime, "outcome": outcome, "agency": key_of(AGENCIES, table.agency)}
    columns = ("department", "all", "clauses")

    def header_key(placed: PlacedCell) -> str:
        if placed.cell.scope in ("col", "colgroup"):
            return columns[placed.column]
        text = text_of(placed.cell)
        return written(by_of(clauses=_clauses(text)) if placed.column else _department(text))

    def tell(datum: Datum, number: Number) -> Number:
        department, *clauses = datum.row_headers
        keys = whole | dict(_department(department))
        if not clauses:
            return identified(number, DISPOSITIONS, by_of(**keys), department)
        return identified(number, DISPOSITIONS, by_of(**keys, clauses=_clauses(clauses[0])), "")

    def row_key(line: Row, headers: tuple[str, ...]) -> str:
        department, clauses = headers
        return f"{written(_department(department))};{written(by_of(clauses=_clauses(clauses)))}"

    return rebuilt(table, header_key, row_key, tell)


def _department(name: str) -> By:
    return by_of(department=lasting_key(name))


def _clauses(label: str) -> str:
    return ".".join(NUMBERS.findall(label)) or NONE


def _listing(block: Listing, regime: str, outcome: str) -> Listing:
    if block.key.endswith(".legend"):
        lines = (
            replace(line, key=written(by_of(clauses=_clauses(line.marker)))) for line in block.lines
        )
        return replace(block, lines=tuple(lines))
    return replace(block, lines=tuple(_of_agency(line, regime, outcome) for line in block.lines))


def _of_agency(line: Line, regime: str, outcome: str) -> Line:
    """Return 【実施機関：市長】総務部　2件、教育部　1件 with the identities of its numbers."""
    agency = key_of(AGENCIES, line.marker.removeprefix("【実施機関：").removesuffix("】"))
    content: list[Inline] = []
    department = ""
    for part in line.content:
        if isinstance(part, Number):
            keys = {"regime": regime, "outcome": outcome, "agency": agency}
            by = by_of(**keys, **dict(_department(department)))
            content.append(identified(part, DISPOSITIONS, by, department))
        else:
            department = part.removeprefix("、").removesuffix("　")
            content.append(part)
    return replace(line, content=tuple(content), key=written(by_of(agency=agency)))
