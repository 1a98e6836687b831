"""The pages of what the administrator keeps: those of a ledger, for that role alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from kurume_privacy.desk.filters import RecordFilter
from kurume_privacy.desk.ledger import PAGES, LedgerPages, Placed
from kurume_privacy.desk.read import RecordDetail, RecordList
from kurume_privacy.desk.remove import DeletedList, RecordDelete, RecordRestore
from kurume_privacy.desk.tables import RecordTable
from kurume_privacy.desk.view import LedgerView
from kurume_privacy.desk.write import RecordCreate, RecordUpdate
from kurume_privacy.models import Record, RecordQuerySet, User
from kurume_privacy.records import history
from kurume_privacy.records.held import holding

ADMINISTRATORS = "このページは、管理者だけが使えます。"
DELETED_MEANWHILE = (
    "入力している間に、別の人がこれを削除しました。入力した内容は下に残っています。"
    "「保存する」を押すと、新しく登録します。削除したものは、元に戻せます。"
)


class KeptView(LedgerView):
    """A page for the administrator: all that is kept is theirs to see and change."""

    def refuse_others(self, user: User) -> None:
        """Refuse every other role."""
        if not user.is_administrator:
            raise PermissionDenied(ADMINISTRATORS)

    def may_change(self) -> bool:
        """Say that whoever came in here may."""
        return True

    def visible(self) -> RecordQuerySet:
        """Return all there are."""
        return self.ledger.model.objects.all()


class KeptList(KeptView, RecordList):
    """The list, in the order in which the city has it."""

    def queryset(self) -> RecordQuerySet:
        """Return them in the order of their kind."""
        return self.visible().shown().order_by(*self.ledger.model._meta.ordering)


class KeptDetail(KeptView, RecordDetail):
    """One of them, with its history."""


class KeptCreate(KeptView, RecordCreate):
    """The form of a new one."""


class KeptUpdate(KeptView, RecordUpdate):
    """The form of a stored one."""

    def gone(self, pk: int) -> HttpResponse:
        """Keep what was typed for what another deleted meanwhile."""
        get_object_or_404(history.deleted(self.ledger.model), id=pk)
        messages.error(self.request, DELETED_MEANWHILE)
        return self.render(form=self.bound(), begins_anew=True)


class KeptDelete(KeptView, RecordDelete):
    """Deletion, where nothing refers to it; records are counted and none is named."""

    brought_back_by = "管理者"

    def referring(self, refusal: ProtectedError) -> dict[str, object]:
        """Return what refers to it, a phrase each."""
        return {"held": holding([self.find(self.kwargs["pk"])])}


class KeptDeleted(KeptView, DeletedList):
    """What was deleted, by whom and why."""


class KeptRestore(KeptView, RecordRestore):
    """Bringing it back."""


KEPT: dict[str, type[LedgerView]] = {
    "list": KeptList,
    "create": KeptCreate,
    "deleted": KeptDeleted,
    "restore": KeptRestore,
    "detail": KeptDetail,
    "update": KeptUpdate,
    "delete": KeptDelete,
}


@dataclass(frozen=True, eq=False)
class KeptLedger(LedgerPages):
    """What one kind of thing that the administrator keeps needs for its pages."""

    form: type[Any]  # a `RecordForm`, or for users what is asked the same
    table: type[RecordTable]
    filters: type[RecordFilter]
    at: str
    menu: Placed
    views: Mapping[str, type[LedgerView]] = field(default_factory=lambda: KEPT)
    sheet: None = None

    of_the_ledger = ("list", "create", "deleted")
    of_the_sheet = ()

    @property
    def name(self) -> str:
        """What people call it: a division is called otherwise where it keeps a record."""
        return self.menu.name

    @property
    def model(self) -> type[Record]:  # type: ignore[override]  # it is the form's
        """The kind of thing."""
        return self.form._meta.model

    def templates(self, page: str) -> list[str]:
        """Return its own template for a page, that of all that is kept, or everybody's."""
        own, everybodys = super().templates(page)
        return [own, f"kurume_privacy/kept_{page}.html", everybodys]

    def urls(self) -> list:
        """Return the addresses of its pages."""
        return self.addresses(PAGES)
