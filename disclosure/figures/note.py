"""The note under the table of section 2: why the answers do not add up to the requests."""

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import answered, pending, received
from disclosure.figures.prose import ANSWERED, RECEIVED, WAITING
from kurume_privacy.document.structure import Inline, Paragraph
from kurume_privacy.models import Regime


def note(regime: Regime, counts: RequestCounts, key: str) -> list[Paragraph]:
    """Return the note where the answers under ``regime`` are more than the requests answered.

    A request can have several answers. One that waits stands in the column 処理中: with it the
    table adds up, and nothing has to be explained.
    """
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
