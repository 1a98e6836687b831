"""Hypothesis draws a city and its records, around one fiscal year. Plainest first."""

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.reports import plain
from tests.reports.drawn_law import first_day, last_day, laws_about
from tests.reports.naive_rules import binds

YEARS = (2021, 2023, 2022, 2019, 2027, 1990)
DEPARTMENTS = ("総務部", "市民文化部", "健康福祉部", "事務局")
DIVISIONS = ("総務課", "市民課", "")
DAY = timedelta(days=1)
Draw = st.DrawFn


# Days


def borders(year: int) -> list[date]:
    """The days on which a count goes wrong: both ends, and a 29 February of the year."""
    leap_day = [date(year + 1, 2, 29)] if isleap(year + 1) else []
    return [first_day(year), last_day(year), *leap_day]


def days_in(year: int) -> st.SearchStrategy[date]:
    return st.sampled_from(borders(year)) | st.dates(first_day(year), last_day(year))


def days_about(year: int) -> st.SearchStrategy[date]:
    """Mostly days of the year, and some of the years beside it that must not be counted."""
    outside = [*borders(year - 1), *borders(year + 1)]
    return days_in(year) | days_in(year) | st.sampled_from(outside)


def several(size: int) -> st.SearchStrategy[list[int]]:
    """Numbers for up to ``size`` records, not in order of entry."""
    return st.integers(0, size).flatmap(lambda n: st.permutations(range(1, n + 1)))


# The organisation


@st.composite
def agencies_about(draw: Draw, agencies: tuple[plain.Agency, ...], year: int):
    """The ten; but the last two may have been bound for a part of the time only."""
    *others, parliament, corporation = agencies
    ended = draw(st.none() | st.just(first_day(year) - DAY) | days_in(year))
    begun = draw(st.none() | st.just(last_day(year) + DAY) | days_in(year))
    return (*others, replace(parliament, first_day=begun), replace(corporation, last_day=ended))


@st.composite
def departments_of(draw: Draw, agency: plain.Agency, year: int) -> list[plain.Department]:
    """One or two; one may be renamed: the old name to a day of the year, then the new one."""
    names = draw(st.lists(st.sampled_from(DEPARTMENTS), min_size=1, max_size=2, unique=True))
    departments = [plain.Department(name, agency, draw(st.integers(0, 2))) for name in names]
    return departments + draw(renamed(departments, year))


@st.composite
def divisions_of(draw: Draw, department: plain.Department, year: int) -> list[plain.Division]:
    names = draw(st.lists(st.sampled_from(DIVISIONS), min_size=1, max_size=2, unique=True))
    divisions = [plain.Division(name, department) for name in names]
    return divisions + draw(renamed(divisions, year))


@st.composite
def renamed(draw: Draw, units: list, year: int) -> list:
    """Perhaps end the last of the units on a day of the year, and return its successor."""
    if not draw(st.booleans()):
        return []
    old, until = units[-1], draw(days_in(year))
    units[-1] = replace(old, last_day=until)
    return [replace(old, name=f"新{old.name}", first_day=until + DAY)]


# The records. ``place`` draws a division in use on a day


class Place:
    """Draws divisions of a city by the day, and knows the law that binds them."""

    def __init__(self, divisions: list[plain.Division], laws: tuple[plain.Law, ...]):
        self.divisions, self.laws = divisions, laws

    def on(self, day: date) -> st.SearchStrategy[plain.Division]:
        return st.sampled_from([one for one in self.divisions if one.in_use_on(day)])

    def under_a_law(self, day: date) -> st.SearchStrategy[plain.Division]:
        """Draw one whose agency some law binds: it may be asked for what it keeps."""
        return self.on(day).filter(lambda division: self.law(day, division))

    def law(self, day: date, division: plain.Division) -> plain.Law | None:
        agency = division.department.agency
        return next((law for law in self.laws if binds(law, agency, day, day)), None)


def in_force(day: date, rows) -> list:
    return [row for row in rows if row.in_use(day, day)]


