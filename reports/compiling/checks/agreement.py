"""Numbers of one identity are one number, and a total is the sum of its parts. Pure.

The compiling counts once and prints the count at several places; here every place is held against
the others, so that a mistake of the compiling cannot be published. No number is known by a word or
by where it stands: a section whose numbers have identities is checked without a line here.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.grid import Datum, Grid
from kurume_privacy.document.identity import Identity
from kurume_privacy.document.structure import (
    Apart,
    Block,
    Heading,
    Inlines,
    Listing,
    Number,
    Paragraph,
    Report,
    Section,
    Table,
)

DISAGREE = Check("totals_agree", Severity.ERROR, "合計、内訳と文の数の一致")
CHECKS = (DISAGREE,)

Values = dict[Identity, int]
Dimensions = frozenset[str]


class Printed(NamedTuple):
    """A number, and what people call the place where it stands."""

    place: str
    number: Number


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
    printed = [one for section in report.sections for one in numbers_of(section)]
    apart = [one for section in report.sections for one in section.apart]
    claims = [*_same(printed), *_sums(_usual(printed), apart), *_lists(report)]
    return list(dict.fromkeys(str(claim) for claim in claims if claim.printed != claim.counted))


# Same identity, same value


def _same(printed: list[Printed]) -> Iterator[Claim]:
    """Yield what each place says, against what most of the places of the same identity say."""
    usual = {one.number.identity: one.number.value for one in _usual(printed)}
    for place, number in printed:
        yield Claim(place, number.value, usual[number.identity])


def _usual(printed: list[Printed]) -> list[Printed]:
    """Return one place an identity, of those whose value most places say."""
    places: dict[Identity, list[Printed]] = defaultdict(list)
    for one in printed:
        places[one.number.identity].append(one)
    return [_most(same) for same in places.values()]


def _most(same: list[Printed]) -> Printed:
    values = [one.number.value for one in same]
    return same[values.index(max(values, key=values.count))]


# A total is the sum over the dimensions that it drops


def _sums(printed: list[Printed], apart: list[Apart]) -> Iterator[Claim]:
    """Yield every total against the sum of its parts, unless the section says why not."""
    places = {one.number.identity: one.place for one in printed}
    values: dict[str, dict[Dimensions, Values]] = defaultdict(lambda: defaultdict(dict))
    for one in printed:
        identity = one.number.identity
        values[identity.measure][identity.dimensions][identity] = one.number.value
    for measure, narrowed in values.items():
        for total, wholes in narrowed.items():
            for part, parts in narrowed.items():
                if total < part and not any(one.explains(measure, total, part) for one in apart):
                    yield from _sum(wholes, parts, part - total, places)


def _sum(
    wholes: Values, parts: Values, dropped: Dimensions, places: dict[Identity, str]
) -> Iterator[Claim]:
    sums: Values = defaultdict(int)
    for identity, value in parts.items():
        sums[identity.without(*dropped)] += value
    for identity in wholes.keys() & sums.keys():
        yield Claim(places[identity], wholes[identity], sums[identity])


# What lists records, and what leaves some out


def _lists(report: Report) -> Iterator[Claim]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and (covered := block.coverage):
                left_out = sum(number.value for _, number in covered.left_out)
                counted, place = covered.counted.value, f"「{block.title}」の対象の記録"
                yield Claim(place, covered.records.value, counted + left_out)
                if all(datum.cell.value is None for datum in Grid.of(block).data):
                    yield Claim(f"「{block.title}」の件数", counted, len(block.groups))


# Every number and its place


def numbers_of(section: Section) -> Iterator[Printed]:
    """Yield every number of a section that has an identity, with its place in words."""
    for block in section.blocks:
        for one in _numbers(block):
            if one.number.measure:
                yield one
    yield from (Printed(f"「{number.label}」", number) for number in section.held)


def _numbers(block: Block) -> Iterator[Printed]:
    match block:
        case Paragraph(content=content, named=named):
            yield from _inline("文", (*named, *content))
        case Heading(content=content):
            yield from _inline("見出し", content)
        case Listing():
            for line in block.lines:
                yield from _inline(f"「{line.marker}」", line.content)
        case Table():
            yield from _of_table(block)


def _inline(place: str, content: Inlines) -> Iterator[Printed]:
    for part in content:
        if isinstance(part, Number):
            yield Printed(f"{place}の「{part.label}」" if part.label else place, part)


def _of_table(table: Table) -> Iterator[Printed]:
    place = f"「{table.title}」"
    yield from _inline(place, table.caption)
    for datum in Grid.of(table).data:
        for line in datum.cell.lines:
            for part in line.content:
                if isinstance(part, Number):
                    yield Printed(f"{place}の{_cell(datum)}", part)
    if covered := table.coverage:
        left_out = (number for _, number in covered.left_out)
        for number in (covered.records, covered.counted, *left_out):
            yield Printed(f"{place}の対象の記録", number)


def _cell(datum: Datum) -> str:
    """Return 合計（登録）, or 市長（登録）."""
    beside = "・".join(datum.row_headers) or f"{datum.row + 1}行目"
    above = datum.column_headers[-1] if datum.column_headers else f"{datum.column + 1}列目"
    return f"{beside}（{above}）"
