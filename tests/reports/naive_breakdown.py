"""Section 2, breakdown: the clauses of what was withheld first, then the departments of the rest.

``counts`` is what `tests.reports.naive_requests` counts under one law.
"""

from collections.abc import Callable, Iterable

from tests.reports.naive_rules import number_of, rows_of
from tests.reports.plain import City, Clause, Outcome
from tests.reports.printed import Listed, Path, Said, Tabled, Value, counted

LETTERS = ("", *"イロハニホヘトチリヌ")


def breakdown(counts) -> list:
    by_clause = [outcome for outcome in counts.outcomes if outcome.breakdown == "clauses"]
    by_department = [outcome for outcome in counts.outcomes if outcome.breakdown == "departments"]
    if not by_clause and not by_department:
        return []
    blocks: list = [Said("heading", counts.law.words["breakdown_title"])]
    for outcome in by_clause:
        blocks += outcome_blocks(counts, outcome, clause_tables(counts))
    if with_clauses := [one.name for one in by_clause if given(counts, one)]:
        blocks += legend(counts, with_clauses)
    for outcome in by_department:
        blocks += outcome_blocks(counts, outcome, department_lines)
    none = [one.name for one in (*by_clause, *by_department) if not given(counts, one)]
    if none:
        text = f"{'、'.join(none)}はありませんでした。"
        blocks.append(Said("disclosure.breakdown.none", text))
    return blocks


def given(counts, outcome: Outcome) -> list[tuple]:
    """The department of every disposition with this outcome, and its set of clauses.

    No set where the law has no clauses for such a request.
    """
    limited = {kind.key for kind in counts.law.kinds if kind.has_clauses}
    found = []
    for request, disposition in counts.answers:
        if disposition.outcome == outcome.key:
            may = request.kind in limited and outcome.clauses != "none"
            clauses = disposition.clauses if may else None
            found.append((request.division.department, clauses))
    return found


def outcome_blocks(counts, outcome: Outcome, shape: Callable) -> list:
    found = given(counts, outcome)
    if not found:
        return []
    title = Said("heading", f"{outcome.name}（{number_of(found)}件）")
    return [title, *shape(agency_departments(counts.city, found))]


def agency_departments(city: City, found: list[tuple]) -> list[tuple]:
    """(agency, [(department, its sets of clauses)]), those that had any, in their order."""
    agencies = []
    for agency in city.agencies:
        departments = []
        for department in sorted(city.departments, key=lambda department: department.order):
            own = [clauses for place, clauses in found if place == department]
            if own and department.agency == agency:
                departments.append((department.name, own))
        if departments:
            agencies.append((f"【実施機関：{agency.name}】", departments))
    return agencies


def clause_tables(counts) -> Callable:
    columns = ("件数",), (f"{counts.law.words['clause_citation']}該当号及び件数の内訳",)
    known = {clause.key: clause for clause in counts.law.clauses}

    def shape(agencies: list[tuple]) -> list[Tabled]:
        return [
            Tabled("disclosure.breakdown", agency, tuple(clause_rows(departments, known, *columns)))
            for agency, departments in agencies
        ]

    return shape


def clause_rows(
    departments: list[tuple], known: dict[str, Clause], whole: Path, part: Path
) -> Iterable[Value]:
    """Every exact set of clauses is a row: single clauses first, then by size and place.

    Last stands what the law has no clauses for.
    """
    for department, own in departments:
        yield Value((department,), whole, number_of(own))
        sets = [in_order(known, one) for one in set(own) if one is not None]
        sets.sort(key=lambda clauses: (len(clauses), list(map(place, clauses))))
        for clauses in sets:
            number = own.count(frozenset(clause.key for clause in clauses))
            yield Value((department, clauses_label(clauses)), part, counted(number))
        if None in own:
            yield Value((department, "該当号のない請求"), part, counted(own.count(None)))


def in_order(known: dict[str, Clause], keys: frozenset[str]) -> list[Clause]:
    return sorted((known[key] for key in keys), key=place)


def place(clause: Clause) -> tuple[int, int, int]:
    """Where it stands in the article: by paragraph, then number, then イ, ロ, ハ …."""
    return clause.paragraph, clause.number, LETTERS.index(clause.letter)


def clauses_label(clauses: list[Clause]) -> str:
    if not clauses:
        return "該当号の記載なし"
    label = "・".join(map(called, clauses))
    return f"{label}該当" if len(clauses) > 1 else label


def called(clause: Clause) -> str:
    """第1号, 第7号ト, 第2項第1号."""
    paragraph = f"第{clause.paragraph}項" if clause.paragraph > 1 else ""
    return f"{paragraph}第{clause.number}号{clause.letter}"


def department_lines(agencies: list[tuple]) -> list[Listed]:
    lines = [
        agency + "、".join(f"{department}　{number_of(own)}件" for department, own in departments)
        for agency, departments in agencies
    ]
    return [Listed("disclosure.breakdown", "", tuple(lines))]


def legend(counts, outcomes: list[str]) -> list[Listed]:
    """The clauses in force in the year and any other that was named; nothing without any."""
    citation = counts.law.words["clause_citation"]
    title = f"※凡例　「{citation}該当号」（{'・'.join(outcomes)}の理由）"
    broken_down = [one.key for one in counts.law.outcomes if one.breakdown == "clauses"]
    names = set()
    for _, answer in counts.answers:
        if answer.outcome in broken_down:
            names |= answer.clauses
    clauses = rows_of(counts.year, counts.law.clauses, names)
    lines = tuple(f"{called(clause)}⇒　{clause.name}" for clause in clauses)
    return [Listed("disclosure.breakdown.legend", title, lines)] if lines else []
