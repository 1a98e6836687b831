"""The screen of an event: a few fields, what the law says, what it changes, and back to the course.

It keeps all that the whole form keeps: one act, two people at once, sent once, unsent forms.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from disclosure.events.declaration import Events, EventTarget, first_offers
from disclosure.events.ways import way_to
from kurume_privacy.desk.ledger import Ledger
from kurume_privacy.desk.sent_once import Sending, new_token
from kurume_privacy.desk.write import RecordFormView
from kurume_privacy.models import Closing, Record
from kurume_privacy.records import conflict, history
from kurume_privacy.records.form import RecordForm
from kurume_privacy.text import whole_number

PREVIEW, CHECK = "preview", "check"
GONE = (
    "入力している間に、別の人がこの記録を削除しました。保存していません。"
    "削除した記録は、総括担当が元に戻せます。"
)
SENT_BEFORE = "この画面の入力は、既に保存しています。今回は何も変えていません。"


def addresses(ledger: Ledger, events: Events) -> list:
    """Return the address of the screen of each event, below that of its record."""
    name = ledger.model._meta.model_name
    return [
        path(
            f"{ledger.at}<int:pk>/{event.key}/",
            EventView.as_view(ledger=ledger, event=event, events=events),
            name=f"{name}_{event.key}",
        )
        for event in events
    ]


class EventView(RecordFormView):
    """The screen of one event of a record."""

    page = "event"
    event: Any = None  # the `EventDeclaration` whose screen it is
    events: Events = ()  # all of the record's
    record: Record
    token = ""  # of the form that was sent

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, or answer what it would change as it is being filled in."""
        version = history.version(self.find(pk))  # before what is shown: that may only be newer
        self.record = self.find(pk)
        if (closing := Closing.of(self.record)).whole:
            return self.render_closed(self.record, closing)
        if (target := self.target()) is None:
            return self.render(record=self.record, event=self.event)
        if PREVIEW in request.GET:
            return JsonResponse({"text": self.preview(self.bound(data=request.GET))})
        form = self.event.form(instance=target.record, user=self.request.user)
        form.focus_first()
        return self.show(form, version)

    def find(self, pk: int) -> Any:
        """Return a visible record with its rows: what is offered depends on them."""
        return get_object_or_404(self.visible().written(), pk=pk)

    def templates(self) -> list[str]:
        """Return the one template of all events."""
        return ["disclosure/events/event.html"]

    def target(self) -> EventTarget | None:
        """Return what the form is about."""
        sent = self.request.POST.get("of") or self.request.GET.get("of", "")
        return self.event.target(self.record, whole_number(sent))

    def bound(self, record: Record | None = None, data=None) -> RecordForm:
        """Return the form with what was sent, about the record as it is stored."""
        data = self.request.POST if data is None else data
        self.record = self.find(self.record.pk)
        target = self.target()
        if target is None:
            raise Http404
        return self.event.form(data, instance=target.record, user=self.request.user)

    def preview(self, form: RecordForm) -> str:
        """Return what would be otherwise with what was typed, as far as it can be read."""
        return self.event.changes(form.instance, readable(form)) if self.event.changes else ""

    def show(self, form: RecordForm, version: str, **context: Any) -> HttpResponse:
        """Show the form with what the law says."""
        self.record = self.find(self.record.pk)  # what was typed may stand in the one at hand
        target = self.target()
        own = {
            "record": self.record,
            "event": self.event,
            "form": form,
            "previews": self.event.changes is not None,
            "of": target and target.of,
            "law": target and list(self.event.law(target.record)),
            "version": version,
            "token": self.token or new_token(),
        }
        return self.render(**own | context)

    # Saving

    def save(self, pk: int) -> HttpResponse:
        """Save what happened, unless another saved the record since the page was opened."""
        self.sending = Sending(self.request.POST, self.request.user, self.route)
        self.token = self.sending.token
        locked = self.visible().select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if locked is None:
            return self.gone(pk)
        self.record = self.find(pk)
        if self.sending.known is not None:
            return self.again()
        if self.target() is None:
            return self.render(record=self.record, event=self.event)
        now, known = history.version(self.record), self.request.POST.get("version", "")
        if CHECK in self.request.POST:
            return self.checked(known)
        form = self.bound(data=conflict.chosen(self.bound()))
        return self.keep_unless_saved(form, now, known, self.record)

    def checked(self, version: str) -> HttpResponse:
        """Show what would be otherwise, and save nothing."""
        form = self.bound()
        changed = self.preview(form)
        form.forget_errors()
        return self.show(form, version, changed=changed)

    def unsent(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form as it was typed, about the version that it was typed for."""
        self.token = Sending(request.POST, self.request.user, self.route).token
        self.record = self.find(pk)
        if self.target() is None:
            return self.render(record=self.record, event=self.event)
        return self.show(self.as_typed(), request.POST.get("version", ""))

    @property
    def route(self) -> str:
        """What the forms of this event are known by, once sent."""
        return f"{self.ledger.route}_{self.event.key}"

    def about(self, saved: Record) -> Record:
        """Return the record to whose course it belongs."""
        return self.record

    def done(self, record: Record) -> HttpResponse:
        """Say what was saved and what comes next, on the page of the record."""
        self.sending.remember(record)
        found = self.find(record.pk)
        messages.success(self.request, f"「{self.event.name}」を保存しました。{self.next(found)}")
        return redirect(self.url_of(record))

    def next(self, record: Record) -> str:
        """Return what can happen next, in a sentence."""
        offers = first_offers(record, tuple(event for event in self.events if event.likely))
        return f"次は「{offers[0].name}」です。" if offers else ""

    def again(self) -> HttpResponse:
        """Lead to the record: this form was saved before."""
        messages.info(self.request, SENT_BEFORE)
        return redirect(self.url_of(self.record))

    def gone(self, pk: int) -> HttpResponse:
        """Say that another deleted the record meanwhile."""
        deletion = get_object_or_404(history.deleted(self.ledger.model), id=pk)
        if not history.was_visible_to(deletion, self.request.user):
            raise Http404
        messages.error(self.request, GONE)
        return redirect(self.list_url())

    def ways(self, record: Record | None) -> dict[str, Any]:
        """Return also where the other events are entered."""
        ways = super().ways(record)
        return ways | {"others": self.others(record)} if record is not None else ways

    def others(self, record: Any) -> list[tuple[str, str]]:
        """Return what else can happen next: (name, address)."""
        events = tuple(event for event in self.events if event is not self.event)
        return [(offer.name, way_to(offer, self.way)) for offer in first_offers(record, events)]


def readable(form: RecordForm) -> dict[str, Any]:
    """Return what can be read of a form's fields one by one, without judging the whole."""
    found = {}
    for name, field in form.fields.items():
        try:
            found[name] = field.clean(form[name].data)
        except ValidationError:
            continue
    return found
