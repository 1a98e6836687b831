"""Deleting a record with a reason, and bringing it back."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.desk.tables import DeletedTable
from kurume_privacy.desk.view import LedgerView, one_act
from kurume_privacy.models import Closing, Record, YearClosed
from kurume_privacy.records import history
from kurume_privacy.records.display import parts_of, shown_fields
from kurume_privacy.records.fields import LineField


class DeletionForm(forms.Form):
    """Why a record is deleted; the history keeps the reason."""

    reason = LineField(
        label="削除の理由",
        max_length=100,
        help_text="履歴に残ります。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "入力してください。"},
    )


class RecordDelete(LedgerView, KeepsUnsentForm):
    """Deletion, with a reason; the office can undo it."""

    page = "delete"
    changes = True
    brought_back_by = "総括担当"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason."""
        record = self.find(pk)
        if (closing := Closing.of(record)).years:
            return self.render_closed(record, closing)
        return self.ask(record, DeletionForm())

    def ask(self, record: Record, form: DeletionForm, **refusal: object) -> HttpResponse:
        """Show the record itself, what would be deleted with it, and what stands in the way."""
        shown = shown_fields(record, self.ledger.form._meta.fields)
        return self.render(
            form=form, record=record, fields=shown, parts=parts_of(record), **refusal
        )

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete the record with what belongs to it, or say what still refers to it."""
        record, form = self.find_locked(pk), DeletionForm(request.POST)
        if (closing := Closing.of(record)).years:
            return self.render_closed(record, closing)
        if not form.is_valid():
            return self.ask(record, form)
        called = f"{self.ledger.name}「{record}」"
        try:
            history.delete(record, form.cleaned_data["reason"])
        except ProtectedError as refusal:
            return self.ask(record, form, **self.referring(refusal))
        except YearClosed as refusal:  # closed since we looked
            return self.render_closed(record, "".join(refusal.messages))
        return self.done(called)

    def unsent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the reason as it was typed."""
        return self.ask(self.find(pk), DeletionForm(initial=request.POST.dict()))

    def done(self, called: str) -> HttpResponse:
        """Say what was deleted, and go back to the list."""
        said = f"{called}を削除しました。{self.brought_back_by}が元に戻せます。"
        messages.success(self.request, said)
        return redirect(self.list_url())

    def referring(self, refusal: ProtectedError) -> dict[str, object]:
        """Return what refers to the record, of what the user may see, and how many others do."""
        records: Collection[Any] = refusal.protected_objects
        user = self.request.user
        visible = [
            record
            for record in records
            if type(record).objects.visible_to(user).filter(pk=record.pk).exists()
        ]
        return {"referring": visible, "others": len(records) - len(visible)}


class DeletedList(LedgerView):
    """What was deleted, by whom and why, for the office to bring back."""

    page = "deleted"
    whole_ledger = office_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the deletions, the latest first."""
        return self.render(table=self.table())

    def table(self) -> DeletedTable:
        """Return the page of them that the address asks for, sorted as it says."""
        deletions = history.deleted(self.ledger.model)
        return DeletedTable(deletions, ledger=self.ledger).follow(self.request)


class RecordRestore(LedgerView):
    """Bringing back a deleted record."""

    page = "deleted"
    changes = office_only = True

    @one_act
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Restore the record, or say why it no longer fits."""
        deletion = get_object_or_404(history.deleted(self.ledger.model), pk=pk)
        try:
            record = history.restore(deletion)
        except ValidationError as refusal:
            messages.error(request, f"元に戻せません。{''.join(refusal.messages)}")
            return redirect(self.ledger.url("deleted"))
        return self.done(record)

    def done(self, record: Record) -> HttpResponse:
        """Say what was brought back, and go on to it."""
        messages.success(self.request, f"{self.ledger.name}「{record}」を元に戻しました。")
        return redirect(record)
