"""What the tables of section 2 count of the year's records, and what they leave out and why."""

from disclosure.figures.counts import RequestCounts
from disclosure.figures.links import answered, broken_down, received
from kurume_privacy.document.structure import Coverage, Number
from kurume_privacy.models import Agency, Outcome, Regime


def of_requests(regime: Regime, counts: RequestCounts) -> Coverage:
    """The table of a regime leaves out the requests under the others."""
    others = [
        (f"適用法令が「{other}」の請求", received(counts, regime=other))
        for other in counts.law.regimes
        if other != regime
    ]
    return Coverage("請求", received(counts), received(counts, regime=regime), _any(others))


def of_outcome(outcome: Outcome, agency: Agency, counts: RequestCounts) -> Coverage:
    """The breakdown of an outcome at an agency leaves out other outcomes and other agencies."""
    alone = len(counts.regimes) == 1  # where two laws meet, an outcome is named with its own
    answers = [
        (
            f"処理の区分が「{other}{'' if alone else f'（{regime}）'}」のもの",
            broken_down(counts, other),
        )
        for regime in counts.law.regimes
        for other in counts.outcomes(regime)
        if other != outcome
    ]
    elsewhere = [
        (f"{outcome}のうち、実施機関が「{other}」のもの", broken_down(counts, outcome, other))
        for other in counts.law.agencies
        if other != agency
    ]
    here = broken_down(counts, outcome, agency)
    return Coverage("処理", answered(counts), here, _any([*answers, *elsewhere]))


def _any(left_out: list[tuple[str, Number]]) -> tuple[tuple[str, Number], ...]:
    return tuple((why, number) for why, number in left_out if number.value)
