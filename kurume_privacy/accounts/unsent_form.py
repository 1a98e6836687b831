"""A form that was sent and cannot be taken: what was typed is not lost.

Where the session had ended, the browser keeps it, signed, in the log-in form; after the log-in it
is shown to be sent again. Where somebody has logged in anew meanwhile, in another tab, the page
shows it once more (`accounts.stale_form`). Nothing is saved until it is sent again.
"""

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

SALT = "kurume_privacy.kept"  # signed into pages that an upgrade finds open
FIELD = "kept"  # its name in the page
OK, NOT_TAKEN = 200, 422
HOURS = 12
LEFT_OUT = ("csrfmiddlewaretoken",)
PASSWORD = "password"  # noqa: S105 - what the names of such controls hold
UNSENT = "is_unsent"  # the attribute of a request that only shows what was typed


class KeepsUnsentForm(View):
    """A page whose form is shown once more as it was typed, where it could not be taken."""

    keeps_unsent_form = True
    # Returns the page with the form as it was typed; judges nothing and saves nothing.
    unsent: Callable[..., HttpResponse]

    def dispatch(self, request: HttpRequest, *args, **where) -> HttpResponseBase:
        """Show the form, where that is all that may be done; 422, for nothing was taken."""
        if not getattr(request, UNSENT, False):
            return super().dispatch(request, *args, **where)
        response = self.unsent(request, *args, **where)
        if response.status_code == OK:
            response.status_code = NOT_TAKEN
        return response


def sent_controls(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was sent, by its name; never a password."""
    return {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in LEFT_OUT and PASSWORD not in name
    }


def signed(request: HttpRequest) -> str:
    """Return what was sent, and the address it was for, signed for the way over the log-in.

    It is text for a hidden field; what stands in it holds for `HOURS`.
    """
    sent = sent_controls(request)
    return signing.dumps([request.get_full_path(), sent], salt=SALT, compress=True)


def send_again(request: HttpRequest) -> HttpResponse | None:
    """Show the form that came along with the log-in, ready to be sent again.

    None where none came along, where it is older than `HOURS`, or where it is not as we signed it.
    """
    try:
        address, sent = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return ask_to_send(request, address, sent)


def ask_to_send(request: HttpRequest, address: str, sent: dict[str, list[str]]) -> HttpResponse:
    """Show what would be sent where, with the button that sends it."""
    controls = [(name, value) for name, values in sent.items() for value in values]
    words = [value for _, value in controls if not value.isascii()]  # keys and choices say nothing
    context = {"address": address, "controls": controls, "words": words}
    return render(request, "registration/send_again.html", context)
