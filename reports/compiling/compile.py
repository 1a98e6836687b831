"""The compiling of a year: the sections in their order, with the office's own wording."""

from dataclasses import replace

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Paragraph, Report, Section
from kurume_privacy.models import Law
from reports.compiling.counted import law_of
from reports.edition import placeholders
from reports.models import Wording
from reports.sections import SECTIONS


def compile_report(year: FiscalYear) -> Report:
    """Compile the operations report of ``year`` from the records, as they are now.

    Everything is counted by the database, in a number of queries that does not depend on the
    number of records. A year without records gives a complete report of zeros.
    """
    law = law_of(year)
    wordings = {wording.paragraph: wording for wording in Wording.objects.in_year(year)}
    return Report(
        year=int(year),
        title=f"{year}{law.regime.report_subject}の運用状況",
        period=f"（{year.period}）",
        sections=tuple(_with_wording(section, wordings) for section in _sections(year, law)),
    )


def generated_paragraphs(year: FiscalYear) -> dict[str, Paragraph]:
    """Return the paragraphs of ``year`` by key as compiled, without the office's own wording."""
    blocks = (block for section in _sections(year, law_of(year)) for block in section.blocks)
    return {block.key: block for block in blocks if isinstance(block, Paragraph)}


def _sections(year: FiscalYear, law: Law) -> tuple[Section, ...]:
    return tuple(section.compiled(year, law) for section in SECTIONS)


def _with_wording(section: Section, wordings: dict[str, Wording]) -> Section:
    """Put the office's own wording in the place of the paragraphs that have one."""
    blocks = tuple(
        _in_own_words(block, wordings[block.key])
        if isinstance(block, Paragraph) and block.key in wordings
        else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _in_own_words(block: Paragraph, wording: Wording) -> Paragraph:
    return replace(block, content=placeholders.fill(wording.text, block, wording.numbers))
