"""Section 2 counted by hand: requests, how they were answered, and what was carried over."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from tests.reports import naive_course
from tests.reports.naive_breakdown import breakdown
from tests.reports.naive_rules import in_year, laws_of, named, number_of, rows_of, way_of
from tests.reports.plain import City, Disposition, Kind, Law, Method, Outcome, Request
from tests.reports.printed import Path, Said, Tabled, Value, counted

Answer = tuple[Request, Disposition]
UNKNOWN = "方法の記載なし"
COUNTED_SO = {
    "cohort": "（注）処理は、この年度に受け付けた請求について行った処理を数えています。",
    "flow": "（注）処理は、請求を受け付けた年度にかかわらず、"
    "この年度中に行ったものを数えています。",
}
ORIGINS = {
    "carried_over": "前年度からの繰越し",
    "received": "今年度の受付",
    "transferred_in": "移送を受けたもの",
}
COURSE_CAPTION = "前年度からの繰越しと処理の状況"
ENDS = {"decided": "決定", "withdrawn": "取下げ", "transferred": "移送", "pending": "処理中"}


def requests_section(city: City, year: int) -> list:
    way = way_of(city, year)
    every = [Counts(city, year, law) for law in city.laws]
    laws = laws_of(city, year, [one.law.name for one in every if one.any()])
    blocks = []
    for one in every:
        if one.law not in laws:
            continue
        if len(laws) > 1:
            blocks.append(Said("heading", one.law.name))
        blocks += [
            Said("disclosure.requests", requests_sentence(one)),
            Tabled("disclosure.requests", "", tuple(request_rows(one))),
            *note(one),
            *breakdown(one),
        ]
        if way.states_course:
            blocks.append(Tabled("disclosure.course", COURSE_CAPTION, tuple(course_rows(one))))
    if way.states_course:
        blocks.append(Said("disclosure.counted", COUNTED_SO[way.answers]))
    return blocks


class Counts:
    """What the report of a year counts under one law.

    As cohort, the answers to the year's requests; as flow, the answers of the year, and what waits
    of any year.
    """

    def __init__(self, city: City, year: int, law: Law):
        self.city, self.year, self.law, self.way = city, year, law, way_of(city, year)
        flow, own = self.way.answers == "flow", []
        for request in city.requests:
            if request.law == law.name:
                own.append(request)
        self.received = [request for request in own if in_year(request.day, year)]
        self.days = naive_course.days_of(self.way.answers, year, {})
        self.answers, self.waiting = [], []
        for request in own:
            counts = in_year(request.day, year)
            for answer in request.dispositions:
                if in_year(answer.day, year) if flow else counts:
                    self.answers.append((request, answer))
            pending = naive_course.end_of(asked(law, request), self.days.to) == "pending"
            before = request.day < date(year, 4, 1)
            if pending and (counts or (flow and before)):
                self.waiting.append(request)
        self.course = naive_course.course([asked(law, one) for one in own], year, self.days)
        if not self.way.states_course:
            self.course.clear()

    def any(self) -> bool:
        return bool(self.received or self.answers or self.waiting or self.course)

    @property
    def concerned(self) -> list[Request]:
        """The requests that are counted in some table or other, but that of the course."""
        return [*self.received, *self.waiting, *(request for request, _ in self.answers)]

    @property
    def kinds(self) -> list[Kind]:
        counted_ones = {request.kind for request in self.concerned}
        counted_ones |= {kind for _, _, kind, _ in self.course}
        return rows_of(self.year, self.law.kinds, counted_ones)

    @property
    def methods(self) -> list[Method]:
        asked_for = {request.method for request in self.concerned}
        return rows_of(self.year, self.law.methods, asked_for)

    @property
    def outcomes(self) -> list[Outcome]:
        given = {answer.outcome for _, answer in self.answers}
        return rows_of(self.year, self.law.outcomes, given)

    def outcomes_of(self, kind: Kind) -> list[Outcome]:
        """Those that answer the kind, and any other that it was answered with."""
        given = {answer.outcome for request, answer in self.answers if request.kind == kind.key}
        return [one for one in self.outcomes if kind.key in one.kinds or one.key in given]

    def numbers(
        self, outcomes: list[Outcome], wanted: Callable, kinds: list[Kind]
    ) -> list[tuple[Outcome, str, int]]:
        """How often each outcome was given to the wanted requests, with what stands before it.

        As an inner count, a part stands behind the outcome that it is a part of, and that counts
        its parts too; but only of the kinds that this outcome answers.
        """
        given = [(answer.outcome, one.kind) for one, answer in self.answers if wanted(one)]
        if self.way.parts == "beside":
            count = Counter(key for key, _ in given)
            return [(one, "", count[one.key]) for one in outcomes]
        within = {
            (one.key, kind.key): self.whole_of(one, kind)
            for kind in kinds
            for one in self.outcomes_of(kind)
        }
        numbers = []
        for whole in outcomes:
            if whole.key not in within.values():
                continue
            numbers.append((whole, "", sum(within[each] == whole.key for each in given)))
            own = {each for each, of in within.items() if of == whole.key}
            for part in outcomes:
                if part != whole and any(key == part.key for key, _ in own):
                    inner = [each for each in given if each in own and each[0] == part.key]
                    numbers.append((part, "うち", len(inner)))
        return numbers

    def whole_of(self, outcome: Outcome, kind: Kind) -> str:
        for one in self.outcomes:
            if one.key == outcome.parent and kind.key in one.kinds:
                return one.key
        return outcome.key


def asked(law: Law, request: Request) -> naive_course.Asked:
    """The request as the count of its course knows it."""
    ends = {outcome.key: outcome.ends for outcome in law.outcomes}
    answers = sorted(request.dispositions, key=lambda answer: answer.day)
    given = tuple(naive_course.Answer(one.day, ends[one.outcome], one.part) for one in answers)
    return naive_course.Asked(request.day, request.law, request.kind, given, request.transferred_in)


# The sentences


def requests_sentence(counts: Counts) -> str:
    year, requests = counts.year, counts.received
    introduction = counts.law.words["requests_introduction"]
    if not requests:
        return f"{introduction}{named(year)}には、請求はありませんでした。"
    received = [(kind, [one for one in requests if one.kind == kind.key]) for kind in counts.kinds]
    received = [(kind, own) for kind, own in received if own]
    kinds = "、".join(f"{kind.name}請求{number_of(own)}件" for kind, own in received)
    sentences = "".join(kind_sentence(counts, kind, own) for kind, own in received)
    return (
        f"{introduction}{named(year)}の請求件数は、{number_of(requests)}件であり、{kinds}"
        f"となっています。{sentences}"
    )


def kind_sentence(counts: Counts, kind: Kind, requests: list[Request]) -> str:
    """開示 says its methods and every outcome; another kind only the outcomes it had."""
    found = counts.numbers(
        counts.outcomes_of(kind), lambda request: request.kind == kind.key, [kind]
    )
    outcomes = [(inner + outcome.in_prose, number) for outcome, inner, number in found]
    waiting = sum(request.kind == kind.key for request in counts.waiting)
    outcomes += [("処理中", waiting)] if waiting else []
    if not kind.has_method:
        return f"{kind.name}請求の処理状況は{enumerated(had(outcomes))}となっています。"
    methods = [request.method for request in requests]
    by_method = [(method.name, methods.count(method.key)) for method in counts.methods]
    by_method.append((UNKNOWN, methods.count(None)))
    return (
        f"{kind.name}請求の内訳は、{enumerated(had(by_method))}となっており、"
        f"処理状況は、{enumerated(outcomes)}となっています。"
    )


def had(numbers: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(word, number) for word, number in numbers if number]


def enumerated(numbers: list[tuple[str, int]]) -> str:
    return "、".join(f"{word}{counted(number)}件" for word, number in numbers)


# The table, and the note below it


def request_rows(counts: Counts) -> Iterable[Value]:
    """Every kind and method, zeros included; 処理中 only where there is one."""
    for row, wanted in (*kind_rows(counts), (("合計",), lambda request: True)):
        yield Value(row, ("請求件数",), number_of(filter(wanted, counts.received)))
        for outcome, inner, number in counts.numbers(counts.outcomes, wanted, counts.kinds):
            yield Value(row, ("処理の内訳", inner + outcome.name), counted(number))
        if counts.waiting:
            yield Value(row, ("処理の内訳", "処理中"), number_of(filter(wanted, counts.waiting)))


def kind_rows(counts: Counts) -> Iterable[tuple[Path, Callable]]:
    """The name of each row, and what says whether a request belongs there."""
    for kind in counts.kinds:
        if not kind.has_method:
            yield (kind.name,), of(kind.key)
            continue
        for method in counts.methods:
            yield (kind.name, method.name), of(kind.key, method.key)
        if any(filter(of(kind.key, None), counts.concerned)):
            yield (kind.name, UNKNOWN), of(kind.key, None)


def of(kind: str, *method: str | None) -> Callable[[Request], bool]:
    """Return what says of a request whether it is of this kind, and method if one is named."""
    return lambda request: request.kind == kind and (not method or request.method == method[0])


def note(counts: Counts) -> list[Said]:
    """Why the answers are more than the requests; nothing where they are not.

    A request has several answers, or one on a part of it and waits nevertheless. The answers of a
    year are nothing that its requests could be held against.
    """
    answers, waiting = len(counts.answers), len(counts.waiting)
    requests = len(counts.received)
    if counts.way.answers == "flow" or answers + waiting == requests:
        return []
    without = f"から、処理中の{counted(waiting)}件を除いた件数" if waiting else ""
    text = (
        "（注）1件の請求に複数の処理を行ったものがあるため、処理の合計"
        f"{counted(answers)}件は、請求件数{counted(requests)}件{without}より多くなっています。"
    )
    return [Said("disclosure.requests.note", text)]


# What was carried over


def course_rows(counts: Counts) -> Iterable[Value]:
    """Where requests came from and how they ended; a transfer here only where there was one."""
    for origin, word in ORIGINS.items():
        came = {key: number for key, number in counts.course.items() if key[1] == origin}
        if origin == "transferred_in" and not came:
            continue
        for kind in (*counts.kinds, None):
            row = (word, kind.name if kind else "計")
            ends = dict.fromkeys(ENDS, 0)
            for (_, _, asked_for, end), number in came.items():
                if kind is None or kind.key == asked_for:
                    ends[end] += number
            yield Value(row, ("件数",), counted(sum(ends.values())))
            for end, number in ends.items():
                yield Value(row, (ENDS[end],), counted(number))
