"""The form of a new record and of a stored one."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from kurume_privacy.accounts.unsent_form import KeepsUnsentForm
from kurume_privacy.desk import doubts
from kurume_privacy.desk.sent_once import Sending, new_token
from kurume_privacy.desk.view import LedgerView, one_act
from kurume_privacy.models import Closing, Record, SentForm, Succession, event_dates
from kurume_privacy.records import conflict, history
from kurume_privacy.records.form import RecordForm
from kurume_privacy.records.rows import with_another_row
from kurume_privacy.text import whole_number

OUT_OF_SIGHT = "このように保存すると、あなたには見えない記録になります。所管課を確かめてください。"
DELETED_MEANWHILE = (
    "入力している間に、別の人がこの記録を削除しました。入力した内容は下に残っています。"
    "「保存する」を押すと、新しい記録として登録します。"
    "削除した記録は、総括担当が元に戻せます。"
)


SENT_BEFORE = (
    "この画面の入力は、既に保存しています。まだ何も変えていません。"
    "その記録を直すときは、記録を開いて変更してください。"
    "ここで「保存する」を押すと、別の新しい記録になります。"
)


class RecordFormView(LedgerView, KeepsUnsentForm):
    """What the form of a new record and that of a stored one share."""

    page = "form"
    changes = True
    save: Callable[..., HttpResponse]  # of a new record, or of the one that the address names
    show: Callable[..., HttpResponse]  # of a stored record: the form, about a version of it

    @one_act
    def post(self, request: HttpRequest, **where: int) -> HttpResponse:
        """Save the record with its rows, or show the form again with what was typed."""
        return self.save(**where)

    def form_class(self) -> type[RecordForm]:
        """Return the form of the page; a page with more than one says which."""
        return self.ledger.form

    def bound(self, record: Record | None = None, data=None) -> RecordForm:
        """Return the form with what was sent."""
        data = self.request.POST if data is None else data
        return self.form_class()(data, instance=record, user=self.request.user)

    def with_another_row(self, record: Record | None = None) -> RecordForm | None:
        """Return the form with one more row, if that is what was asked for."""
        prefix = self.request.POST.get("add")
        if prefix is None:
            return None
        known = {formset.prefix for formset in self.bound(record).every_formset()}
        sent = self.request.POST
        form = self.bound(record, with_another_row(sent, prefix) if prefix in known else sent)
        form.forget_errors()
        return form

    def doubt(self, form: RecordForm) -> dict[str, object]:
        """Return what the page asks before a valid form is saved, said in the form; or nothing."""
        return doubts.ask(form, self.request.POST)

    def as_typed(self, record: Record | None = None) -> RecordForm:
        """Return the form as it was sent, without judging it."""
        form = self.bound(record)
        form.forget_errors()
        return form

    def keep_unless_saved(
        self, form: RecordForm, now: str, known: str, whole: Record | None = None
    ) -> HttpResponse:
        """Keep a valid form of a stored record, unless another saved that meanwhile.

        ``whole`` is the record that the versions are of, where the form is about a part of it.
        """
        valid = form.is_valid()
        if now != known:
            return self.show(form, now, conflict=conflict.find(form, known, whole))
        doubt = self.doubt(form) if valid else {}
        response = self.keep(form) if valid and not doubt else None
        return response or self.show(form, known, **doubt)

    def keep(self, form: RecordForm) -> HttpResponse | None:
        """Save a valid form; nobody moves a record out of their own sight."""
        try:
            with transaction.atomic():
                record = self.about(form.save())
                if self.visible().filter(pk=record.pk).exists():
                    return self.done(record)
                raise ValidationError(OUT_OF_SIGHT)
        except ValidationError as refusal:  # or its year was closed meanwhile
            form.add_error(None, refusal)
        return None

    def about(self, saved: Record) -> Record:
        """Return the record of the ledger that the page is about, once this was saved."""
        return saved

    def done(self, record: Record) -> HttpResponse:
        """Say what was saved, and go on to the record or to the next one."""
        messages.success(self.request, f"{self.ledger.name}「{record}」を保存しました。")
        if self.request.POST.get("then") == "another":
            return redirect(f"{self.ledger.url('create')}?after={record.pk}")
        return redirect(self.url_of(record))


class RecordCreate(RecordFormView):
    """The form of a new record, blank, a copy, or one after another."""

    whole_ledger = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        form = self.form_class()(user=request.user, initial=self.initial())
        form.focus_first()
        return self.render(form=form, token=new_token())

    def initial(self) -> dict[str, object]:
        """Return what the record begins with: fields from another record, and from the address."""
        form, sent = self.form_class(), self.request.GET
        named: dict[str, object] = {name: sent[name] for name in form.base_fields if name in sent}
        if (other := self.other("copy")) is not None:
            copied = form(instance=other).initial
            if (way := form._meta.model.division_path) in copied:
                copied[way] = Succession.of().keeper(copied[way], timezone.localdate())
            own = {*form.not_copied, *(field.name for field in event_dates(form._meta.model))}
            return {name: copied[name] for name in copied if name not in own} | named
        if (other := self.other("after")) is not None:
            carried = form(instance=other).initial
            return {name: carried[name] for name in form.carried} | named
        return named

    def other(self, name: str) -> Record | None:
        """Return the visible record that the address names."""
        key = whole_number(self.request.GET.get(name, ""))
        return None if key is None else self.visible().filter(pk=key).first()

    def save(self) -> HttpResponse:
        """Save the new record."""
        self.sending = Sending(self.request.POST, self.request.user, self.ledger.route)
        if (form := self.with_another_row()) is not None:
            return self.ask(form)
        if (known := self.sending.known) is not None:
            return self.again(known)
        form = self.bound()
        if not form.is_valid():
            return self.ask(form)
        if doubt := self.doubt(form):
            return self.ask(form, **doubt)
        return self.keep(form) or self.ask(form)

    def unsent(self, request: HttpRequest) -> HttpResponse:
        """Show the form of a new record as it was typed, and as the same one."""
        self.sending = Sending(request.POST, self.request.user, self.ledger.route)
        return self.ask(self.as_typed())

    def done(self, record: Record) -> HttpResponse:
        """Remember that this form was saved: it may be sent again."""
        self.sending.remember(record)
        return super().done(record)

    def ask(self, form: RecordForm, **context) -> HttpResponse:
        """Show the form as it was sent, to be sent again."""
        return self.render(**{"form": form, "token": self.sending.token or new_token()} | context)

    def again(self, known: SentForm) -> HttpResponse:
        """Lead to what the form was saved as; what was typed since is kept as another record."""
        record = self.visible().filter(pk=known.record).first()
        if record is not None and known.digest == self.sending.digest:
            called = f"{self.ledger.name}「{record}」"
            messages.info(self.request, f"この入力は、既に{called}として保存しています。")
            return redirect(self.url_of(record))
        messages.warning(self.request, SENT_BEFORE)
        return self.ask(self.as_typed(), token=new_token(), saved_as=record)


class RecordUpdate(RecordFormView):
    """The form of a stored record."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as the record stands now."""
        version = history.version(self.find(pk))  # before what is shown: that may only be newer
        self.record = self.find(pk)
        if (closing := Closing.of(self.record)).whole:
            return self.render_closed(self.record, closing)
        return self.show(self.ledger.form(instance=self.record, user=request.user), version)

    def show(self, form: RecordForm, version: str, **context) -> HttpResponse:
        """Show the form, about a version of the record."""
        return self.render(**{"form": form, "record": self.record, "version": version} | context)

    def save(self, pk: int) -> HttpResponse:
        """Save the record, unless another saved it since the page was opened."""
        record = self.visible().select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if record is None:
            return self.gone(pk)
        self.record = record
        now, known = history.version(record), self.request.POST.get("version", "")
        if (form := self.with_another_row(record)) is not None:
            return self.show(form, known)
        form = self.bound(record, conflict.chosen(self.bound(self.find(pk))))
        return self.keep_unless_saved(form, now, known)

    def unsent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as it was typed, about the version that it was typed for."""
        if not self.visible().filter(pk=pk).exists():
            return self.gone(pk)
        self.record = self.find(pk)
        return self.show(self.as_typed(self.record), request.POST.get("version", ""))

    def gone(self, pk: int) -> HttpResponse:
        """Keep what was typed for a record that another deleted meanwhile: as a new record."""
        deletion = get_object_or_404(history.deleted(self.ledger.model), id=pk)
        if not history.was_visible_to(deletion, self.request.user):
            raise Http404
        messages.error(self.request, DELETED_MEANWHILE)
        return self.render(form=self.bound(), begins_anew=True, token=new_token())