@st.composite
def notices_about(draw: Draw, year: int, place: Place) -> list[plain.BusinessNotice]:
    notices = []
    for number in draw(several(6)):
        day = draw(days_about(year))
        kind = draw(st.sampled_from(["開始", "変更", "廃止"]))
        registered_by = draw(st.sampled_from(place.divisions))
        notices.append(
            plain.BusinessNotice(
                number, day, kind, f"業務{number}", draw(place.on(day)), registered_by
            )
        )
    return notices


@st.composite
def requests_about(draw: Draw, year: int, place: Place) -> list[plain.Request]:
    requests = []
    for number in draw(several(10)):
        day = draw(days_about(year))
        division = draw(place.under_a_law(day))
        law = place.law(day, division)
        kinds = in_force(day, law.kinds)
        kind = draw(st.sampled_from(kinds[:1] * 3 + kinds[1:]))
        methods = [method.key for method in in_force(day, law.methods)]
        method = draw(st.sampled_from([*methods, None])) if kind.has_method else None
        special = kind.in_parts and draw(st.booleans())
        answers = draw(st.lists(dispositions_of(day, kind, law, special), max_size=3))
        transferred = any(
            outcome.ends == "transferred" and kind.key in outcome.kinds for outcome in law.outcomes
        ) and draw(st.booleans())
        asked = plain.Request(number, day, law.name, kind.key, method, division, tuple(answers))
        requests.append(replace(asked, transferred_in=transferred, special=special))
    return requests


@st.composite
def dispositions_of(draw: Draw, day: date, kind: plain.Kind, law: plain.Law, special: bool):
    """Any outcome that answers the kind then, with every set of clauses that it may have."""
    decided_on = day + draw(st.sampled_from([14, 0, 200, 400])) * DAY
    outcomes = in_force(decided_on, law.outcomes)
    outcome = draw(st.sampled_from([one for one in outcomes if kind.key in one.kinds]))
    fewest = {"required": 1, "optional": 0}.get(outcome.clauses if kind.has_clauses else "none")
    clauses = frozenset()
    if fewest is not None:
        keys = [clause.key for clause in in_force(decided_on, law.clauses)]
        favoured = st.sampled_from(keys[:2]) | st.sampled_from(keys)
        clauses = draw(st.frozensets(favoured, min_size=fewest, max_size=4))
    part = special and outcome.ends == "decided" and draw(st.booleans())
    return plain.Disposition(outcome.key, decided_on, clauses, part)


RESULTS = st.sampled_from(["認容", "一部認容", "棄却", "却下", "取下げ"])


@st.composite
def appeals_about(draw: Draw, year: int, requests: list[plain.Request]) -> list[plain.Appeal]:
    """Received, and perhaps referred, advised on and ruled on, in any of the years."""
    disputed = [(one, place) for one in requests for place in (*range(len(one.dispositions)), None)]
    appeals = []
    for number in draw(several(4)) if disputed else []:
        request, against = draw(st.sampled_from(disputed))
        days = draw(st.lists(days_about(year) | days_about(year - 1), min_size=4, max_size=4))
        since = request.day if against is None else request.dispositions[against].day
        received, referred, opinion, ruled = sorted(max(day, since) for day in days)
        answered = (one.day for one in request.dispositions if not one.part)
        if against is None and any(day < received for day in answered):
            continue  # there is an answer
        third = against is not None and draw(st.booleans())
        appeal = plain.Appeal(number, received, request, against, third)
        if draw(st.booleans()):
            appeal = replace(appeal, referred_on=referred)
            if draw(st.booleans()):
                advised = draw(RESULTS | st.just(""))
                appeal = replace(appeal, opinion_on=opinion, opinion=advised)
        if draw(st.booleans()):
            appeal = replace(appeal, ruled_on=ruled, ruling=draw(RESULTS))
        appeals.append(appeal)
    return appeals


