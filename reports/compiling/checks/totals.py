"""Totals, breakdowns and sentences agree with the tables they speak of. Pure: the report alone.

The compiling counts once and prints the count at several places; here every place is counted
anew from the others, so that a mistake of the compiling cannot be published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from disclosure.figures.prose import METHOD_UNKNOWN, PENDING
from disclosure.figures.reviews import CARRIED
from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.grid import Datum, Grid
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Listing,
    Number,
    Paragraph,
    Report,
    Table,
)

DISAGREE = Check("totals_agree", Severity.ERROR, "合計、内訳と文の数の一致")
CHECKS = (DISAGREE,)
LISTED = "outside_use.listed."
GROUNDS = "outside_use.grounds"
# The paragraphs whose numbers are together the rows of the table that follows.
ROWS_OF = {
    "reviews.received": ("reviews.list", ("審査請求", CARRIED)),
    "council.sessions": ("council.sessions", ("開催回数",)),
}
Counted = tuple[Datum, int]  # a cell that holds a number, and the number


class Claim(NamedTuple):
    """What is printed at one place, and what the others add up to."""

    place: str
    printed: int
    counted: int

    def __str__(self) -> str:
        return f"{self.place}：{self.printed}とありますが、数え直すと{self.counted}です。"


def findings(report: Report) -> Iterator[Finding]:
    """Yield the finding about every number that disagrees with another, if any does."""
    if wrong := disagreements(report):
        sentence = (
            "報告書の数が一致しません。作成の仕組みに誤りがあるおそれがあります。"
            "公表せずに、システムの担当者に連絡してください。"
        )
        yield DISAGREE.found(sentence, wrong)


def disagreements(report: Report) -> list[str]:
    """Return a sentence about every place that disagrees with another."""
    claims = [claim for section in report.sections for claim in _section(section.blocks)]
    wrong = [str(claim) for claim in claims if claim.printed != claim.counted]
    return [*dict.fromkeys(wrong), *_same_records(report)]


def _section(blocks: tuple[Block, ...]) -> Iterator[Claim]:
    tables = {block.key: block for block in blocks if isinstance(block, Table)}
    for table in tables.values():
        yield from _totals(table)
        yield from _groups(table)
        yield from _coverage(table)
        yield from _caption(table)
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _named_alike(block)
            yield from _prose(block, tables)
    yield from _headings(blocks)


# Tables


def _totals(table: Table) -> Iterator[Claim]:
    """The total row is the sum of the others, column by column."""
    counted: Counter[int] = Counter()
    for datum, value in _parts(table):
        counted[datum.column] += value
    for datum, printed in _whole(table):
        place = f"「{table.title}」の合計（{_heading(datum)}）"
        yield Claim(place, printed, counted[datum.column])


def _whole(table: Table) -> list[Counted]:
    return [counted for counted, total in _numbers(table) if total]


def _parts(table: Table) -> list[Counted]:
    return [counted for counted, total in _numbers(table) if not total]


def _numbers(table: Table) -> Iterator[tuple[Counted, bool]]:
    """Yield the cells that hold a number, and whether they stand in the total row."""
    rows = [*table.head, *chain.from_iterable(table.groups)]
    for datum in Grid.of(table).data:
        if (value := datum.cell.value) is not None:
            yield (datum, value), rows[datum.row].total


def _values(data: Iterable[Counted]) -> Iterator[int]:
    return (value for _, value in data)


def _heading(datum: Datum) -> str:
    return datum.column_headers[-1] if datum.column_headers else f"{datum.column + 1}列目"


def _groups(table: Table) -> Iterator[Claim]:
    """A department's number is the sum of those of its combinations of clauses."""
    for group in table.groups:
        header, *others = group[0].cells
        if header.scope == "rowgroup" and others and others[0].value is not None:
            cells = [cell for row in group for cell in row.cells if not cell.scope]
            whole, *parts = [value for cell in cells if (value := cell.value) is not None]
            yield Claim(f"「{table.title}」の{header.lines[0].content[0]}", whole, sum(parts))


def _coverage(table: Table) -> Iterator[Claim]:
    """Counted and left out are together all."""
    if covered := table.coverage:
        counted = covered.counted.value + sum(number.value for _, number in covered.left_out)
        yield Claim(f"「{table.title}」の対象の記録", covered.records.value, counted)


def _caption(table: Table) -> Iterator[Claim]:
    if table.key.startswith(LISTED):
        for number in _inline_numbers(table.caption):
            yield Claim(f"「{table.title}」の件数", number.value, len(table.groups))


# Sentences


def _named_alike(paragraph: Paragraph) -> Iterator[Claim]:
    """What a sentence prints under a name is the number of that name, or its parts are."""
    named = {number.name: number.value for number in paragraph.named}
    for name, printed in _printed(paragraph).items():
        if name in named and sum(printed) != named[name]:
            for value in printed:
                yield Claim(f"文の「{name}」", value, named[name])


def _printed(paragraph: Paragraph) -> dict[str, list[int]]:
    printed: dict[str, list[int]] = defaultdict(list)
    for number in _inline_numbers(paragraph.content):
        printed[number.name].append(number.value)
    return printed


