"""Section 2 counted by hand: requests by date received, and how they were answered."""

from collections.abc import Callable, Iterable

from tests.reports.naive_rules import laws_of, named, number_of, of_year
from tests.reports.plain import City, Kind, Law, Outcome, Request
from tests.reports.printed import Listed, Path, Said, Tabled, Value, counted


def requests_section(city: City, year: int) -> list:
    laws = laws_of(city, year)
    blocks = []
    for law in laws:
        requests = [request for request in of_year(city.requests, year) if request.law == law.name]
        if len(laws) > 1:
            blocks.append(Said("heading", law.name))
        blocks += [
            Said("disclosure.requests", requests_sentence(law, year, requests)),
            Tabled("disclosure.requests", "", tuple(request_rows(law, requests))),
            *note(requests),
            *breakdown(city, law, requests),
        ]
    return blocks


def outcomes_in(requests: list[Request]) -> list[str]:
    """The outcome of every disposition; 処理中 for a request without one."""
    outcomes = []
    for request in requests:
        for disposition in request.dispositions:
            outcomes.append(disposition.outcome)
        if not request.dispositions:
            outcomes.append("処理中")
    return outcomes


def requests_sentence(law: Law, year: int, requests: list[Request]) -> str:
    introduction = law.words["requests_introduction"]
    if not requests:
        return f"{introduction}{named(year)}には、請求はありませんでした。"
    asked = [(kind, [one for one in requests if one.kind == kind.name]) for kind in law.kinds]
    asked = [(kind, own) for kind, own in asked if own]
    kinds = "、".join(f"{kind.name}請求{number_of(own)}件" for kind, own in asked)
    return (
        f"{introduction}{named(year)}の請求件数は、{number_of(requests)}件であり、{kinds}"
        f"となっています。{''.join(kind_sentence(law, kind, own) for kind, own in asked)}"
    )


def kind_sentence(law: Law, kind: Kind, requests: list[Request]) -> str:
    """開示 says its methods and every outcome; another kind only the outcomes it had."""
    given = outcomes_in(requests)
    words = [(one.name, one.in_prose) for one in law.outcomes if kind.name in one.kinds]
    outcomes = [(word, given.count(name)) for name, word in words]
    if "処理中" in given or not kind.has_method:
        outcomes.append(("処理中", given.count("処理中")))
    if not kind.has_method:
        return f"{kind.name}請求の処理状況は{enumerated(had(outcomes))}となっています。"
    methods = [request.method or "方法の記載なし" for request in requests]
    by_method = [(name, methods.count(name)) for name in (*law.methods, "方法の記載なし")]
    return (
        f"{kind.name}請求の内訳は、{enumerated(had(by_method))}となっており、"
        f"処理状況は、{enumerated(outcomes)}となっています。"
    )


def had(numbers: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(word, number) for word, number in numbers if number]


def enumerated(numbers: list[tuple[str, int]]) -> str:
    return "、".join(f"{word}{counted(number)}件" for word, number in numbers)


def request_rows(law: Law, requests: list[Request]) -> Iterable[Value]:
    """Every kind and method, zeros included; 処理中 only where there is one."""
    columns = [outcome.name for outcome in law.outcomes]
    if "処理中" in outcomes_in(requests):
        columns.append("処理中")
    for row, own in (*kind_rows(law, requests), (("合計",), requests)):
        yield Value(row, ("請求件数",), number_of(own))
        for column in columns:
            number = outcomes_in(own).count(column)
            yield Value(row, ("処理の内訳", column), counted(number))


def note(requests: list[Request]) -> list[Said]:
    """Why the answers are more than the requests; nothing where no request has several."""
    if not any(len(request.dispositions) > 1 for request in requests):
        return []
    answers = sum(len(request.dispositions) for request in requests)
    waiting = sum(not request.dispositions for request in requests)
    without = f"から、処理中の{counted(waiting)}件を除いた件数" if waiting else ""
    text = (
        "（注）1件の請求に複数の処理を行ったものがあるため、処理の合計"
        f"{counted(answers)}件は、請求件数{number_of(requests)}件{without}より多くなっています。"
    )
    return [Said("disclosure.requests.note", text)]


