"""A section without a record in the year: nothing happened, or nobody entered it."""

from collections.abc import Iterator, Mapping

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.ledger import Ledger
from kurume_privacy.document.findings import NOT_APPLICABLE, Check, Finding, Severity
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Paragraph, Report, Section, every_number
from kurume_privacy.section import SectionDeclaration
from reports.sections import SECTIONS


def counted(section: SectionDeclaration) -> tuple[Ledger, ...]:
    """Return the ledgers of which a section counts the records of its own year."""
    return tuple(
        ledger for ledger in section.kept if ledger.makes_years and ledger.model.is_counted()
    )


# By the key of the section. The records of a year are closed with it: whether there are any is
# asked before approval is, and a year that was asked about before there was this check goes on.
EMPTY: Mapping[str, Check] = {
    section.key: Check(
        f"no_records_{section.key}",
        Severity.WARNING,
        f"記録がない節（{'、'.join(ledger.name for ledger in ledgers)}）",
        until_asked=True,
        affirmation=NOT_APPLICABLE,
    )
    for section in SECTIONS
    if (ledgers := counted(section))
}
CHECKS = tuple(EMPTY.values())


def findings(year: FiscalYear, report: Report) -> Iterator[Finding]:
    """Yield one finding a section that counts nothing and has no record of ``year``.

    What was carried over from before is counted too. It is asked only where nothing is.
    """
    printed = {section.key: section for section in report.sections}
    for section in SECTIONS:
        numbers = every_number(printed[section.key])
        if section.key in EMPTY and not any(number.value for number in numbers):
            ledgers = counted(section)
            if not any(ledger.model.objects.in_year(year).exists() for ledger in ledgers):
                yield _found(year, ledgers, printed[section.key])


def _found(year: FiscalYear, ledgers: tuple[Ledger, ...], section: Section) -> Finding:
    names = "、".join(ledger.name for ledger in ledgers)
    said = "".join(str(part) for part in _first(section))
    sentence = (
        f"{year}の{names}の記録がありません。報告書には、「{said}」と載ります。"
        f"記録の漏れがないか確かめてください。ないことが正しいときは「{NOT_APPLICABLE}」を選び、"
        "ほかの事情があるときは、その理由を書いてください。"
    )
    link = Link(f"{ledgers[0].route}_list", query=(("year", int(year)),))
    return EMPTY[section.key].found(sentence, link=link)


def _first(section: Section) -> tuple[object, ...]:
    """Return what the section says first."""
    paragraphs = (block.content for block in section.blocks if isinstance(block, Paragraph))
    return next(paragraphs, (section.title,))
