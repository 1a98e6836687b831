"""A record's form that was sent after the session had ended: not lost over the log-in.

The browser keeps it, signed, in the log-in form; after the log-in it is shown to be sent again.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SALT = "kurume_privacy.kept"  # signed into pages that an upgrade finds open
FIELD = "kept"  # its name in the page
HOURS = 12
LEFT_OUT = ("csrfmiddlewaretoken",)


def signed(request: HttpRequest) -> str:
    """Return what was sent, and the address it was for, signed for the way over the log-in.

    It is text for a hidden field; what stands in it holds for `HOURS`.
    """
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in LEFT_OUT}
    return signing.dumps([request.get_full_path(), sent], salt=SALT, compress=True)


def send_again(request: HttpRequest) -> HttpResponse | None:
    """Show the form that came along with the log-in, ready to be sent again.

    None where none came along, where it is older than `HOURS`, or where it is not as we signed it.
    """
    try:
        address, sent = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    controls = [(name, value) for name, values in sent.items() for value in values]
    context = {"address": address, "controls": controls}
    return render(request, "registration/send_again.html", context)
