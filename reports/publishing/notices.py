"""What the 告示 of an edition has to agree with; each function says why it does not, or nothing."""

from kurume_privacy.calendar.fiscal import FiscalYear, era_date
from kurume_privacy.models import ClosedYear
from reports.models import Edition, PublicNotice, Stage, Step


def unrecordable(year: FiscalYear) -> str:
    """Say why the 告示 of a year could not be recorded now: the next year's report tells of it.

    On its way to publication that report tells of none, and stays what was asked about. Once it is
    published, its edition stays whatever is recorded (`PublicNotice.shown_in`).
    """
    following = FiscalYear(int(year) + 1)
    known = PublicNotice.objects.in_year(year).exists()
    if known or not ClosedYear.objects.filter(year=int(following)).exists():
        return ""
    if Step.stage(following) == Stage.PUBLISHED:
        return ""
    return (
        f"{following}の報告書が確認依頼か承認の後で、まだ公表されていないため、{year}の告示を"
        f"記録できません。先に{following}を公表するか、差し戻してください（承認の前なら、"
        "総括担当が依頼を取り消せます）。"
    )


def contradicted(year: FiscalYear, former: Edition | None, stated: dict) -> str:
    """Say what number and day contradict: the record of the year, or the edition before."""
    return _before(former, stated) if former else _otherwise(year, stated)


def _before(former: Edition, stated: dict) -> str:
    if stated["published_on"] >= former.published_on:
        return ""
    day = era_date(former.published_on)
    return f"公表日は、第{former.number}版の公表日（{day}）以後の日にしてください。"


def _otherwise(year: FiscalYear, stated: dict) -> str:
    """A later edition has a 告示 of its own; the first has the one that is on record."""
    notice = PublicNotice.objects.in_year(year).first()
    said = stated["notice_number"], stated["published_on"]
    if notice is None or (notice.number, notice.published_on) == said:
        return ""
    return (
        f"この年度の告示は、第{notice.number}号（{era_date(notice.published_on)}）と"
        "記録されています。番号と公表日を合わせるか、先に告示の記録を直してください。"
    )
