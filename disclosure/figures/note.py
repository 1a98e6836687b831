"""The note under the table of section 2: why the answers do not add up to the requests."""

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import answered, pending, received
from disclosure.figures.prose import ANSWERED, RECEIVED, WAITING
from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.document.structure import Inline, Paragraph
from kurume_privacy.models import Law, Regime, Way


def note(regime: Regime, counts: RequestCounts, key: str) -> list[Paragraph]:
    """Return the note where the answers under ``regime`` are more than the requests answered.

    Where the answers of a year are not those of its requests, there is nothing to add up.

    A request can have several answers. One that waits stands in the column 処理中: with it the
    table adds up, and nothing has to be explained.
    """
    if counts.law.way == Way.FLOW:
        return []
    requests = received(counts, RECEIVED, regime=regime)
    answers = answered(counts, ANSWERED, regime=regime)
    waiting = pending(counts, WAITING, regime=regime)
    if answers.value + waiting.value == requests.value:
        return []
    without: tuple[Inline, ...] = ("から、処理中の", waiting, "件を除いた件数")
    content: tuple[Inline, ...] = (
        "（注）1件の請求に複数の処理を行ったものがあるため、処理の合計",
        answers,
        "件は、請求件数",
        requests,
        "件",
        *(without if waiting.value else ()),
        "より多くなっています。",
    )
    return [Paragraph(f"{key}.note", content)]


def counted_so(law: Law) -> list[Paragraph]:
    """Return the note on which answers the section counts, where the law has it printed."""
    if not law.states_course:
        return []
    day = law.counted.to
    if law.way == Way.COHORT:
        until = f"、{era_date(day)}までに行った処理" if day else "行った処理"
        said = f"処理は、この年度に受け付けた請求について{until}を数えています。"
    else:
        until = f"（{era_date(min(day, law.year.last_day))}まで）" if day else ""
        said = f"処理は、請求を受け付けた年度にかかわらず、この年度中{until}に"
        said += "行ったものを数えています。"
    return [Paragraph("disclosure.counted", (f"（注）{said}",))]
