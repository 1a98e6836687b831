"""The main figures over the published years, read from the editions' own tables. Pure.

Years are put side by side only under the same word: where the law changed its words, a figure
ends and another begins, and nothing is translated. What a report does not say stays empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document import charts
from kurume_privacy.document.grid import Grid
from kurume_privacy.document.structure import Paragraph, Report, Section, Table

TABLES = ("registrations.notices", "disclosure.requests", "outside_use.notices")
COUNTS = {"reviews.received": "審査請求", "council.sessions": "開催回数"}
TITLES = {
    "registrations": "業務の届出",
    "disclosure": "開示などの請求",
    "outside_use": "目的外利用など",
    "reviews": "審査請求",
    "council": "審議会の開催",
}
TOTAL = "合計"
CHARTED = (("disclosure", "請求件数"), ("registrations", "登録"), ("outside_use", "目的外利用"))
YEARS_OF_A_CHART = 6  # more have no room for their names on a narrow screen

Figures = dict[tuple[str, str], int]  # by section and word


@dataclass(frozen=True)
class ComparedFigure:
    """A word and its number in each year; None where the year's report does not have the word."""

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


def compare(reports: Sequence[Report]) -> Comparison:
    """Put the reports side by side, given with the earliest year first."""
    figures = [figures_of(report) for report in reports]
    groups = tuple(_group(key, figures) for key in TITLES if _is_counted(key, figures))
    drawn = tuple(_charts(groups, [FiscalYear(report.year) for report in reports]))
    return Comparison(groups, drawn, tuple(subject(report) for report in reports))


def figures_of(report: Report) -> Figures:
    """Return the main figures of a report; two tables with the same word are added up."""
    found: Figures = {}
    for section in report.sections:
        for word, number in _figures(section):
            found[section.key, word] = found.get((section.key, word), 0) + number
    return found


def subject(report: Report) -> str:
    """Return what the title says the report is about: the ordinance, or the Act."""
    return report.title.removeprefix(str(FiscalYear(report.year))).removesuffix("の運用状況")


def _figures(section: Section) -> Iterator[tuple[str, int]]:
    for block in section.blocks:
        if isinstance(block, Table) and block.key.startswith(TABLES):
            yield from _totals(block)
        if isinstance(block, Paragraph) and (word := COUNTS.get(block.key)) in block.numbers:
            yield word, block.numbers[word].value


def _totals(table: Table) -> Iterator[tuple[str, int]]:
    for datum in Grid.of(table).data:
        if TOTAL in datum.row_headers and datum.cell.value is not None:
            yield "：".join(datum.column_headers), datum.cell.value


def _is_counted(section: str, figures: Sequence[Figures]) -> bool:
    return any(key == section for of_year in figures for key, _ in of_year)


def _group(section: str, figures: Sequence[Figures]) -> Group:
    latest_first = (key for of_year in reversed(figures) for key in of_year)
    words = dict.fromkeys(word for key, word in latest_first if key == section)
    return Group(
        section,
        TITLES[section],
        tuple(
            ComparedFigure(word, tuple(of_year.get((section, word)) for of_year in figures))
            for word in words
        ),
    )


def _charts(groups: Sequence[Group], years: Sequence[FiscalYear]) -> Iterator[charts.Chart]:
    """Draw the chosen figures of the last years, where there are two years to compare."""
    numbers = {(group.key, one.word): one.numbers for group in groups for one in group.figures}
    for key, word in CHARTED:
        known = [
            (str(year).removesuffix("年度"), number)
            for year, number in zip(years, numbers.get((key, word), ()), strict=False)
            if number is not None
        ][-YEARS_OF_A_CHART:]
        if len(known) > 1:
            places, values = zip(*known, strict=True)
            title = f"{TITLES[key]}：{word}"
            yield charts.columns(f"chart-{key}", title, "年度", places, {word: values})
