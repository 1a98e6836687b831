"""What every list shares: its columns' ways of showing things, and our accessible template."""

from datetime import date

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import format_html

from kurume_privacy.calendar.fiscal import era_date
from kurume_privacy.models import MonthField, YearField

PER_PAGE = 50


class RecordTable(tables.Table):
    """A list of records; the first column leads to the record."""

    caption = "一覧"

    class Meta:
        default = "－"

    def follow(self, request: HttpRequest) -> "RecordTable":
        """Sort and page as the address says; what it says wrongly is as if it were not said."""
        self.request = request
        aliases = [alias.strip() for alias in request.GET.getlist("sort")]
        self.order_by = [
            alias for alias in aliases if alias.removeprefix("-") in self.columns.columns
        ] or self.order_by  # type: ignore[has-type]  # of a base without types
        number = request.GET.get("page", "")
        self.paginate(per_page=PER_PAGE)
        self.page = self.paginator.get_page(number if number.isascii() else 1)
        return self

    def page_numbers(self) -> list:
        """Return the numbers of the pages near this one, and of both ends."""
        return list(self.paginator.get_elided_page_range(self.page.number))


class RecordLink(tables.Column):
    """The column that names a row and leads to its record."""

    def __init__(self, *args, **options):
        options.setdefault("linkify", True)
        options.setdefault("attrs", {"row_header": True})
        super().__init__(*args, **options)


class EraDateColumn(tables.Column):
    """A date in its era."""

    def render(self, value: date) -> str:
        """Return the date as 令和3年4月20日, the western one for machines."""
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), era_date(value))


class YearColumn(tables.Column):
    """A fiscal year by its era."""

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


class DeletedTable(RecordTable):
    """What was deleted, when, by whom and why, with the way back."""

    record = tables.Column("記録", accessor="instance", orderable=False, attrs={"row_header": True})
    history_date = tables.DateTimeColumn(verbose_name="削除した日時", format="Y年n月j日 H:i")
    history_user = tables.Column("削除した人", orderable=False)
    history_change_reason = tables.Column("理由", orderable=False)
    restore = tables.TemplateColumn(
        verbose_name="元に戻す", template_name="desk/restore_cell.html", orderable=False
    )

    def __init__(self, *args, ledger=None, **options):
        super().__init__(*args, **options)
        self.restore_url = ledger.url("deleted")