def _prose(paragraph: Paragraph, tables: dict[str, Table]) -> Iterator[Claim]:
    """The numbers a sentence may name are those of the table it stands over."""
    printed = {name: sum(values) for name, values in _printed(paragraph).items() if len(values) < 2}
    named = printed | {number.name: number.value for number in paragraph.named}
    table = tables.get(paragraph.key)
    if paragraph.key in ROWS_OF:
        yield from _rows(paragraph.key, named, tables)
    elif paragraph.key == GROUNDS:
        yield from _grounds(paragraph, tables)
    elif table and len(table.head) == 1:
        for datum, total in _whole(table):
            if (name := _heading(datum)) in named:
                yield Claim(f"文の「{name}」", named[name], total)
    elif table:
        yield from _requests(named, table)


def _rows(key: str, named: dict[str, int], tables: dict[str, Table]) -> Iterator[Claim]:
    table_key, names = ROWS_OF[key]
    rows = len(tables[table_key].groups) if table_key in tables else 0
    if all(name in named for name in names):
        yield Claim(f"文の「{'・'.join(names)}」", sum(named[name] for name in names), rows)


def _grounds(paragraph: Paragraph, tables: dict[str, Table]) -> Iterator[Claim]:
    """The grounds add up to the out-of-purpose uses of the table, the first of its kinds."""
    if not paragraph.named:
        return
    whole, *grounds = paragraph.named
    yield Claim(f"文の「{whole.name}」", whole.value, sum(ground.value for ground in grounds))
    if table := tables.get("outside_use.notices"):
        totals = list(_values(_whole(table)))
        yield Claim(f"文の「{whole.name}」", whole.value, totals[0])


def _requests(named: dict[str, int], table: Table) -> Iterator[Claim]:
    """The table of requests has every number of its sentence, by method, kind and outcome."""
    parts = _parts(table)
    first = min(datum.column for datum, _ in parts)
    received = [(datum, value) for datum, value in parts if datum.column == first]
    expected = Counter({"請求件数": sum(_values(received)), METHOD_UNKNOWN: 0})
    for datum, value in received:
        expected[datum.row_headers[-1]] += value
    for kind in dict.fromkeys(datum.row_headers[0] for datum, _ in received):
        of_kind = [counted for counted in parts if counted[0].row_headers[0] == kind]
        yield from _kind(f"{kind}請求", named, of_kind, first)
    for name in named.keys() & expected.keys():
        yield Claim(f"文の「{name}」", named[name], expected[name])


def _kind(request: str, named: dict[str, int], data: list[Counted], first: int) -> Iterator[Claim]:
    """Outcomes are added up: a sentence words some of them otherwise than the table."""
    received = [value for datum, value in data if datum.column == first]
    others = [(datum, value) for datum, value in data if datum.column != first]
    pending = [value for datum, value in others if _heading(datum) == PENDING]
    answered = [value for datum, value in others if _heading(datum) != PENDING]
    open_requests = f"{request}の{PENDING}"
    outcomes = [name for name in named if name.startswith(f"{request}の") and name != open_requests]
    yield Claim(f"文の「{request}」", named.get(request, sum(received)), sum(received))
    yield Claim(f"文の「{open_requests}」", named.get(open_requests, sum(pending)), sum(pending))
    answers = sum(named[name] for name in outcomes)
    yield Claim(f"文の「{request}」の処理", answers, sum(answered))


# Headings of breakdowns


def _headings(blocks: tuple[Block, ...]) -> Iterator[Claim]:
    """一部承諾（48件） is what stands below it, and its column of the table of requests."""
    requests: Table | None = None
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and len(block.head) == 2:
            requests = block
        for number in _inline_numbers(block.content) if isinstance(block, Heading) else ():
            yield Claim(f"見出しの「{number.name}」", number.value, _below(blocks[place + 1 :]))
            for datum, total in _whole(requests) if requests else ():
                if _heading(datum) == number.name:
                    yield Claim(f"見出しの「{number.name}」", number.value, total)


def _below(blocks: tuple[Block, ...]) -> int:
    """Add up what stands between a heading and the next one."""
    counted = 0
    for block in blocks:
        if isinstance(block, Heading):
            break
        if isinstance(block, Table):
            counted += sum(row.cells[-1].value or 0 for group in block.groups for row in group)
        if isinstance(block, Listing):
            counted += sum(number.value for number in _line_numbers(block))
    return counted


# Whatever counts the same records


def _same_records(report: Report) -> Iterator[str]:
    """Numbers that lead to the same list are the same."""
    printed: dict[Link, dict[int, str]] = defaultdict(dict)
    for section in report.sections:
        for block in section.blocks:
            for number in _every_number(block):
                if number.link:
                    printed[number.link][number.value] = number.name
    for values in printed.values():
        if len(values) > 1:
            name = next(filter(None, values.values()), "同じ記録の数")
            said = "と".join(map(str, sorted(values)))
            yield f"同じ記録を数えた「{name}」が、{said}になっています。"


def _every_number(block: Block) -> Iterator[Number]:
    if isinstance(block, Paragraph):
        yield from block.named
    if isinstance(block, Paragraph | Heading):
        yield from _inline_numbers(block.content)
    if isinstance(block, Listing):
        yield from _line_numbers(block)
    if isinstance(block, Table):
        yield from _inline_numbers(block.caption)
        for row in chain.from_iterable(block.groups):
            for cell in row.cells:
                for line in cell.lines:
                    yield from _inline_numbers(line.content)


def _line_numbers(listing: Listing) -> Iterator[Number]:
    for line in listing.lines:
        yield from _inline_numbers(line.content)


def _inline_numbers(content: Iterable[object]) -> Iterator[Number]:
    return (part for part in content if isinstance(part, Number))
