"""The ledger as a list, and one record of it."""

from datetime import date
from functools import reduce
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from kurume_privacy.desk.filters import RecordFilter
from kurume_privacy.desk.tables import RecordTable
from kurume_privacy.desk.view import LedgerView
from kurume_privacy.models import Closing, Division, Record, kept_now
from kurume_privacy.records import history
from kurume_privacy.records.display import shown_fields


class RecordList(LedgerView):
    """The ledger: filtered, sorted, paged and counted, all of it in the address."""

    page = "list"
    whole_ledger = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the records that the filters leave."""
        return self.render(filters=self.filters, table=self.table())

    @cached_property
    def filters(self) -> RecordFilter:
        """The filters that the address sets."""
        return self.ledger.filters(self.request.GET, self.queryset(), request=self.request)

    def table(self) -> RecordTable:
        """Return what the filters leave, sorted and paged as the address says."""
        return self.ledger.table(self.filters.qs, listed=self.listed()).follow(self.request)

    def records(self) -> models.QuerySet:
        """Return all that the filters leave, in the order in which the pages show it."""
        return self.ledger.table(self.filters.qs).sort(self.request).data.data

    def queryset(self) -> models.QuerySet:
        """Return what the list shows, with what its columns need."""
        return self.visible().shown()

    def listed(self) -> models.QuerySet:
        """Return the same with what only the rows of a page need, not what is sought among all."""
        return self.queryset()


class RecordDetail(LedgerView):
    """A record with all that belongs to it, and its history."""

    page = "detail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the record."""
        record = self.find(pk)
        return self.render(
            record=record,
            fields=shown_fields(record, self.ledger.form._meta.fields),
            changes=history.changes(record),
            closing=Closing.of(record),
            neighbours=self.way and self.way.neighbours(request, record),
            keeper=keeper_now(record, timezone.localdate()),
            **self.more(record),
        )

    def find(self, pk: int) -> Any:
        """Return a visible record with its rows: the page shows all that a file would hold."""
        return get_object_or_404(self.visible().written(), pk=pk)

    def more(self, record: Any) -> dict[str, Any]:
        """Return what a section shows besides."""
        return {}


def keeper_now(record: Record, day: date) -> Division | None:
    """Return the division that keeps a record of one that is no more, if another does."""
    if record.division_path is None:
        return None
    division: Any = reduce(getattr, record.division_path.split("__"), record)
    keeper = kept_now(division, day)
    return None if keeper == division else keeper
