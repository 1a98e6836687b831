"""Counted numbers of section 2, each with the list of exactly the records it counts.

A number and its list are made of the same keys, so that they cannot disagree.
"""

from disclosure.combination import NONE
from disclosure.figures.counts import RequestCounts, total
from disclosure.tasks import ANSWER_QUERY
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Number
from kurume_privacy.models import Outcome

REQUESTS = "disclosure:disclosurerequest_list"
DISPOSITIONS = "disclosure:disposition_list"
APPEALS = "disclosure:reviewrequest_list"
KEYS = ("regime", "kind", "method", "outcome")


def received(counts: RequestCounts, *wanted: object, name: str = "") -> Number:
    """Return the requests of (regime, kind, method); an ellipsis stands for any."""
    return Number(total(counts.requests, *wanted), name, _listed(REQUESTS, counts, wanted))


def pending(counts: RequestCounts, *wanted: object, name: str = "") -> Number:
    """Return the requests of (regime, kind, method) that have no disposition."""
    link = _listed(REQUESTS, counts, wanted).narrowed(**dict([ANSWER_QUERY]))
    return Number(total(counts.pending, *wanted), name, link)


def answered(counts: RequestCounts, *wanted: object, name: str = "") -> Number:
    """Return the dispositions of (regime, kind, method, outcome)."""
    return Number(total(counts.dispositions, *wanted), name, _listed(DISPOSITIONS, counts, wanted))


def broken_down(counts: RequestCounts, outcome: Outcome, agency=..., name: str = "") -> Number:
    """Return the dispositions with an outcome, of one agency or of all."""
    link = dispositions(counts, outcome=outcome.pk)
    if agency is not ...:
        link = link.narrowed(agency=agency)
    return Number(total(counts.by_outcome, outcome.pk, agency), name, link)


def dispositions(counts: RequestCounts, **asked: object) -> Link:
    """Return the list of the dispositions of the year's requests, filtered by this."""
    return Link(DISPOSITIONS, query=(("year", int(counts.law.year)), *asked.items()))


def _listed(page: str, counts: RequestCounts, wanted: tuple) -> Link:
    asked = ((name, key) for name, key in zip(KEYS, wanted, strict=False) if key is not ...)
    query = ((name, NONE if key is None else key) for name, key in asked)
    return Link(page, query=(("year", int(counts.law.year)), *query))
