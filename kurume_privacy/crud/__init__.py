"""One list, one detail, one form and one deletion page for every kind of record.

A section declares its `Desk`s in urls.py; `Desk.urls` gives the addresses. Whatever a page shows
or changes was looked up among what its user may see (`visible_to`): not visible is 404, visible
but not theirs to change is 403.
"""

from dataclasses import dataclass

from django.urls import path, reverse

from kurume_privacy.crud.read import RecordDetail, RecordList
from kurume_privacy.crud.remove import DeletedList, RecordDelete, RecordRestore
from kurume_privacy.crud.view import DeskView
from kurume_privacy.crud.write import RecordCreate, RecordUpdate
from kurume_privacy.filters import RecordFilter
from kurume_privacy.forms import RecordForm
from kurume_privacy.models import Record
from kurume_privacy.tables import RecordTable

__all__ = ["Desk", "DeskView", "RecordCreate", "RecordDetail", "RecordList", "RecordUpdate"]

PAGES = (
    ("list", "", RecordList),
    ("create", "new/", RecordCreate),
    ("deleted", "deleted/", DeletedList),
    ("restore", "deleted/<int:pk>/restore/", RecordRestore),
    ("detail", "<int:pk>/", RecordDetail),
    ("update", "<int:pk>/edit/", RecordUpdate),
    ("delete", "<int:pk>/delete/", RecordDelete),
)


@dataclass(frozen=True)
class Desk:
    """What one kind of record needs for its pages."""

    form: type[RecordForm]
    table: type[RecordTable]
    filters: type[RecordFilter]
    related: tuple[str, ...] = ()  # what is looked up along with each record

    @property
    def model(self) -> type[Record]:
        """The kind of record."""
        return self.form._meta.model

    @property
    def name(self) -> str:
        """What people call it."""
        return self.model._meta.verbose_name

    def url(self, page: str, *args: object) -> str:
        """Return the address of one of its pages."""
        options = self.model._meta
        return reverse(f"{options.app_label}:{options.model_name}_{page}", args=args)

    @property
    def pages(self) -> dict[str, str]:
        """The addresses of the pages that concern no single record."""
        return {page: self.url(page) for page in ("list", "create", "deleted")}

    def templates(self, page: str) -> list[str]:
        """Return its own template for a page, or else everybody's."""
        options = self.model._meta
        return [f"{options.app_label}/{options.model_name}_{page}.html", f"generic/{page}.html"]

    def urls(self, beginning: str = "", **views: type[DeskView]) -> list:
        """Return the addresses of its pages; ``views`` replaces one by the section's own."""
        name = self.model._meta.model_name
        return [
            path(
                f"{beginning}{address}",
                views.get(page, view).as_view(desk=self),
                name=f"{name}_{page}",
            )
            for page, address, view in PAGES
        ]
