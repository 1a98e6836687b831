"""What the sections have compared, over the published years. Pure.

A number is found by what it measures, and stands beside those of other years only under the same
word: where the law changed its words, a figure ends and another begins, and nothing is translated.
What a report does not say stays empty.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document import charts
from kurume_privacy.document.identity import Identity
from kurume_privacy.document.measuring import Compared
from kurume_privacy.document.structure import (
    Block,
    Number,
    Paragraph,
    Report,
    Section,
    Table,
    every_number,
)

YEARS_OF_A_CHART = 6  # more have no room for their names on a narrow screen
LAW = "regime"  # the one dimension that is added up: a year may stand under two laws


Sections = Mapping[str, Compared]  # what each section has compared, by its key
Key = tuple[str, Identity, str]  # section, identity without its law, word
Figures = dict[Key, int]


@dataclass(frozen=True)
class ComparedFigure:
    """A word and its number in each year; None where the year's report does not have the word."""

    identity: Identity
    word: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Group:
    """The figures of a section, under a title that fits every law."""

    key: str
    title: str
    figures: tuple[ComparedFigure, ...]


@dataclass(frozen=True)
class Comparison:
    """The groups, their charts, and the law that each year's report names."""

    groups: tuple[Group, ...]
    charts: tuple[charts.Chart, ...]
    subjects: tuple[str, ...]

    @property
    def law_changed(self) -> bool:
        """Say whether the years do not all stand under one law."""
        return len(set(self.subjects)) > 1


def compare(
    reports: Sequence[Report], sections: Sections, apart: Container[str] = ()
) -> Comparison:
    """Put the reports side by side, given with the earliest year first.

    ``apart`` are the keys of the laws under which nothing is added to the city's.
    """
    figures = [figures_of(report, sections, apart) for report in reports]
    groups = tuple(
        _group(key, compared.title, figures)
        for key, compared in sections.items()
        if _is_counted(key, figures)
    )
    drawn = tuple(_charts(groups, sections, [FiscalYear(report.year) for report in reports]))
    return Comparison(groups, drawn, tuple(subject(report) for report in reports))


def figures_of(report: Report, sections: Sections, apart: Container[str] = ()) -> Figures:
    """Return what is compared of a report; the same under two laws is added up."""
    found: Figures = {}
    for section in report.sections:
        if compared := sections.get(section.key):
            for number in _compared(section, compared):
                if dict(number.by).get(LAW) in apart:
                    continue
                key = section.key, number.identity.without(LAW), number.label
                found[key] = found.get(key, 0) + number.value
    return found


def subject(report: Report) -> str:
    """Return what the title says the report is about: the ordinance, or the Act."""
    return report.title.removeprefix(str(FiscalYear(report.year))).removesuffix("の運用状況")


def _compared(section: Section, compared: Compared) -> Iterator[Number]:
    """Yield the numbers that are compared, each identity once, as a table words it if one does."""
    seen: set[Identity] = set()
    for number in every_number((*_blocks(section, Table), *_blocks(section, Paragraph))):
        identity = number.identity
        wanted = compared.measures.get(identity.measure)
        if wanted is not None and identity not in seen and _is_narrowed(identity, wanted):
            seen.add(identity)
            yield number


def _is_narrowed(identity: Identity, wanted: tuple[str, ...]) -> bool:
    """Say whether a number is narrowed to just these dimensions, and to the keys they name."""
    keys = dict(identity.without(LAW).by)
    asked = dict(one.partition("=")[::2] for one in wanted)
    return keys.keys() == asked.keys() and all(key in ("", keys[one]) for one, key in asked.items())


def _blocks(section: Section, kind: type[Block]) -> tuple[Block, ...]:
    return tuple(block for block in section.blocks if isinstance(block, kind))


def _is_counted(section: str, figures: Sequence[Figures]) -> bool:
    return any(key == section for of_year in figures for key, _, _ in of_year)


def _group(section: str, title: str, figures: Sequence[Figures]) -> Group:
    latest_first = (key for of_year in reversed(figures) for key in of_year)
    keys = dict.fromkeys(key for key in latest_first if key[0] == section)
    found = (ComparedFigure(*key[1:], tuple(year.get(key) for year in figures)) for key in keys)
    return Group(section, title, tuple(found))


def _charts(
    groups: Sequence[Group], sections: Sections, years: Sequence[FiscalYear]
) -> Iterator[charts.Chart]:
    """Draw the chosen figures of the last years, where there are two years to compare."""
    for group in sorted(groups, key=lambda group: sections[group.key].place):
        charted = sections[group.key].charted
        drawn = [figure for figure in group.figures if figure.identity == charted]
        known = list(_known(drawn, years))[-YEARS_OF_A_CHART:]
        if len(known) > 1:
            places, values = zip(*known, strict=True)
            word = drawn[0].word
            title = f"{group.title}：{word}"
            yield charts.columns(f"chart-{group.key}", title, "年度", places, {word: values})


def _known(
    drawn: Iterable[ComparedFigure], years: Sequence[FiscalYear]
) -> Iterator[tuple[str, int]]:
    """Yield the name and the number of each year that has one, under whichever word."""
    for place, year in enumerate(years):
        numbers = (figure.numbers[place] for figure in drawn)
        number = next((one for one in numbers if one is not None), None)
        if number is not None:
            yield str(year).removesuffix("年度"), number
