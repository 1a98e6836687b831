"""The list that a number of the report opens, through the page's own queryset and filters."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from django.test import RequestFactory
from django.urls import resolve, reverse

from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import Number, Report, Table


def address_of(link: Link) -> str:
    return reverse(link.page) + link.search


class Lists:
    """The lists as one user sees them, each opened once."""

    def __init__(self, user):
        self.user = user
        self.length = cache(self._length)  # numbers of the report share many lists

    def _length(self, link: Link) -> int:
        """Return how many records the list of this address shows."""
        found = resolve(reverse(link.page)).func
        request = RequestFactory().get(address_of(link))
        request.user = self.user
        view = found.view_class(**found.view_initkwargs)
        view.setup(request)
        filters = view.ledger.filters(request.GET, view.queryset(), request=request)
        assert filters.is_valid(), (address_of(link), filters.errors)
        assert set(request.GET) <= set(filters.filters), address_of(link)
        return filters.qs.count()


def every_number(node: object) -> Iterator[Number]:
    """Yield every number of the document: what is printed, callable, or beside a table."""
    if isinstance(node, Number):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from every_number(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from every_number(getattr(node, field.name))


def tables_of(report: Report) -> list[Table]:
    """Return every table, of all sections."""
    blocks = (block for section in report.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Table)]


def assert_numbers_are_their_lists(report: Report, lists: Lists):
    """Every number leads to a list, and is as large as that list is long."""
    for number in every_number(report):
        assert number.link is not None, number
        assert lists.length(number.link) == number.value, (number.label, address_of(number.link))


def assert_tables_say_what_they_leave_out(report: Report):
    """What is counted and what is not are together all records of the year.

    The table of what was carried over is of other years too: its own columns add up.
    """
    for table in tables_of(report):
        coverage = table.coverage
        if table.key.startswith("disclosure.course"):
            assert coverage is None
            continue
        left_out = [number.value for _, number in coverage.left_out]
        assert all(left_out), "what leaves nothing out is no reason"
        assert coverage.counted.value + sum(left_out) == coverage.records.value, table.key
        reasons = [why for why, _ in coverage.left_out]
        assert len(reasons) == len(set(reasons))
