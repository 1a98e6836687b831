"""The figures as one multiset of facts, read from the compiled report or from the hand-written SQL.

A fact is a figure with its labels; it counts as often as its number says. Zeros are no facts.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from council.models import Meeting
from kurume_privacy.calendar.fiscal import FiscalYear, era_date, era_month
from kurume_privacy.document.structure import (
    Heading,
    Line,
    Listing,
    Number,
    Paragraph,
    Report,
    Row,
    Table,
)
from outside_use.models import UseNotice
from registrations.models import BusinessNotice


def of_report(report: Report) -> Counter:
    """Read every figure back from the tables, lists and sentences of the report."""
    facts: Counter = Counter()
    for section in report.sections:
        heading = ""
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = _text(block.content)
            for fact, number in _of_block(block, heading):
                facts[fact] += number
    return +facts


def _of_block(block, heading: str) -> Iterator[tuple[tuple, int]]:
    """Yield the facts of one block, which its key tells how to read."""
    match block:
        case Table(key="registrations.notices"):
            yield from _by_agency("notices", block, BusinessNotice.Kind.values)
        case Table(key="outside_use.notices"):
            yield from _by_agency("uses", block, UseNotice.Kind.values)
        case Table(key="registrations.list"):
            for _, *labels in _grid(block):
                yield ("notice", *labels), 1
        case Table(key="disclosure.requests"):
            yield from _requests(block)
        case Table(key=key) if key.startswith("reviews.list"):
            for number, received, against, _, _, ruled in _grid(block):
                outcome = against.split("\n")[1].partition("に対する")[2]
                yield ("appeal", number, received, outcome, ruled.split("\n")[0]), 1
        case Table(key="council.sessions"):
            yield from _sessions(block)
        case Table(key=key) if key.startswith("disclosure.breakdown"):
            yield from _by_clauses(block)
        case Table(key=key) if key.startswith("outside_use.listed"):
            for labels in _grid(block):
                yield ("use", *labels), 1
        case Listing(key=key) if key.startswith("disclosure.breakdown") and "legend" not in key:
            yield from _by_department(block, heading)
        case Listing(key="training.list"):
            for line in block.lines:
                yield ("training", line.marker, _text(line.content)), 1
        case Paragraph(key="outside_use.grounds"):
            _whole, *grounds = (part for part in block.content if isinstance(part, Number))
            for number in grounds:
                yield ("grounds", number.label), number.value
        case Paragraph(key="publication.notice"):
            found = re.search(r"度の.*は、(\S+?日)に.*第(\d+)号", _text(block.content))
            yield ("published", *found.groups()), 1


def _text(content) -> str:
    return "".join(str(part) for part in content)


def _cell_text(cell) -> str:
    return "\n".join(_text(line.content) for line in cell.lines)


def _grid(table: Table) -> Iterator[list[str]]:
    """Yield the texts of each row but the total, with what spans from above or from the left."""
    spanning: dict[int, list] = {}
    for row in (row for rows in table.groups for row in rows if not row.total):
        texts: list[str] = []
        cells = iter(row.cells)
        while len(texts) < _width(table):
            if spanning.get(len(texts), [0])[0]:
                spanning[len(texts)][0] -= 1
                texts.append(spanning[len(texts)][1])
                continue
            cell = next(cells)
            for _ in range(cell.colspan):
                spanning[len(texts)] = [cell.rowspan - 1, _cell_text(cell)]
                texts.append(_cell_text(cell))
        yield texts


def _width(table: Table) -> int:
    return sum(cell.colspan for cell in table.head[0].cells)


def _by_agency(figure: str, table: Table, kinds: list[str]) -> Iterator[tuple[tuple, int]]:
    for agency, *numbers in _grid(table):
        for kind, number in zip(kinds, numbers, strict=True):
            yield (figure, agency, kind), int(number)


def _requests(table: Table) -> Iterator[tuple[tuple, int]]:
    words = [_cell_text(cell) for cell in table.head[1].cells]
    for kind, method, received, *numbers in _grid(table):
        labels = (kind, None if method == kind else method)
        yield ("requests", *labels), int(received)
        for word, number in zip(words, numbers, strict=True):
            fact = ("pending", *labels) if word == "処理中" else ("dispositions", *labels, word)
            yield fact, int(number)


def _by_clauses(table: Table) -> Iterator[tuple[tuple, int]]:
    outcome, agency = re.fullmatch(r"(.*)の内訳【実施機関：(.*)】", table.title).groups()
    for department, _, label, number in _grid(table):
        clauses = sum(1 << int(found) for found in re.findall(r"第(\d+)号", label))
        yield ("breakdown", outcome, agency, department, str(clauses)), int(number)


def _by_department(listing: Listing, heading: str) -> Iterator[tuple[tuple, int]]:
    outcome = heading.partition("（")[0]
    for line in listing.lines:
        agency = line.marker.removeprefix("【実施機関：").removesuffix("】")
        department = ""
        for part in line.content:
            if isinstance(part, Number):
                yield ("breakdown", outcome, agency, department, None), part.value
            department = str(part).strip("、　")


def _sessions(table: Table) -> Iterator[tuple[tuple, int]]:
    for row in (row for rows in table.groups for row in rows):
        yield from _session(row)


def _session(row: Row) -> Iterator[tuple[tuple, int]]:
    number, meetings, matters, _ = (cell.lines for cell in row.cells)
    session = int(_text(number[0].content))
    yield ("session", session), 1
    for line in meetings:
        if not any(isinstance(part, Number) for part in line.content):
            yield ("meeting", session, _text(line.content)), 1
    for line in matters:
        if line != Line(("諮問案件の審議",)):
            figure = ("briefing", "consultation", "point")[line.level]
            yield (figure, session, line.marker, _text(line.content)), 1


def of_rows(rows: list[tuple]) -> Counter:
    """Read the rows of the hand-written statement, worded as the report words them."""
    facts: Counter = Counter()
    for figure, *labels, number in rows:
        wording = WORDING.get(figure)
        if wording:
            facts.update((figure, *fact) for fact in wording(*labels, number))
        else:
            while labels and labels[-1] is None and figure != "breakdown":
                labels.pop()
            facts[figure, *_padded(figure, labels)] += number
    return facts


def _padded(figure: str, labels: list) -> list:
    """Keep the place of a method that there is none of."""
    return [*labels, None] if figure in ("requests", "pending") and len(labels) == 1 else labels


def _day(text: str | None) -> str:
    return era_date(date.fromisoformat(text)) if text else "―"


def _meeting(held_on, ends_on, manner, place, session) -> Iterator[tuple]:
    yield session, _day(held_on)
    if ends_on:
        yield session, f"～{_day(ends_on)}"
    if manner != Meeting.Manner.IN_PERSON:
        yield session, Meeting.Manner(manner).label
    if place:
        yield session, place


# How the rows of lists are worded; the columns are those of handwritten.sql.
WORDING = {
    "notice": lambda kind, name, division, _, n: [
        (BusinessNotice.Kind(kind).label, name, division)
    ],
    "use": lambda ground, using, used, items, n: [(using, used, items)],
    "appeal": lambda year, received, outcome, ruled, n: [
        (f"{FiscalYear(int(year))}第{n}号", _day(received), outcome, _day(ruled))
    ],
    "session": lambda a, b, c, d, n: [(n,)],
    "meeting": _meeting,
    "consultation": lambda order, matter, c, d, n: [(n, f"({order})", matter)],
    "point": lambda order, label, matter, d, n: [(n, label, matter)],
    "briefing": lambda matter, b, c, d, n: [(n, "", matter)],
    "published": lambda day, b, c, d, n: [(_day(day), str(n))],
    "training": lambda month, content, c, d, n: [(era_month(date.fromisoformat(month)), content)],
}