@st.composite
def uses_about(draw: Draw, year: int, place: Place) -> list[plain.UseNotice]:
    """Uses by a ground of their own; provisions perhaps without, as where no law has any."""
    uses = []
    for number in draw(several(8)):
        day = draw(days_about(year))
        division = draw(place.on(day))
        law = place.law(day, division)
        grounds = in_force(day, law.grounds) if law else []
        kind = draw(st.sampled_from(["目的外利用", "外部提供"])) if grounds else "外部提供"
        if kind == "目的外利用":
            ground = draw(st.sampled_from([ground for ground in grounds if ground.for_use]))
        else:
            allowing = [ground for ground in grounds if ground.for_provision]
            ground = draw(st.sampled_from([None, *allowing]))
        texts = [f"利用先{number}", f"業務{number}", f"項目{number}"]
        if not (ground and ground.listed) and draw(st.booleans()):
            texts = ["", "", ""]
        if kind == "外部提供":
            texts[0] = ""  # nothing of the city uses it
        under = (law.name, ground.key) if ground else ("", None)
        uses.append(plain.UseNotice(number, day, kind, division, *under, *texts))
    return uses


@st.composite
def sessions_about(draw: Draw, year: int) -> list[plain.Session]:
    return [
        plain.Session(
            draw(st.sampled_from([year, year, year - 1, year + 1])),
            number,
            tuple(draw(meetings(year, order)) for order in draw(several(3))),
            tuple(draw(consultations(order)) for order in draw(several(4))),
            tuple(plain.Briefing(order, f"報告{order}") for order in draw(several(2))),
        )
        for number in draw(several(3))
    ]


@st.composite
def meetings(draw: Draw, year: int, order: int) -> plain.Meeting:
    """In person at a place; in writing over a span of days; or online."""
    day = draw(days_in(year))
    manner = draw(st.sampled_from(["対面", "書面決議", "オンライン会議"]))
    if manner == "書面決議":
        return plain.Meeting(order, manner, day, day + 10 * DAY)
    return plain.Meeting(order, manner, day, place=f"会議室{order}" if manner == "対面" else "")


@st.composite
def consultations(draw: Draw, order: int) -> plain.Consultation:
    conclusion = draw(st.sampled_from(["承認", "不承認", "継続審議", ""]))
    points = tuple(plain.Point(place, f"類型案{place}", "提供") for place in draw(several(2)))
    return plain.Consultation(order, f"諮問{order}", conclusion, points)


@st.composite
def publications_about(draw: Draw, year: int) -> list[plain.Publication]:
    years = draw(st.lists(st.integers(year - 2, year), unique=True))
    return [
        plain.Publication(
            reported,
            draw(days_in(reported + 1)),
            draw(st.integers(1, 400)),
            draw(st.booleans()),
        )
        for reported in years
    ]


@st.composite
def trainings_about(draw: Draw, year: int) -> list[plain.Training]:
    return [
        plain.Training(
            draw(days_about(year)).replace(day=1),
            draw(st.integers(0, 1)),
            f"研修{number}",
            draw(st.sampled_from(["", "資料提供のみ"])),
        )
        for number in draw(several(4))
    ]


# All of it


@st.composite
def cities_about(draw: Draw, year: int, laws, agencies, laws_about=laws_about) -> plain.City:
    """A city with records in the year and beside it; the first agency is always there."""
    laws = draw(laws_about(laws, year, days_in(year)))
    agencies = draw(agencies_about(agencies, year))
    with_records = draw(st.lists(st.sampled_from(agencies[1:]), max_size=2, unique=True))
    departments = [plain.Department("企画部", agencies[0])]
    for agency in (agencies[0], *with_records):
        departments += draw(departments_of(agency, year))
    divisions = [plain.Division("企画課", departments[0])]
    for department in departments:
        divisions += draw(divisions_of(department, year))
    place = Place(divisions, laws)
    requests = draw(requests_about(year, place))
    return plain.City(
        laws,
        agencies,
        tuple(departments),
        tuple(divisions),
        tuple(draw(notices_about(year, place))),
        tuple(requests),
        tuple(draw(appeals_about(year, requests))),
        tuple(draw(uses_about(year, place))),
        tuple(draw(sessions_about(year))),
        tuple(draw(publications_about(year))),
        tuple(draw(trainings_about(year))),
    )
