"""受付: a new request, by what is known at the counter; the whole form is one button away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from disclosure.events import changes
from disclosure.events.forms import EventForm
from disclosure.events.view import CHECK, PREVIEW, readable
from disclosure.forms import DisclosureRequestForm
from disclosure.models.asking import ASKED
from kurume_privacy.desk.write import RecordCreate
from kurume_privacy.records.form import RecordForm, in_one
from kurume_privacy.records.rows import with_another_row

WHOLE = "whole"


class ReceiptForm(EventForm, DisclosureRequestForm):
    """What is known at the counter; its number is given."""

    tells_apart = True
    groups = in_one(
        *("received_on", "kind", "method", "division", *ASKED, "subject", "specific"),
        *("earlier_request", "earlier_reason", "cessation_ground"),
    )


class RequestCreate(RecordCreate):
    """The form of a new request: the short one, or the whole where that is asked for or sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or answer when what is typed so far will be due."""
        if PREVIEW not in request.GET:
            return super().get(request)
        form = ReceiptForm(request.GET, user=self.request.user)
        return JsonResponse({"text": changes.received(readable(form))})

    def form_class(self) -> type[RecordForm]:
        """Return the whole form, where its rows were sent or it is asked for."""
        sent = {name.removesuffix("-TOTAL_FORMS") for name in self.request.POST}
        if WHOLE in {*self.request.GET, *self.request.POST} or sent & {*self.ledger.form.rows}:
            return self.ledger.form
        return ReceiptForm

    def with_another_row(self, record=None) -> RecordForm | None:
        """Return also the whole form with what was typed into the short one, where asked for."""
        if WHOLE not in self.request.POST:
            return super().with_another_row(record)
        sent = with_another_row(self.request.POST, "dispositions")
        form = self.bound(data=sent)
        form.forget_errors()
        return form

    def save(self) -> HttpResponse:
        """Save the request; or only say when it will be due."""
        if CHECK not in self.request.POST:
            return super().save()
        return self.unsent(self.request)

    def ask(self, form: RecordForm, **context: Any) -> HttpResponse:
        """Show the form again, with when it will be due."""
        typed = readable(form) if isinstance(form, ReceiptForm) else {}
        return super().ask(form, **{"changed": changes.received(typed)} | context)

    def render(self, **context: Any) -> HttpResponse:
        """Show the page, and say which of the two it is."""
        return super().render(**context, is_receipt=isinstance(context["form"], ReceiptForm))
