"""Section 2: requests by date received, and how they were answered."""

from disclosure.figures.breakdown import breakdown
from disclosure.figures.counts import RequestCounts, count
from disclosure.figures.course import COURSE, count_course, course_table
from disclosure.figures.links import DISPOSITIONS, PENDING, REQUESTS
from disclosure.figures.note import counted_so, note
from disclosure.figures.prose import held, paragraph
from disclosure.figures.table import request_table
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.identity import by_of, written
from kurume_privacy.document.measuring import by_key
from kurume_privacy.document.structure import Apart, Block, Heading, Section
from kurume_privacy.models import Law, regimes_apart


def section(year: FiscalYear, law: Law) -> Section:
    """Return 自己情報の開示等請求の状況 of ``year``; under two regimes, each by itself."""
    counts = count(year, law)
    if law.states_course:
        counts.course.update(count_course(law))
    blocks: list[Block] = []
    for regime in counts.regimes:
        alone = len(counts.regimes) == 1
        blocks += [] if alone else [Heading((regime.name,), key=written(by_of(regime=regime.key)))]
        suffix = "" if regime == counts.regimes[0] else f".{regime.pk}"
        blocks += [
            paragraph(year, regime, counts, f"disclosure.requests{suffix}"),
            request_table(regime, counts, f"disclosure.requests{suffix}"),
            *note(regime, counts, f"disclosure.requests{suffix}"),
            *breakdown(regime, counts, f"disclosure.breakdown{suffix}", level=3 if alone else 4),
            *([course_table(regime, counts, f"{COURSE}{suffix}")] if law.states_course else []),
        ]
    blocks += counted_so(law)
    numbers = tuple(number for regime in counts.regimes for number in held(regime, counts))
    return Section("disclosure", law.regime.requests_title, tuple(blocks), _apart(counts), numbers)


def requests_of_the_city(section: Section) -> int | None:
    """Return how many requests a section counts, without those that are never added."""
    under = by_key(section, REQUESTS, "regime")
    if len(under) > 1:  # one alone is the city's
        for regime in regimes_apart():
            under.pop(regime.key, None)
    return sum(under.values()) if under else None


def _apart(counts: RequestCounts) -> tuple[Apart, ...]:
    """Say which totals are more than what is printed of their parts, and why."""
    method, kind = frozenset({"method"}), frozenset({"kind"})
    measures = (REQUESTS, PENDING, DISPOSITIONS)
    apart = [Apart(measure, method, WITHOUT_METHOD, unless=kind) for measure in measures]
    if _has_unread_methods(counts):
        apart.append(Apart(REQUESTS, kind, METHOD_UNREAD, within=method))
    agency, outcome = frozenset({"agency"}), frozenset({"outcome"})
    return (*apart, Apart(DISPOSITIONS, agency, NOT_BROKEN_DOWN, unless=outcome))


def _has_unread_methods(counts: RequestCounts) -> bool:
    """Say whether requests name a method that the law no longer asks for."""
    without = {
        kind.pk
        for regime in counts.law.regimes
        for kind in regime.requestkind_set.all()
        if not kind.has_method
    }
    return any(kind in without and method for _, kind, method in counts.requests)


WITHOUT_METHOD = "請求の種類には、方法のないものがある"
METHOD_UNREAD = "方法のない種類になった請求にも、方法の記録がある"
NOT_BROKEN_DOWN = "処理の区分には、内訳を載せないものがある"
