"""Hypothesis draws a law that moves: when it begins, whom it binds, which rows change in a year.

Rows begin or end, or go on under another name: the first row of each list is always there.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from reports.edition.schema_1.words import OUTCOMES
from tests.reports import plain

DAY = timedelta(days=1)
LISTS = ("kinds", "methods", "outcomes", "clauses", "grounds")
Draw = st.DrawFn


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


@st.composite
def laws_about(draw: Draw, laws: tuple[plain.Law, ...], year: int, days) -> tuple[plain.Law, ...]:
    """The ordinance, and the Act from some day on; the assembly's own perhaps later still.

    ``days`` draws days of the year.
    """
    ordinance, act, assembly = laws
    changes = draw(st.sampled_from([act.first_day, first_day(year)]) | days)
    own = draw(st.just(changes) | days.filter(lambda day: day >= changes))
    every = [
        replace(ordinance, last_day=changes - DAY),
        replace(act, first_day=changes, governs=draw(bound_for_a_time(act.governs, days))),
        replace(assembly, first_day=own),
    ]
    if draw(st.booleans()):
        every = [amended(law) for law in every]
    every = [replace(law, ways=draw(ways_of(law.ways[0], days))) for law in every]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(every) - 1))
        every[place] = draw(moved(every[place], year, days))
    return tuple(every)


@st.composite
def laws_of_the_first_schema(draw: Draw, laws, year: int, days) -> tuple[plain.Law, ...]:
    """The law as far as the first editions knew it: two laws of one way to count, no letters."""
    ordinance, act, assembly = laws
    changes = draw(st.sampled_from([act.first_day, first_day(year)]) | days)
    every = (
        replace(ordinance, last_day=changes - DAY),
        replace(act, first_day=changes),
        replace(assembly, first_day=date(2100, 4, 1)),
    )
    return tuple(map(_as_first_known, every))


def _as_first_known(law: plain.Law) -> plain.Law:
    known = set(OUTCOMES.values())
    ended = {"last_day": date(1900, 3, 31)}
    return replace(
        law,
        outcomes=tuple(one if one.key in known else replace(one, **ended) for one in law.outcomes),
        clauses=tuple(replace(one, **ended) if one.letter else one for one in law.clauses),
        ways=tuple(replace(way, states_course=False) for way in law.ways),
    )


@st.composite
def bound_for_a_time(draw: Draw, governs: tuple[plain.Governance, ...], days):
    """Whom a law binds; the last of them perhaps to a day only."""
    *others, last = governs
    return (*others, replace(last, last_day=draw(st.none() | days)))


def amended(law: plain.Law) -> plain.Law:
    """The law with the highest clauses there can be, and every ground listed."""
    others = (
        plain.Clause("30", "その他の情報", 1, 30, ""),
        plain.Clause("p2-1-i", "条例で加えた情報", 2, 1, "イ"),
        plain.Clause("p2-1", "条例で加えたその他の情報", 2, 1, ""),
    )
    grounds = tuple(replace(ground, listed=True) for ground in law.grounds)
    return replace(law, clauses=(*law.clauses, *others), grounds=grounds)


@st.composite
def ways_of(draw: Draw, way: plain.Way, days) -> tuple[plain.Way, ...]:
    """How the law counts; perhaps otherwise from a day on."""
    first, later = (
        replace(
            way,
            answers=draw(st.sampled_from(["cohort", "flow"])),
            parts=draw(st.sampled_from(["beside", "inner"])),
            states_course=draw(st.booleans()),
        )
        for _ in range(2)
    )
    changes = draw(st.none() | days)
    if changes is None:
        return (first,)
    return replace(first, last_day=changes - DAY), replace(later, first_day=changes)


@st.composite
def moved(draw: Draw, law: plain.Law, year: int, days) -> plain.Law:
    """The law with one row that begins or ends, or goes by another name from a day on."""
    name = draw(st.sampled_from(LISTS))
    rows = list(getattr(law, name))
    still = [
        row for row in rows if not (row.first_day or row.last_day)
    ]  # what moved once stays as it is
    if not still:
        return law
    row = draw(st.sampled_from(still))
    place, always = rows.index(row), row.key == rows[0].key
    day = draw(st.sampled_from([first_day(year), last_day(year) + DAY]) | days)
    how = "renamed" if always else draw(st.sampled_from(["renamed", "begins", "ends"]))
    if how == "begins":
        rows[place] = replace(row, first_day=day)
    else:
        rows[place] = replace(row, last_day=day - DAY)
    if how == "renamed":
        named = {"name": f"新{row.name}", "first_day": day}
        prose = {"in_prose": f"新{row.in_prose}"} if isinstance(row, plain.Outcome) else {}
        rows.insert(place + 1, replace(row, **named, **prose))
    return replace(law, **{name: tuple(rows)})
