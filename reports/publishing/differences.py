"""In what a report differs from one that people know: the last edition, an earlier request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.document.structure import Report
from reports.compiling.compile import compile_report
from reports.edition.canonical import report_of, structure_of
from reports.edition.errata import Erratum, compare
from reports.edition.marking import Pieces, marked
from reports.models import Edition, Step, StepKind


@dataclass(frozen=True)
class MarkedErratum:
    """A line of the 正誤表, with the words that differ marked."""

    erratum: Erratum

    @cached_property
    def pieces(self) -> tuple[Pieces, Pieces]:
        """What was said and what is said instead, in pieces; none where nothing was said."""
        return marked(self.erratum.wrong, self.erratum.right)


class Returned(NamedTuple):
    """A request that came back: sent back by the approver, or withdrawn by the office."""

    asked: Step
    back: Step


def errata_against(structure: str, report: Report, reason: str = "") -> tuple[Erratum, ...]:
    """Return in what a report differs from a stored one, in the order of the report.

    Most reports do not: those that are written alike are not read for it.
    """
    if structure == structure_of(report):
        return ()
    return compare(report_of(structure), report, reason)


def errata_of(edition: Edition) -> tuple[Erratum, ...]:
    """Return in what the report of an edition's year, compiled now, differs from the edition."""
    return errata_against(edition.structure, compile_report(FiscalYear(edition.year)))


def returned(steps: Iterable[Step]) -> Returned | None:
    """Return the request that people compare the draft with: the one sent back last.

    Of those after the last publication alone; where the approver sent none back, the one that was
    withdrawn last. What was withdrawn after a sending back may have been seen by nobody.
    """
    requests = list(_returned(steps))
    sent_back = [one for one in requests if one.back.act == StepKind.SEND_BACK]
    found = sent_back or requests
    return found[-1] if found else None


def _returned(steps: Iterable[Step]) -> Iterator[Returned]:
    """Yield every request of the way to the next edition that came back."""
    way: list[Step] = []
    for step in steps:
        way = [] if step.act in (StepKind.PUBLISH, StepKind.REOPEN) else [*way, step]
    asked = None
    for step in way:
        if step.act == StepKind.ASK:
            asked = step
        elif asked and step.act in (StepKind.SEND_BACK, StepKind.WITHDRAW):
            yield Returned(asked, step)
