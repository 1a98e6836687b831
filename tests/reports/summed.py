"""The tidy tables added up as their own dictionary says, and held against what is printed."""

from collections import defaultdict
from functools import reduce

from kurume_privacy.document.identity import Identity, read
from kurume_privacy.document.structure import Report, every_number
from reports.rendering.open_data import tables
from tests.reports import readback

Of = tuple[str, str]  # a table and a measure
Values = list[tuple[frozenset, int]]  # each with what it is narrowed to


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a tidy file by the names of their columns."""
    head, *rows = readback.rows_of(content)
    return [dict(zip(head, row, strict=True)) for row in rows]


def by_the_rule(rows: list[dict[str, str]]) -> tuple[dict[Of, Values], dict[Of, Values]]:
    """Return the numbers to add up, and the totals, of each table and measure."""
    parts: dict[Of, Values] = defaultdict(list)
    totals: dict[Of, Values] = defaultdict(list)
    for row in rows:
        if row["数値"]:
            found = totals if row["合計値"] == "1" else parts
            by = frozenset(read(row["区分ID"]))
            found[row["表ID"], row["指標ID"]].append((by, int(row["数値"])))
    return parts, totals


def sums(rows: list[dict[str, str]]) -> dict[Of, int]:
    """Return what each measure of each table comes to."""
    parts, _ = by_the_rule(rows)
    return {of: sum(value for _, value in values) for of, values in parts.items()}


def is_inner(by: frozenset) -> bool:
    """Say whether it is counted in a whole that stands beside it: 不存在 as a part of 不開示."""
    return {"parent", "outcome"} <= {name for name, _ in by}


def whole_of(by: frozenset) -> frozenset:
    return frozenset(one for one in by if one[0] != "outcome")


def assert_the_rule_finds_the_totals(report: Report) -> int:
    """Hold every sum against the totals of its table, and against the report's own number.

    Returns how many numbers of the report were met so.
    """
    parts, totals = by_the_rule(rows_of(tables.long(report)))
    printed = {one.identity: one.value for one in every_number(report.sections)}
    met = 0
    for of, values in totals.items():
        beside = dict(parts[of] + values)
        for by, value in values:
            if is_inner(by):
                assert value <= beside[whole_of(by)], (of, by)
            else:
                assert value == sum(part for other, part in parts[of] if by < other), (of, by)
    for of, values in parts.items():
        shared = reduce(frozenset.__and__, (by for by, _ in values))
        whole = Identity(of[1], tuple(sorted(shared)))
        if whole in printed:
            assert printed[whole] == sum(value for _, value in values), of
            met += 1
    return met
