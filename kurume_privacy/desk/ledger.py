"""One list, one detail, one form and one deletion page for every kind of record.

A section declares its `Ledger`s; all that shows or counts ledgers reads them there. Whatever a page
shows or changes was looked up among what its user may see (`visible_to`): not visible is 404,
visible but not theirs to change is 403.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from kurume_privacy.models import Record, is_numbered
from kurume_privacy.records.form import RecordForm
from kurume_privacy.workbook.row_sheet import RowSheet
from kurume_privacy.workbook.sheet import Sheet

__all__ = [
    "Ledger",
    "LedgerView",
    "Placed",
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


@dataclass(frozen=True)
class Placed:
    """What something is called on the desk, and its place there: the lowest comes first."""

    name: str
    place: int


class LedgerPages:
    """What every ledger knows of its pages."""

    model: type[Record]
    at: str  # where its addresses begin, below those of its section
    views: Mapping[str, type[LedgerView]]  # the section's own in the place of everybody's, by page
    of_the_ledger: tuple[str, ...]  # the pages that concern no single record
    of_the_sheet: tuple[str, ...]  # those besides, where there is a sheet
    sheet: Sheet | RowSheet | None

    @property
    def name(self) -> str:
        """What people call the kind of record."""
        return str(self.model._meta.verbose_name)

    @property
    def route(self) -> str:
        """How the names of its pages begin: the app and the model."""
        return f"{self.model._meta.app_label}:{self.model._meta.model_name}"

    @property
    def is_offices(self) -> bool:
        """Whether the office keeps it, and no clerk sees it: its records have no division."""
        return self.model.division_path is None

    @property
    def is_numbered(self) -> bool:
        """Whether its records are numbered anew in each year, so that none may be missing."""
        return is_numbered(self.model)

    def url(self, page: str, *args: object) -> str:
        """Return the address of one of its pages."""
        return reverse(f"{self.route}_{page}", args=args)

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the pages that concern no single record."""
        pages = self.of_the_ledger + (self.of_the_sheet if self.sheet else ())
        return {page: self.url(page) for page in pages}

    def templates(self, page: str) -> list[str]:
        """Return its own template for a page, or else everybody's."""
        options = self.model._meta
        return [f"{options.app_label}/{options.model_name}_{page}.html", f"desk/{page}.html"]

    def addresses(self, pages: tuple) -> list:
        """Return the addresses of these pages, below those of the section."""
        name, listing = self.model._meta.model_name, self.views.get("list", RecordList)
        return [
            path(
                f"{self.at}{address}",
                self.views.get(page, view).as_view(ledger=self, listing=listing),
                name=f"{name}_{page}",
            )
            for page, address, view in pages
        ]


@dataclass(frozen=True, eq=False)
class Ledger(LedgerPages):
    """What one kind of record needs for its pages, and where the desk shows it."""

    form: type[RecordForm]
    table: type[RecordTable]
    filters: type[RecordFilter]
    number: int  # lasting: its file's, when all ledgers are written and taken in in this order
    at: str = ""
    views: Mapping[str, type[LedgerView]] = field(default_factory=dict)
    sheet: Sheet | None = None  # as Excel has it
    menu: Placed | None = None  # its name in the menu
    often: Placed | None = None  # its name among what is entered often
    makes_years: bool = True  # a year of such a record is a year with something to report

    of_the_ledger = ("list", "create", "deleted")
    of_the_sheet = ("export", "export_csv", "template", "template_csv", "import")

    @property
    def model(self) -> type[Record]:  # type: ignore[override]  # it is the form's
        """The kind of record."""
        return self.form._meta.model

    def urls(self) -> list:
        """Return the addresses of its pages."""
        return self.addresses(PAGES + (FILES_OUT + SHEET_PAGES if self.sheet else ()))


@dataclass(frozen=True, eq=False)
class ReadOnlyLedger(LedgerPages):
    """A list to read: what is entered on the page of another record, to which its rows lead."""

    model: type[Record]
    table: type[RecordTable]
    filters: type[RecordFilter]
    at: str = ""
    views: Mapping[str, type[LedgerView]] = field(default_factory=dict)
    sheet: RowSheet | None = None

    of_the_ledger = ("list",)
    of_the_sheet = ("export", "export_csv")

    def urls(self) -> list:
        """Return the address of the list, and of the list as a file."""
        return self.addresses(PAGES[:1] + (FILES_OUT if self.sheet else ()))
