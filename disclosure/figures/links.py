"""Counted numbers of section 2, each with the list of exactly the records it counts.

A number, its identity and its list are made of the same rows, so that they cannot disagree.
"""

from collections import Counter
from typing import Any

from disclosure.answers import as_asked
from disclosure.combination import NamesClausesFilter, as_typed
from disclosure.figures.counts import Combination, RequestCounts, total
from disclosure.figures.window import Query
from kurume_privacy.document.identity import NONE, by_of
from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Number
from kurume_privacy.models import Outcome, Place, RequestKind
from kurume_privacy.models.keyed import Keyed

REQUESTS = "disclosure.requests"  # measured by regime, kind and method
PENDING = "disclosure.pending"  # the same: without a disposition
# Measured by regime, kind, method and outcome; and by outcome, agency, department and clauses.
DISPOSITIONS = "disclosure.dispositions"

REQUEST_LIST = "disclosure:disclosurerequest_list"
DISPOSITION_LIST = "disclosure:disposition_list"
Answers = tuple[tuple[Outcome, RequestKind], ...]  # an outcome of a kind of request
INAPPLICABLE = "inapplicable"  # the key of clauses where the law has none for such an answer
ROWS = ("regime", "kind", "method", "outcome")  # the dimensions in the order of the counts


def received(counts: RequestCounts, label: str = "", **rows: Keyed | None) -> Number:
    """Return the requests of these rows of the law: regime, kind, method (None: without one)."""
    link = Link(REQUEST_LIST, query=(("year", int(counts.law.year)), *_narrowed(rows)))
    return _counted(REQUESTS, counts.requests, rows, label, link)


def pending(counts: RequestCounts, label: str = "", **rows: Keyed | None) -> Number:
    """Return the requests of these rows that have no disposition by the day of the year."""
    (*of_year, waiting) = counts.window.waiting_query
    link = Link(REQUEST_LIST, query=(*of_year, *_narrowed(rows), waiting))
    return _counted(PENDING, counts.pending, rows, label, link)


def answered(counts: RequestCounts, label: str = "", **rows: Keyed | None) -> Number:
    """Return the dispositions of these rows: regime, kind, method, outcome."""
    link = Link(DISPOSITION_LIST, query=(*_answered(counts), *_narrowed(rows)))
    return _counted(DISPOSITIONS, counts.dispositions, rows, label, link)


def answered_among(
    counts: RequestCounts, label: str, answers: Answers, by: dict[str, str], **rows: Any
) -> Number:
    """Return the dispositions of these rows that are among ``answers``; ``by`` says which."""
    kind = rows.get("kind")
    wanted = [(outcome, each) for outcome, each in answers if kind is None or each == kind]
    found = (
        answered(counts, **rows | {"kind": each, "outcome": outcome}).value
        for outcome, each in wanted
    )
    keys = {name: row and row.key for name, row in rows.items()}
    query = (*_answered(counts), *_narrowed(rows), ("answers", as_asked(wanted)))
    link = Link(DISPOSITION_LIST, query=query)
    return Number(sum(found), DISPOSITIONS, by_of(**keys, **by), label, link)


def _counted(measure: str, counter: Counter, rows: dict, label: str, link: Link) -> Number:
    wanted = [rows[name] and rows[name].pk if name in rows else ... for name in ROWS]
    by = by_of(**{name: row and row.key for name, row in rows.items()})
    return Number(total(counter, *wanted), measure, by, label, link)


def _narrowed(rows: dict) -> Query:
    named = (name for name in ROWS if name in rows)
    return tuple((name, NONE if rows[name] is None else rows[name].pk) for name in named)


def _answered(counts: RequestCounts) -> Query:
    return counts.window.answered_query


# The same dispositions by who decided


def broken_down(counts: RequestCounts, outcome: Outcome, agency=None, label: str = "") -> Number:
    """Return the dispositions with an outcome, of one agency or of all."""
    link = dispositions(counts, outcome=outcome.pk)
    keys = {}
    if agency is not None:
        link, keys = link.narrowed(agency=agency.pk), {"agency": agency.key}
    value = total(counts.by_outcome, outcome.pk, ... if agency is None else agency.pk)
    return Number(value, DISPOSITIONS, _by(outcome, **keys), label, link)


def of_department(counts: RequestCounts, outcome: Outcome, place: Place, value: int) -> Number:
    """Return the dispositions with an outcome of one department."""
    link = dispositions(counts, outcome=outcome.pk, department=place.department_id)
    return Number(value, DISPOSITIONS, _by(outcome, **_at(place)), place.department, link)


def of_combination(
    counts: RequestCounts, outcome: Outcome, place: Place, numbers: Combination, value: int
) -> Number:
    """Return the dispositions of a department that name exactly these clauses."""
    whole = of_department(counts, outcome, place, value)
    link = whole.link and whole.link.narrowed(**_asked(numbers))
    by = _by(outcome, **_at(place), clauses=clause_keys(numbers))
    return Number(value, DISPOSITIONS, by, "", link)


def _asked(numbers: Combination) -> dict[str, str]:
    """Return what finds a combination; two kinds of answers name none."""
    if numbers:
        return {"clauses": as_typed(numbers)}
    may = NamesClausesFilter.NO if numbers is None else NamesClausesFilter.YES
    return {"clauses": NONE, "names_clauses": may}


def clause_keys(numbers: Combination) -> str:
    """Return a combination of clauses by their keys, as an address has it by their numbers."""
    if numbers is None:
        return INAPPLICABLE
    return ".".join(numbers) or NONE


def _by(outcome: Outcome, **keys: str):
    return by_of(regime=outcome.regime.key, outcome=outcome.key, **keys)


def _at(place: Place) -> dict[str, str]:
    return {"agency": place.agency_key, "department": place.department_key}


def dispositions(counts: RequestCounts, **asked: object) -> Link:
    """Return the list of the dispositions that the year counts, filtered by this."""
    return Link(DISPOSITION_LIST, query=(*_answered(counts), *asked.items()))
