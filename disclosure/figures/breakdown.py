"""Section 2, breakdown: what was withheld, by agency, department and combination of clauses."""

from collections import Counter
from itertools import groupby

from disclosure.combination import as_typed
from disclosure.figures.counts import Combination, RequestCounts, total
from disclosure.figures.coverage import of_outcome
from disclosure.figures.links import broken_down, dispositions
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Heading,
    Inlines,
    Line,
    Listing,
    Number,
    Paragraph,
    Row,
    Table,
    enumeration,
    header_cell,
    number_cell,
)
from kurume_privacy.models import Outcome, Place, Regime

Breakdown = Outcome.Breakdown


def breakdown(regime: Regime, counts: RequestCounts, key: str, level: int) -> list[Block]:
    """Return one block an outcome that the regime breaks down; those that had none share a line.

    Its heading stands at ``level``, those of the outcomes below it.
    """
    outcomes = [o for o in regime.outcome_set.all() if o.breakdown != Breakdown.NONE]
    outcomes.sort(key=lambda outcome: outcome.breakdown != Breakdown.CLAUSES)
    had = [outcome for outcome in outcomes if total(counts.by_outcome, outcome.pk)]
    by_clause = [outcome for outcome in had if outcome.breakdown == Breakdown.CLAUSES]
    blocks: list[Block] = [Heading((regime.breakdown_title,), level)]
    for outcome in by_clause:
        blocks += _by_clause(outcome, regime, counts, f"{key}.{outcome.pk}", level + 1)
    if by_clause:
        blocks.append(_legend(regime, by_clause, key))
    for outcome in had[len(by_clause) :]:
        blocks += _by_department(outcome, counts, f"{key}.{outcome.pk}", level + 1)
    return blocks + _none(key, [outcome for outcome in outcomes if outcome not in had])


def combination_label(numbers: Combination) -> str:
    """Return 第1号, or 第1号・第2号該当 for a combination."""
    if not numbers:
        return "該当号の記載なし"
    label = "・".join(f"第{number}号" for number in numbers)
    return label if len(numbers) == 1 else f"{label}該当"


def in_report_order(numbers: Combination) -> tuple[int, Combination]:
    """Sort single clauses first by number, then combinations by size and numbers."""
    return len(numbers), numbers


def _counted(outcome: Outcome, counts: RequestCounts) -> list[tuple[Place, Combination, int]]:
    """Return the outcome's counts in the order of the organisation."""
    rows = [
        (place, numbers, records)
        for (counted, place, numbers), records in counts.breakdown.items()
        if counted == outcome.pk
    ]
    return sorted(rows, key=lambda row: (row[0], in_report_order(row[1])))


def _agency(row) -> tuple[int, str]:
    return row[0].agency_id, row[0].agency


def _title(outcome: Outcome, counts: RequestCounts) -> Inlines:
    return (f"{outcome}（", broken_down(counts, outcome, name=str(outcome)), "件）")


def _by_clause(outcome, regime, counts, key, level) -> list[Block]:
    blocks: list[Block] = [Heading(_title(outcome, counts), level)]
    for agency, rows in groupby(_counted(outcome, counts), key=_agency):
        groups = [
            _department_rows(place, list(group), dispositions(counts, outcome=outcome.pk))
            for place, group in groupby(rows, key=lambda row: row[0])
        ]
        coverage = of_outcome(outcome, agency[0], counts)
        head = _clause_head(regime)
        blocks.append(_agency_table(key, outcome, agency, head, tuple(groups), coverage))
    return blocks


def _agency_table(key, outcome, agency, head, groups, coverage) -> Table:
    agency_id, name = agency
    caption = f"【実施機関：{name}】"
    title = f"{outcome}の内訳{caption}"
    of_agency = {"agency": name, "coverage": coverage}
    return Table(f"{key}.{agency_id}", title, head, groups, (caption,), **of_agency)


def _clause_head(regime: Regime) -> tuple[Row, ...]:
    return (
        Row(
            (
                header_cell("所管部局", "col"),
                header_cell("件数", "col"),
                header_cell(f"{regime.clause_citation}該当号及び件数の内訳", "colgroup", colspan=2),
            )
        ),
    )


def _department_rows(place: Place, rows: list, records: Link) -> tuple[Row, ...]:
    """Set a department's rows; ``records`` leads to the answers with the outcome."""
    here = records.narrowed(department=place.department_id)
    whole = sum(count for _, _, count in rows)
    spans = {"rowspan": len(rows)}
    name = header_cell(place.department, "rowgroup", **spans)
    leading = (name, number_cell(whole, here, **spans))
    return tuple(
        Row(
            (
                *(() if below else leading),
                header_cell(combination_label(numbers), "row"),
                number_cell(count, here.narrowed(clauses=as_typed(numbers))),
            )
        )
        for below, (_, numbers, count) in enumerate(rows)
    )


def _legend(regime: Regime, outcomes: list[Outcome], key: str) -> Listing:
    named = "・".join(str(outcome) for outcome in outcomes)
    title = f"※凡例　「{regime.clause_citation}該当号」（{named}の理由）"
    lines = tuple(
        Line((f"⇒　{clause.name}",), clause.label) for clause in regime.exemptionclause_set.all()
    )
    return Listing(f"{key}.legend", (title,), lines)


def _by_department(outcome, counts, key, level) -> list[Block]:
    lines = []
    for (_, agency), rows in groupby(_counted(outcome, counts), key=_agency):
        departments: Counter = Counter()
        for place, _, count in rows:
            departments[place] += count
        counted = [
            (f"{place.department}　", Number(count, link=_at(place, outcome, counts)))
            for place, count in departments.items()
        ]
        lines.append(Line(tuple(enumeration(counted)), f"【実施機関：{agency}】"))
    return [Heading(_title(outcome, counts), level), Listing(key, (), tuple(lines))]


def _at(place: Place, outcome: Outcome, counts: RequestCounts) -> Link:
    return dispositions(counts, outcome=outcome.pk, department=place.department_id)


def _none(key: str, outcomes: list[Outcome]) -> list[Block]:
    if not outcomes:
        return []
    named = "、".join(str(outcome) for outcome in outcomes)
    return [Paragraph(f"{key}.none", (f"{named}はありませんでした。",))]
