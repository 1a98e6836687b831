"""This year's report against last year's: what was carried over, what changed much, its 告示."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import NOT_APPLICABLE, Check, Finding, Severity
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from reports.edition.paragraphs import paragraph_of
from reports.models import Edition, PublicNotice
from reports.sections import SECTIONS

CARRY_OVER = Check("carry_over", Severity.WARNING, "前年度の版からの引継ぎ")
CHANGED = Check("changed_by_half", Severity.WARNING, "前年度からの大きな増減")
NOTICE = Check(
    "previous_notice_missing", Severity.WARNING, "前年度の公表の告示", affirmation=NOT_APPLICABLE
)
CHECKS = (CARRY_OVER, CHANGED, NOTICE)

FLOOR = 10  # below it in both years, a change of half is a matter of chance

WHAT_TO_DO = (
    "記録を確かめ、前年度の報告書を訂正する（再開して新しい版を公表する）か、"
    "訂正しない理由を書いてください。"
)


def findings(year: FiscalYear, report: Report) -> Iterator[Finding]:
    """Yield what does not follow from the year before.

    Where nothing was published of it, the main figures are held against what its records say.
    """
    edition = Edition.objects.current().filter(year=int(year.previous)).first()
    before = edition.report if edition else compile_report(year.previous)
    if edition:
        yield from _carried_over(year, report, before, edition.counted_to)
    if edition or any(main_figures(before).values()):
        yield from _changed(report, before)
    yield from _without_notice(year.previous, report)


def _carried_over(
    year: FiscalYear, report: Report, before: Report, counted_to: date | None
) -> Iterator[Finding]:
    """A WARNING, for the earlier edition may be the one that was wrong.

    The last section first: a reason that is written holds for the findings in their order.
    """
    for section in reversed(SECTIONS):
        for one in section.carried(year, report, before, counted_to):
            yield CARRY_OVER.found(one.sentence + WHAT_TO_DO, link=one.link, behind=one.behind)


def _changed(report: Report, before: Report) -> Iterator[Finding]:
    earlier, figures = main_figures(before), main_figures(report)
    subjects = [
        f"{section.title}：前年度{earlier[section.key]}、今年度{now}"
        for section in report.sections
        if (now := figures.get(section.key)) is not None
        and section.key in earlier
        and changed_by_half(earlier[section.key], now)
    ]
    if subjects:
        sentence = (
            "前年度から半分を超えて増えた、又は減った数があります。記録の漏れや重なりがないか"
            "確かめ、増減の理由を書いてください。"
        )
        yield CHANGED.found(sentence, subjects)


def changed_by_half(before: int, now: int) -> bool:
    """Say whether it is more than half more or less; small numbers are not compared."""
    return max(before, now) >= FLOOR and 2 * abs(now - before) > before


def main_figures(report: Report) -> dict[str, int]:
    """Return the main figure of every section that has one, by the section's key."""
    declared = {section.key: section.main for section in SECTIONS if section.main}
    found = {one.key: declared[one.key](one) for one in report.sections if one.key in declared}
    return {key: figure for key, figure in found.items() if figure is not None}


def _without_notice(previous: FiscalYear, report: Report) -> Iterator[Finding]:
    """A reason that was written before it was said what people would read still holds."""
    if PublicNotice.objects.filter(year=int(previous)).exists():
        return
    missing = f"{previous}の運用状況を公表した告示の記録がありません。告示を登録してください。"
    former = NOTICE.found(f"{missing}公表していないときは、その理由を書いてください。")
    sentence = (
        f"{missing}登録しないと、報告書には「{paragraph_of(report, PublicNotice.printed_in)}」"
        f"と載り、市民が読みます。公表していないときは、その理由を書いてください。"
        f"公表するものがなかったときは「{NOT_APPLICABLE}」を選んでください。"
    )
    found = NOTICE.found(sentence, link=Link("reports:publicnotice_create"))
    yield replace(found, former=former.digest)
