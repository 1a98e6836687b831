"""Who may come in to a page of a ledger, and what they may see there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.desk.tables import PER_PAGE
from kurume_privacy.desk.way_back import WayBack
from kurume_privacy.models import Closing, Record, RecordQuerySet, User
from kurume_privacy.records.form import every_error

NO_LEDGERS = "管理者は記録を扱いません。利用者、組織、適用法令、市の休日を扱います。"
ONLY_READS = "承認者は記録を見ることができますが、変更はできません。"
OFFICE_KEEPS = "この記録は総括担当が扱います。"


ATTEMPTS = 3  # another may take the number, or delete what is referred to, at the same moment


def one_act(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Do all of an act or nothing of it; judge it anew where another was quicker."""

    @wraps(act)
    def whole(*args, **options) -> HttpResponse:
        for _ in range(ATTEMPTS - 1):
            try:
                with transaction.atomic():
                    return act(*args, **options)
            except IntegrityError:
                continue
        with transaction.atomic():
            return act(*args, **options)

    return whole


class LedgerView(View):
    """A page of a ledger: who may come in, and what they may see."""

    request: StaffRequest
    ledger: Any = None  # the `Ledger` whose page it is; its module needs this one
    listing: Any = None  # the view of its list, for what shows the same
    page = ""
    changes = False  # the page changes records
    whole_ledger = False  # the page concerns the ledger, not one record in it
    office_only = False
    record_pages: tuple[str, ...] = ("detail", "update", "delete")  # those that a page leads to

    def setup(self, request: HttpRequest, *args, **options) -> None:
        """Find the way back that the address names."""
        super().setup(request, *args, **options)
        self.way = WayBack.of(request)

    def dispatch(self, request: HttpRequest, *args, **options) -> HttpResponseBase:
        """Refuse whom the page is not for."""
        self.refuse_others(self.request.user)
        return super().dispatch(request, *args, **options)

    def refuse_others(self, user: User) -> None:
        """Raise ``PermissionDenied`` for whom the page is not, saying why."""
        if not user.sees_records:
            raise PermissionDenied(NO_LEDGERS)
        if self.changes and not user.keeps_records:
            raise PermissionDenied(ONLY_READS)
        offices = self.office_only or (
            self.whole_ledger and self.ledger.model.division_path is None
        )
        if offices and not (user.is_office or user.is_approver):
            raise PermissionDenied(OFFICE_KEEPS)

    def may_change(self) -> bool:
        """Say whether the user enters and changes what the ledger holds."""
        return self.request.user.keeps_records

    def visible(self) -> RecordQuerySet:
        """Return the records this user may see."""
        return self.ledger.model.objects.visible_to(self.request.user)

    def find(self, pk: int) -> Any:
        """Return a visible record, or answer 404."""
        return get_object_or_404(self.visible().shown(), pk=pk)

    def find_locked(self, pk: int) -> Any:
        """Return a visible record that nobody else can change until this request ends."""
        return get_object_or_404(self.visible().select_for_update(of=("self",), no_key=True), pk=pk)

    def render_closed(self, record: Record, closing: Closing | str) -> HttpResponse:
        """Explain why the record cannot be changed now, and by whom its year is opened."""
        context = {"ledger": self.ledger, "record": record, "closing": closing}
        return render(self.request, "desk/closed.html", context | self.ways(record), status=403)

    def render(self, **context: Any) -> HttpResponse:
        """Show the page; 422 where what was sent, or asked for, could not be taken."""
        asked = context.get("filters")
        errors = every_error(context.get("form") or (asked and asked.form))
        context |= {"ledger": self.ledger, "errors": errors, "may_change": self.may_change()}
        context |= self.ways(context.get("record"))
        return render(
            self.request,
            self.templates(),
            context,
            status=422 if errors else 200,
        )

    def templates(self) -> list[str]:
        """Return the template of the page, before those that stand in for it."""
        return self.ledger.templates(self.page)

    def ways(self, record: Record | None) -> dict[str, Any]:
        """Return where the page leads: to the list, and to the pages of the record."""
        ways: dict[str, Any] = {"way": self.way, "list_url": self.list_url()}
        if record is not None:
            pages = {page: self.url_of(record, page) for page in self.record_pages}
            ways["record_urls"] = pages
        return ways

    def list_url(self) -> str:
        """Return the address of the list, as it was when the record was opened from it."""
        return self.way.list_url(PER_PAGE) if self.way else self.ledger.url("list")

    def url_of(self, record: Any, page: str = "detail") -> str:
        """Return the address of one of a record's pages, with the way back to the list."""
        return self.ledger.url(page, record.pk) + (self.way.kept() if self.way else "")