def kind_rows(law: Law, requests: list[Request]) -> Iterable[tuple[Path, list]]:
    for kind in law.kinds:
        asked = [request for request in requests if request.kind == kind.name]
        if not kind.has_method:
            yield (kind.name,), asked
            continue
        for method in law.methods:
            yield (kind.name, method), [one for one in asked if one.method == method]
        if unknown := [one for one in asked if one.method is None]:
            yield (kind.name, "方法の記載なし"), unknown


# 2, breakdown: the clauses of what was withheld first, then the departments of the rest


def breakdown(city: City, law: Law, requests: list[Request]) -> list:
    by_clause = [outcome for outcome in law.outcomes if outcome.breakdown == "clauses"]
    by_department = [outcome for outcome in law.outcomes if outcome.breakdown == "departments"]
    if not by_clause and not by_department:
        return []
    blocks: list = [Said("heading", law.words["breakdown_title"])]
    for outcome in by_clause:
        blocks += outcome_blocks(city, law, outcome, requests, clause_tables(law))
    with_clauses = [one.name for one in by_clause if given(law, one, requests)]
    if with_clauses:
        blocks.append(legend(law, with_clauses))
    for outcome in by_department:
        blocks += outcome_blocks(city, law, outcome, requests, department_lines)
    none = [one.name for one in (*by_clause, *by_department) if not given(law, one, requests)]
    if none:
        text = f"{'、'.join(none)}はありませんでした。"
        blocks.append(Said("disclosure.breakdown.none", text))
    return blocks


def given(law: Law, outcome: Outcome, requests: list[Request]) -> list[tuple]:
    """The department of every disposition with this outcome, and its set of clauses.

    No set where the law has no clauses for such a request.
    """
    limited = {kind.name for kind in law.kinds if kind.has_clauses and outcome.clauses != "none"}
    found = []
    for request in requests:
        for disposition in request.dispositions:
            if disposition.outcome == outcome.name:
                clauses = disposition.clauses if request.kind in limited else None
                found.append((request.division.department, clauses))
    return found


def outcome_blocks(
    city: City, law: Law, outcome: Outcome, requests: list[Request], shape: Callable
) -> list:
    found = given(law, outcome, requests)
    if not found:
        return []
    title = Said("heading", f"{outcome.name}（{number_of(found)}件）")
    return [title, *shape(agency_departments(city, found))]


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


def clause_tables(law: Law) -> Callable:
    columns = ("件数",), (f"{law.words['clause_citation']}該当号及び件数の内訳",)

    def shape(agencies: list[tuple]) -> list[Tabled]:
        return [
            Tabled("disclosure.breakdown", agency, tuple(clause_rows(departments, *columns)))
            for agency, departments in agencies
        ]

    return shape


def clause_rows(departments: list[tuple], whole: Path, part: Path) -> Iterable[Value]:
    """Every exact set of clauses is a row: single clauses first, then by size and numbers.

    Last stands what the law has no clauses for.
    """
    for department, own in departments:
        yield Value((department,), whole, number_of(own))
        sets = sorted({one for one in own if one is not None}, key=lambda s: (len(s), sorted(s)))
        for clauses in (*sets, *([None] if None in own else [])):
            row = (department, clauses_label(clauses))
            yield Value(row, part, counted(own.count(clauses)))


def clauses_label(clauses: frozenset[int] | None) -> str:
    if clauses is None:
        return "該当号のない請求"
    if not clauses:
        return "該当号の記載なし"
    label = "・".join(f"第{number}号" for number in sorted(clauses))
    return f"{label}該当" if len(clauses) > 1 else label


def department_lines(agencies: list[tuple]) -> list[Listed]:
    lines = [
        agency + "、".join(f"{department}　{number_of(own)}件" for department, own in departments)
        for agency, departments in agencies
    ]
    return [Listed("disclosure.breakdown", "", tuple(lines))]


def legend(law: Law, outcomes: list[str]) -> Listed:
    citation = law.words["clause_citation"]
    title = f"※凡例　「{citation}該当号」（{'・'.join(outcomes)}の理由）"
    lines = tuple(f"第{number}号⇒　{name}" for number, name in law.clauses)
    return Listed("disclosure.breakdown.legend", title, lines)
