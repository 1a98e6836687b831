"""One list, one detail, one form and one deletion page for every kind of record.

A section declares its `Ledger`s; `Ledger.urls` gives the addresses. Whatever a page shows or
changes was looked up among what its user may see (`visible_to`): not visible is 404, visible but
not theirs to change is 403.
"""

from dataclasses import dataclass

from django.urls import path, reverse

from kurume_privacy.desk.export import (
    RecordsOut,
    RecordsOutCsv,
    TemplateOut,
    TemplateOutCsv,
)
from kurume_privacy.desk.filters import RecordFilter
from kurume_privacy.desk.importing import ImportDiscard, ImportFile, ImportMarked, ImportReview
from kurume_privacy.desk.read import RecordDetail, RecordList
from kurume_privacy.desk.remove import DeletedList, RecordDelete, RecordRestore
from kurume_privacy.desk.tables import RecordTable
from kurume_privacy.desk.view import LedgerView
from kurume_privacy.desk.write import RecordCreate, RecordUpdate
from kurume_privacy.models import Record
from kurume_privacy.records.form import RecordForm
from kurume_privacy.workbook.row_sheet import RowSheet
from kurume_privacy.workbook.sheet import Sheet

__all__ = [
    "Ledger",
    "LedgerView",
    "ReadOnlyLedger",
    "RecordCreate",
    "RecordDetail",
    "RecordList",
    "RecordUpdate",
]

PAGES = (
    ("list", "", RecordList),
    ("create", "new/", RecordCreate),
    ("deleted", "deleted/", DeletedList),
    ("restore", "deleted/<int:pk>/restore/", RecordRestore),
    ("detail", "<int:pk>/", RecordDetail),
    ("update", "<int:pk>/edit/", RecordUpdate),
    ("delete", "<int:pk>/delete/", RecordDelete),
)
# The list as a file, of every ledger with a sheet.
FILES_OUT = (
    ("export", "records.xlsx", RecordsOut),
    ("export_csv", "records.csv", RecordsOutCsv),
)
# And what else a ledger has that keeps records by a sheet.
SHEET_PAGES = (
    ("template", "template.xlsx", TemplateOut),
    ("template_csv", "template.csv", TemplateOutCsv),
    ("import", "import/", ImportFile),
    ("import_review", "import/<int:pk>/", ImportReview),
    ("import_marked", "import/<int:pk>/marked.xlsx", ImportMarked),
    ("import_discard", "import/<int:pk>/discard/", ImportDiscard),
)


class LedgerPages:
    """What every ledger knows of its pages."""

    model: type[Record]
    of_the_ledger: tuple[str, ...]  # the pages that concern no single record
    of_the_sheet: tuple[str, ...]  # those besides, where there is a sheet
    sheet: Sheet | RowSheet | None

    @property
    def name(self) -> str:
        """What people call the kind of record."""
        return str(self.model._meta.verbose_name)

    def url(self, page: str, *args: object) -> str:
        """Return the address of one of its pages."""
        options = self.model._meta
        return reverse(f"{options.app_label}:{options.model_name}_{page}", args=args)

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the pages that concern no single record."""
        pages = self.of_the_ledger + (self.of_the_sheet if self.sheet else ())
        return {page: self.url(page) for page in pages}

    def templates(self, page: str) -> list[str]:
        """Return its own template for a page, or else everybody's."""
        options = self.model._meta
        return [f"{options.app_label}/{options.model_name}_{page}.html", f"desk/{page}.html"]

    def addresses(self, beginning: str, pages: tuple, views: dict[str, type[LedgerView]]) -> list:
        """Return the addresses of these pages; ``views`` replaces one by the section's own."""
        name, listing = self.model._meta.model_name, views.get("list", RecordList)
        return [
            path(
                f"{beginning}{address}",
                views.get(page, view).as_view(ledger=self, listing=listing),
                name=f"{name}_{page}",
            )
            for page, address, view in pages
        ]


@dataclass(frozen=True)
class Ledger(LedgerPages):
    """What one kind of record needs for its pages."""

    form: type[RecordForm]
    table: type[RecordTable]
    filters: type[RecordFilter]
    sheet: Sheet | None = None  # as Excel has it

    of_the_ledger = ("list", "create", "deleted")
    of_the_sheet = ("export", "export_csv", "template", "template_csv", "import")

    @property
    def model(self) -> type[Record]:  # type: ignore[override]  # it is the form's
        """The kind of record."""
        return self.form._meta.model

    def urls(self, beginning: str = "", **views: type[LedgerView]) -> list:
        """Return the addresses of its pages; ``views`` replaces one by the section's own."""
        pages = PAGES + (FILES_OUT + SHEET_PAGES if self.sheet else ())
        return self.addresses(beginning, pages, views)


@dataclass(frozen=True)
class ReadOnlyLedger(LedgerPages):
    """A list to read: what is entered on the page of another record, to which its rows lead."""

    model: type[Record]
    table: type[RecordTable]
    filters: type[RecordFilter]
    sheet: RowSheet | None = None

    of_the_ledger = ("list",)
    of_the_sheet = ("export", "export_csv")

    def urls(self, beginning: str = "", **views: type[LedgerView]) -> list:
        """Return the address of the list, and of the list as a file."""
        pages = PAGES[:1] + (FILES_OUT if self.sheet else ())
        return self.addresses(beginning, pages, views)
