"""Section 2: requests by date received, and how they were answered."""

from disclosure.figures.breakdown import breakdown
from disclosure.figures.counts import RequestCounts, count
from disclosure.figures.prose import paragraph
from disclosure.figures.table import request_table
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Block, Heading, Section
from kurume_privacy.models import Law, Regime


def section(year: FiscalYear, law: Law) -> Section:
    """Return 自己情報の開示等請求の状況 of ``year``; under two regimes, each by itself."""
    counts = count(year, law)
    blocks: list[Block] = []
    for regime in counts.regimes:
        alone = len(counts.regimes) == 1
        blocks += [] if alone else [Heading((regime.name,))]
        suffix = "" if regime == counts.regimes[0] else f".{regime.pk}"
        blocks += _blocks(year, regime, counts, suffix, level=3 if alone else 4)
    return Section("disclosure", law.regime.requests_title, tuple(blocks))


def _blocks(year, regime: Regime, counts: RequestCounts, suffix: str, level: int) -> list[Block]:
    return [
        paragraph(year, regime, counts, f"disclosure.requests{suffix}"),
        request_table(regime, counts, f"disclosure.requests{suffix}"),
        *breakdown(regime, counts, f"disclosure.breakdown{suffix}", level),
    ]
