"""What was typed into a record's form when the session had ended: kept over the log-in.

The browser keeps it, signed, in the log-in form; after the log-in it is shown to be sent again.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SALT = "kurume_privacy.kept"  # signed into pages that an upgrade finds open
FIELD = "kept"
HOURS = 12
NOT_KEPT = ("csrfmiddlewaretoken",)


def keep(request: HttpRequest) -> str:
    """Return what was sent, and where to, signed for the way over the log-in."""
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    return signing.dumps([request.get_full_path(), sent], salt=SALT, compress=True)


def send_again(request: HttpRequest) -> HttpResponse | None:
    """Show what was kept, ready to be sent again; nothing where nothing, or no longer, is kept."""
    try:
        kept = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    address, sent = kept
    controls = [(name, value) for name, values in sent.items() for value in values]
    context = {"address": address, "controls": controls}
    return render(request, "registration/send_again.html", context)
