"""Section 2, breakdown: what was withheld, by agency, department and combination of clauses."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from disclosure.figures.counts import Combination, RequestCounts, clauses_of
from disclosure.figures.coverage import of_outcome
from disclosure.figures.links import broken_down, clause_keys, of_combination, of_department
from kurume_privacy.document.identity import by_of, written
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Row,
    Table,
    enumeration,
    header_cell,
    number_cell,
)
from kurume_privacy.models import Agency, ExemptionClause, Outcome, Place, Regime

Breakdown = Outcome.Breakdown
Clauses = Mapping[str, ExemptionClause]  # by their keys


def breakdown(regime: Regime, counts: RequestCounts, key: str, level: int) -> list[Block]:
    """Return one block an outcome that the regime breaks down; those that had none share a line.

    Nothing where it breaks none down. The heading stands at ``level``, those of outcomes below it.
    """
    outcomes = [o for o in counts.outcomes(regime) if o.breakdown != Breakdown.NONE]
    if not outcomes:
        return []
    outcomes.sort(key=lambda outcome: outcome.breakdown != Breakdown.CLAUSES)
    had = [outcome for outcome in outcomes if broken_down(counts, outcome).value]
    by_clause = [outcome for outcome in had if outcome.breakdown == Breakdown.CLAUSES]
    blocks: list[Block] = [Heading((regime.breakdown_title,), level, "breakdown")]
    for outcome in by_clause:
        blocks += _by_clause(outcome, regime, counts, f"{key}.{outcome.pk}", level + 1)
    if by_clause and counts.clauses(regime):
        blocks.append(_legend(regime, by_clause, counts, key))
    for outcome in had[len(by_clause) :]:
        blocks += _by_department(outcome, counts, f"{key}.{outcome.pk}", level + 1)
    if none := "、".join(str(outcome) for outcome in outcomes if outcome not in had):
        blocks.append(Paragraph(f"{key}.none", (f"{none}はありませんでした。",)))
    return blocks


def combination_label(numbers: Combination, clauses: Clauses) -> str:
    """Return 第1号, or 第1号・第2号該当 for a combination."""
    if numbers is None:
        return "該当号のない請求"
    if not numbers:
        return "該当号の記載なし"
    label = "・".join(clauses[key].label for key in numbers)
    return label if len(numbers) == 1 else f"{label}該当"


def in_report_order(
    numbers: Combination, clauses: Clauses
) -> tuple[bool, int, tuple[tuple[int, int, int], ...]]:
    """Sort single clauses first by number, then combinations; last what has no clauses at all."""
    named = tuple(clauses[key].place for key in numbers or ())
    return numbers is None, len(named), named


def _by_agency(outcome: Outcome, counts: RequestCounts) -> Iterator[tuple[Agency, list]]:
    """Yield each agency with its counts: (place, clauses, records), in the organisation's order."""
    agencies = {agency.pk: agency for agency in counts.law.agencies}
    counted = [
        (place, numbers, records)
        for (answered, place, numbers), records in counts.breakdown.items()
        if answered == outcome.pk
    ]
    clauses = clauses_of(outcome.regime, counts.law)
    counted.sort(key=lambda row: (row[0], in_report_order(row[1], clauses)))
    for key, rows in groupby(counted, key=lambda row: row[0].agency_id):
        yield agencies[key], list(rows)


def _heading(outcome: Outcome, counts: RequestCounts, level: int) -> Heading:
    """Return 一部承諾（48件）."""
    number = broken_down(counts, outcome, label=str(outcome))
    return Heading((f"{outcome}（", number, "件）"), level, written(by_of(outcome=outcome.key)))


def _by_clause(outcome, regime, counts, key, level) -> list[Block]:
    tables = [
        _agency_table(f"{key}.{agency.pk}", outcome, agency, rows, regime, counts)
        for agency, rows in _by_agency(outcome, counts)
    ]
    return [_heading(outcome, counts, level), *tables]


def _agency_table(key, outcome, agency, rows, regime, counts) -> Table:
    caption = f"【実施機関：{agency}】"
    combinations = f"{regime.clause_citation}該当号及び件数の内訳"
    head = (
        header_cell("所管部局", "col", "department"),
        header_cell("件数", "col", "all"),
        header_cell(combinations, "colgroup", "clauses", colspan=2),
    )
    groups = (
        _department_rows(place, list(group), outcome, counts)
        for place, group in groupby(rows, key=lambda row: row[0])
    )
    return Table(
        key,
        f"{outcome}の内訳{caption}",
        (Row(head),),
        tuple(groups),
        (caption,),
        agency=agency.name,
        coverage=of_outcome(outcome, agency, counts),
    )


def _department_rows(
    place: Place, rows: list, outcome: Outcome, counts: RequestCounts
) -> tuple[Row, ...]:
    """Set a department's rows: all it had, then those of each combination of clauses."""
    department = written(by_of(department=place.department_key))
    whole = of_department(counts, outcome, place, sum(count for _, _, count in rows))
    name = header_cell(place.department, "rowgroup", department, rowspan=len(rows))
    leading = (name, number_cell(whole, rowspan=len(rows)))
    set_rows: list[Row] = []
    clauses = clauses_of(outcome.regime, counts.law)
    for _, numbers, count in rows:
        key = written(by_of(clauses=clause_keys(numbers)))
        label = header_cell(combination_label(numbers, clauses), "row", key)
        number = of_combination(counts, outcome, place, numbers, count)
        cells = (label, number_cell(number))
        set_rows.append(Row(cells if set_rows else (*leading, *cells), key=f"{department};{key}"))
    return tuple(set_rows)


def _legend(regime: Regime, outcomes: list[Outcome], counts: RequestCounts, key: str) -> Listing:
    named = "・".join(str(outcome) for outcome in outcomes)
    title = f"※凡例　「{regime.clause_citation}該当号」（{named}の理由）"
    lines = tuple(
        Line((f"⇒　{clause.name}",), clause.label, key=written(by_of(clauses=clause.key)))
        for clause in counts.clauses(regime)
    )
    return Listing(f"{key}.legend", (title,), lines)


def _by_department(outcome, counts, key, level) -> list[Block]:
    lines = []
    for agency, rows in _by_agency(outcome, counts):
        departments: Counter = Counter()
        for place, _, count in rows:
            departments[place] += count
        counted = [
            (f"{place.department}　", of_department(counts, outcome, place, count))
            for place, count in departments.items()
        ]
        marker, of_agency = f"【実施機関：{agency}】", written(by_of(agency=agency.key))
        lines.append(Line(tuple(enumeration(counted)), marker, key=of_agency))
    return [_heading(outcome, counts, level), Listing(key, (), tuple(lines))]
