"""This year's report against last year's: what was carried over, what changed much, its 告示."""

from collections.abc import Iterator

from disclosure.figures.links import PENDING
from disclosure.figures.reviews import CARRIED_OVER, REPORTED
from disclosure.figures.reviews import PENDING as UNRULED
from disclosure.findings import carried_into, pending_now
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.findings import Check, Finding, Severity
from kurume_privacy.document.identity import Identity, by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.measuring import first, total
from kurume_privacy.document.structure import Listing, Report, Section
from reports.compiling.compile import compile_report
from reports.models import Edition, PublicNotice

CARRY_OVER = Check("carry_over", Severity.WARNING, "前年度の版からの引継ぎ")
CHANGED = Check("changed_by_half", Severity.WARNING, "前年度からの大きな増減")
NOTICE = Check("previous_notice_missing", Severity.WARNING, "前年度の公表の告示")
CHECKS = (CARRY_OVER, CHANGED, NOTICE)

# What a section's main figure measures; a section without a number is as long as its list.
MAIN = {
    "registrations": Identity("registrations.notices", ()),
    "disclosure": Identity("disclosure.requests", ()),
    "outside_use": Identity("outside_use.notices", ()),
    "reviews": Identity(REPORTED, by_of(origin="received")),
    "council": Identity("council.sessions", ()),
}
MAIN_LIST = {"training": "training.list"}
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
        yield from _carried_over(year, report, before)
    if edition or any(main_figures(before).values()):
        yield from _changed(report, before)
    yield from _without_notice(year.previous)


def _carried_over(year: FiscalYear, report: Report, before: Report) -> Iterator[Finding]:
    """Appeals, and requests: a WARNING, for the earlier edition may be the one that was wrong."""
    was = first(before, Identity(UNRULED, ()))
    now = first(report, Identity(REPORTED, by_of(origin=CARRIED_OVER)))
    if was is not None and now is not None and was != now:
        sentence = (
            f"前年度の版では年度末に審理中の審査請求が{was}件、今年度への繰越しは{now}件です。"
        )
        link = Link("disclosure:reviewrequest_list", query=(("carried_into", int(year)),))
        yield CARRY_OVER.found(sentence + WHAT_TO_DO, link=link, behind=carried_into(year))
    left, still = total(before, Identity(PENDING, ())) or 0, pending_now(year.previous)
    if left != len(still):
        sentence = (
            f"前年度の版では処理中の請求が{left}件、今も処理の入力がないものは{len(still)}件です。"
        )
        link = Link("disclosure:disclosurerequest_list", query=(("year", int(year.previous)),))
        yield CARRY_OVER.found(sentence + WHAT_TO_DO, link=link, behind=still)


def _changed(report: Report, before: Report) -> Iterator[Finding]:
    earlier = main_figures(before)
    subjects = [
        f"{section.title}：前年度{earlier[section.key]}、今年度{now}"
        for section in report.sections
        if (now := main_figure(section)) is not None
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
    figures = {section.key: main_figure(section) for section in report.sections}
    return {key: figure for key, figure in figures.items() if figure is not None}


def main_figure(section: Section) -> int | None:
    """Return how many notices, requests, appeals, sessions or trainings the section reports."""
    if identity := MAIN.get(section.key):
        return total(section, identity)
    if section.key not in MAIN_LIST:
        return None
    listings = (block for block in section.blocks if isinstance(block, Listing))
    return sum(len(one.lines) for one in listings if one.key == MAIN_LIST[section.key])


def _without_notice(previous: FiscalYear) -> Iterator[Finding]:
    if not PublicNotice.objects.filter(year=int(previous)).exists():
        sentence = (
            f"{previous}の運用状況を公表した告示の記録がありません。告示を登録してください。"
            "公表していないときは、その理由を書いてください。"
        )
        yield NOTICE.found(sentence, link=Link("reports:publicnotice_create"))
