"""Letters that the PDF cannot print: each with its code, and the record or place it stands in."""

import re
from collections.abc import Callable, Iterator
from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity, link_to
from kurume_privacy.document.grid import Grid, text_of
from kurume_privacy.document.structure import Block, Inlines, Listing, Report, Table
from kurume_privacy.models import Record
from kurume_privacy.models.texts import free_texts
from kurume_privacy.text import code_of, half_digits
from reports.models import Wording
from reports.rendering import fonts
from reports.sections import SECTIONS

NOT_PRINTED = Check("letter_not_printed", Severity.ERROR, "PDFに印刷できない文字")
CHECKS = (NOT_PRINTED,)
PIECES = re.compile(r"[\r\n{}]")
MEND = "通常の漢字かひらがなに直してください。"

Prints = Callable[[str], bool]


class Text(NamedTuple):
    """A text of the report, and where it stands there."""

    place: str
    said: str


def findings(year: FiscalYear, report: Report, prints: Prints | None = None) -> Iterator[Finding]:
    """Yield where a letter stands that ``prints`` denies: in records, and in no record.

    Nothing is asked of the database while every letter is printed.
    """
    prints = prints or partial(fonts.prints, fonts=fonts.covered())
    wrong = [text for text in texts(report) if not all(map(prints, text.said))]
    letters = {char for text in wrong for char in text.said if not prints(char)}
    if not letters:
        return
    known: list[str] = []  # the lines of records that explain what stands in the report
    for route, name, model in ledgers():
        lines = [line for line in lines_with(model, year, letters) if _stands_in(line, wrong)]
        known += [line.said for line in lines]
        yield from _in_records(route, name, model, year, lines)
    rest = [text for text in wrong if not any(line in half_digits(text.said) for line in known)]
    yield from _elsewhere(rest, letters)


# The texts of a report


def texts(report: Report) -> Iterator[Text]:
    """Yield every text that is printed."""
    yield Text("題名", f"{report.title}{report.period}")
    for number, section in enumerate(report.sections, start=1):
        name = f"{number} {section.title}"
        yield Text(f"「{name}」の見出し", section.title)
        for block in section.blocks:
            yield from _of_block(name, block)


def _of_block(section: str, block: Block) -> Iterator[Text]:
    if isinstance(block, Table):
        yield from _of_table(block)
    elif isinstance(block, Listing):
        title = _said(block.title)
        place = f"「{section}」の" + (f"「{title}」" if title else "箇条書き")
        yield Text(place, title)
        for line in block.lines:
            yield Text(place, f"{line.marker}{_said(line.content)}")
    else:
        yield Text(f"「{section}」の文", _said(block.content))


def _of_table(table: Table) -> Iterator[Text]:
    yield Text(f"表「{table.title}」の題", f"{table.title}{_said(table.caption)}")
    grid = Grid.of(table)
    for placed in grid.cells:
        if placed.cell.scope or placed.row < grid.head:
            yield Text(f"表「{table.title}」の見出し", text_of(placed.cell))
    for datum in grid.data:
        headers = "・".join((*datum.row_headers, *datum.column_headers[-1:])).replace("\n", " ")
        yield Text(f"表「{table.title}」の「{headers}」", datum.text)


def _said(content: Inlines) -> str:
    return "".join(map(str, content))


# The records that they come from


class RecordLine(NamedTuple):
    """A line of a record that has such letters: whose it is, and what it says in half width.

    Of a wording, what stands between the names of its numbers.
    """

    key: int
    said: str
    letters: frozenset[str]


def ledgers() -> Iterator[tuple[str, str, type[Record]]]:
    """Yield each kind of record of a year: the names of its pages, its own, and its model."""
    for section in SECTIONS:
        for ledger in section.kept:
            if ledger.model.year_follows():
                yield ledger.route, ledger.name, ledger.model
    yield "reports:wording", str(Wording._meta.verbose_name), Wording


def lines_with(model: type[Any], year: FiscalYear, letters: set[str]) -> Iterator[RecordLine]:
    """Yield the lines of the records of a year, and of what belongs to them, with such letters."""
    for path in text_paths(model):
        asked = reduce(or_, (Q(**{f"{path}__contains": letter}) for letter in letters))
        found = model.objects.in_year(year).order_by().filter(asked)
        for key, text in found.values_list("pk", path):
            for line in PIECES.split(half_digits(text)):
                if here := letters & {*line}:
                    yield RecordLine(key, line.strip(), frozenset(here))


def text_paths(model: type[Record], way: str = "") -> Iterator[str]:
    """Yield the way to each free text of a record and of its parts."""
    yield from (f"{way}{name}" for name in free_texts(model))
    for part in model.parts:
        related: Any = model._meta.get_field(part).related_model
        yield from text_paths(related, f"{way}{part}__")


def _stands_in(line: RecordLine, wrong: list[Text]) -> bool:
    return any(line.said in half_digits(text.said) for text in wrong)


# What is said of them


def _in_records(
    route: str, name: str, model: type[Any], year: FiscalYear, lines: list[RecordLine]
) -> Iterator[Finding]:
    letters: dict[int, set[str]] = {}
    for line in lines:
        letters.setdefault(line.key, set()).update(line.letters)
    if letters:
        records = model.objects.shown().filter(pk__in=letters)
        subjects = [f"{record}：{_named(letters[record.pk])}" for record in records]
        sentence = f"PDFに印刷できない文字が、{name}の{len(letters)}件にあります。{MEND}"
        link = link_to(route, list(letters), ("year", int(year)))
        yield NOT_PRINTED.found(sentence, subjects, link)


def _elsewhere(rest: list[Text], letters: set[str]) -> Iterator[Finding]:
    if rest:
        subjects = dict.fromkeys(f"{text.place}：{_named(letters & {*text.said})}" for text in rest)
        sentence = (
            "PDFに印刷できない文字が、記録のほかにあります。組織や法令の名称は、"
            f"管理者に頼んで、{MEND}"
        )
        yield NOT_PRINTED.found(sentence, list(subjects))


def _named(letters: set[str]) -> str:
    """Return 「𠮷」（U+20BB7）; of what looks otherwise elsewhere, or is not seen, the code."""
    shown = {letter: fonts.prints(letter, None) for letter in letters}
    return "、".join(
        f"「{letter}」（{code_of(letter)}）" if shown[letter] else code_of(letter)
        for letter in sorted(letters)
    )
