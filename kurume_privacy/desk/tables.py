"""What every list shares: its columns' ways of showing things, and our accessible template."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django_tables2.rows import BoundRow, BoundRows

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.desk import way_back
from kurume_privacy.models import MonthField, YearField
from kurume_privacy.records.display import era_moment, grouped
from kurume_privacy.records.history import called

PER_PAGE = 50


class RecordTable(tables.Table):
    """A list of records; the first column leads to the record."""

    caption = "一覧"

    class Meta:
        default = "－"

    def __init__(self, *args, listed: models.QuerySet | None = None, **options):
        """Take what is to be listed; the rows of a page are read from ``listed``, where given."""
        super().__init__(*args, **options)
        self.listed = listed

    def follow(self, request: HttpRequest) -> "RecordTable":
        """Sort and page as the address says; what it says wrongly is as if it were not said."""
        self.sort(request)
        number = request.GET.get("page", "")
        self.paginate(per_page=PER_PAGE)
        self.page = self.paginator.get_page(number if number.isascii() else 1)
        if self.listed is not None:
            rows = self._of_page(self.listed)
            self.page.object_list = BoundRows(rows, table=self)
        return self

    def _of_page(self, listed: models.QuerySet) -> models.QuerySet:
        """Return the rows of the page by their keys, with what is looked up for these alone.

        A ledger is long: looked up along with all of it, every row would be read to show a few.
        """
        keys = self.page.object_list.data.values("pk")
        return listed.filter(pk__in=keys).order_by(*self.data.data.query.order_by)

    def sort(self, request: HttpRequest) -> "RecordTable":
        """Sort as the address says, the newest first unless it or the table says otherwise."""
        self.request = request
        aliases = [alias.strip() for alias in request.GET.getlist("sort")]
        self.order_by = [
            alias for alias in aliases if alias.removeprefix("-") in self.columns.columns
        ] or self.order_by  # type: ignore[has-type]  # of a base without types
        if isinstance(self.data.data, models.QuerySet):
            self.data.data = wholly_ordered(self.data.data)
        return self

    def place_of(self, row: BoundRow) -> int:
        """Return the how-manieth of the list a row of the page is, from 1 on."""
        first = self.page.start_index()
        return first + row.row_counter % (self.page.end_index() - first + 1)

    def page_numbers(self) -> list:
        """Return the numbers of the pages near this one, and of both ends."""
        return list(self.paginator.get_elided_page_range(self.page.number))


def wholly_ordered(records: models.QuerySet) -> models.QuerySet:
    """Return records in an order that leaves nothing to the database.

    Where two may stand in one place, PostgreSQL puts them anew for every page: one would stand on
    two pages, another on none. Behind what is asked for comes the model's own order, then the key.
    """
    asked = records.query.order_by or ("-pk",)
    return records.order_by(*_told_once((*asked, *records.model._meta.ordering, "pk")))


def _told_once(order: tuple[Any, ...]) -> Iterator[Any]:
    """Yield what decides on an order, each field in the direction in which it is named first."""
    known = set()
    for part in order:
        name = part.removeprefix("-") if isinstance(part, str) else part
        if name not in known:
            known.add(name)
            yield part


def leading_to(record: models.Model, value: object, table: RecordTable, bound_row: BoundRow) -> str:
    """Return the address of what a row names, with the way back to the list where it has one."""
    named: Any = value if hasattr(value, "get_absolute_url") else record
    return from_row(named.get_absolute_url(), table, bound_row)


def from_row(address: str, table: RecordTable, bound_row: BoundRow) -> str:
    """Return an address of a record's, with the way back to the list where it has one."""
    if not hasattr(table, "page"):
        return address
    return way_back.to(address, table.request, table.place_of(bound_row))


class RecordLink(tables.Column):
    """The column that names a row and leads to its record."""

    def __init__(self, *args, **options):
        options.setdefault("linkify", leading_to)
        options.setdefault("attrs", {"row_header": True})
        super().__init__(*args, **options)


class EraDateColumn(tables.Column):
    """A date in its era."""

    def render(self, value: date) -> str:
        """Return the date as 令和3年4月20日, the western one for machines."""
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), era_date(value))


WORDS = {"td": {"class": "words"}}  # what a cell says in short words is not broken within one


class YearColumn(tables.Column):
    """A fiscal year by its era."""

    def __init__(self, *args, **options):
        super().__init__(*args, attrs=WORDS, **options)

    def render(self, value: int) -> str:
        """Return 令和3年度."""
        return YearField.in_words(value)


class MonthColumn(tables.Column):
    """A month by its era."""

    def render(self, value: date) -> str:
        """Return 令和3年4月."""
        return MonthField.in_words(value)


class NumberColumn(tables.Column):
    """A count or a number, set to the right."""

    def __init__(self, *args, **options):
        options.setdefault("attrs", {"td": {"class": "number"}, "th": {"class": "number"}})
        super().__init__(*args, **options)

    def render(self, value: int) -> str:
        """Return 1,234."""
        return grouped(value)


class RestoreColumn(tables.TemplateColumn):
    """The way back, named after what it brings back."""

    def get_context_data(self, *, record, **options):
        """Add what the record was called."""
        return super().get_context_data(record=record, **options | {"value": called(record)})


class DeletedTable(RecordTable):
    """What was deleted, when, by whom and why, with the way back."""

    record = tables.Column("記録", empty_values=(), orderable=False, attrs={"row_header": True})
    history_date = tables.Column("削除した日時")
    history_user_name = tables.Column("削除した人", orderable=False)
    history_change_reason = tables.Column("理由", orderable=False)
    restore = RestoreColumn(
        verbose_name="元に戻す", template_name="desk/restore_cell.html", orderable=False
    )

    def render_history_date(self, value: datetime) -> str:
        """Return the moment by its era."""
        return era_moment(value)

    def __init__(self, *args, ledger=None, **options):
        super().__init__(*args, **options)
        self.restore_url = ledger.url("deleted")

    def render_record(self, record: Any) -> str:
        """Return what the record was called."""
        return called(record)
