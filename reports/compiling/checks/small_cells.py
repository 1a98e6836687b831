"""Cells of 1 or 2 among the requests: who knows of a request could recognise the person."""

from collections.abc import Iterator

from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.grid import Grid
from kurume_privacy.document.structure import Block, Heading, Line, Listing, Number, Report, Table
from reports.sections import SECTIONS

SMALL = Check("small_cells", Severity.WARNING, "個人が分かるおそれのある、小さい数")
CHECKS = (SMALL,)
FEW = (1, 2)
ABOUT_PERSONS = frozenset(measure for section in SECTIONS for measure in section.about_persons)


def findings(report: Report) -> Iterator[Finding]:
    """Yield one finding that lists every small cell of the tables about requests."""
    if cells := list(small_cells(report)):
        sentence = (
            f"請求の表に、1件又は2件の欄が{len(cells)}あります。請求した人が分かるおそれがないか"
            "確かめ、公表してよい理由を書いてください。"
        )
        yield SMALL.found(sentence, cells, every=True)  # each of them has to be judged


def small_cells(report: Report) -> Iterator[str]:
    """Name the cells, and the lines of a breakdown; a total says no more than its parts."""
    for section in report.sections:
        yield from _blocks(section.blocks)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = "".join(part for part in block.content if isinstance(part, str))
            heading = heading.removesuffix("（件）")
        if isinstance(block, Table):
            yield from _of_table(block)
        if isinstance(block, Listing):
            for line in block.lines:
                yield from _of_line(heading, line)


def _of_table(table: Table) -> Iterator[str]:
    for datum in Grid.of(table).data:
        if _is_small(datum.cell.number) and not datum.line.total:
            headers = "・".join((*datum.row_headers, *datum.column_headers[-1:]))
            yield f"「{table.title}」{headers}：{datum.cell.value}件"


def _of_line(heading: str, line: Line) -> Iterator[str]:
    before = ""
    for part in line.content:
        if isinstance(part, Number) and _is_small(part):
            yield f"「{heading}」{line.marker}{before.strip('件、　')}：{part.value}件"
        before = part if isinstance(part, str) else before


def _is_small(number: Number | None) -> bool:
    """Say whether it counts few of what a section says is about persons."""
    return number is not None and number.value in FEW and number.measure in ABOUT_PERSONS
