"""Requests of which nothing can be read: a page that says so, and never an error of the server.

Django reads the Content-Type while it makes the request, before every middleware: what it cannot
read there has no page, no number and no line in the log. So that header is read first, here. And
it reads a form wherever it is asked for first, be it the page of an error: so that is here too.
"""

from codecs import lookup
from collections.abc import Callable, Iterable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

CONTENT_TYPE, CONTENT_LENGTH = "CONTENT_TYPE", "CONTENT_LENGTH"
MOST_DIGITS = 18  # no form is as long
MALFORMED = "kurume_privacy.malformed"  # where no header of a caller comes to stand
# A parameter of a header that is said whole and in numbered parts too (RFC 2231): Python's reader
# of headers sorts what cannot be sorted.
SAID_TWICE = TypeError
NUL = "\0"  # PostgreSQL knows no text that holds it


def readable(application: Callable) -> Callable:
    """Return the WSGI application that never sees what the form is said to be, if it is nothing."""

    def answering(environ: dict, start_response: Callable) -> Iterable[bytes]:
        length = environ.get(CONTENT_LENGTH) or "0"
        if not is_readable(environ.get(CONTENT_TYPE, "")) or not is_length(length):
            environ = environ | {CONTENT_TYPE: "", CONTENT_LENGTH: "0", MALFORMED: True}
        return application(environ, start_response)

    return answering


def is_length(said: str) -> bool:
    """Say whether the header is a number of bytes."""
    return said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS


def is_readable(content_type: str) -> bool:
    """Say whether the header can be read, and says UTF-8 where it says an encoding at all.

    Our pages are UTF-8, so every form sends it; in another one, nobody knows what was typed.
    """
    try:
        _, parameters = parse_header_parameters(content_type)
        return lookup(parameters.get("charset", "utf-8")).name == "utf-8"
    except (LookupError, ValueError, SAID_TWICE):
        return False


def refuse_malformed(get_response: Callable) -> Callable:
    """Return the middleware that answers 400 to what no browser sends, or sends no more.

    The form itself refuses to be read, by errors of its own, where it is too long or no form.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get(MALFORMED):
            raise BadRequest("What the form is said to be cannot be read")
        if any(NUL in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie holds what no text holds")
        try:
            request.POST  # noqa: B018 - read once, and kept
        except UnreadablePostError as error:
            raise BadRequest("The form broke off") from error
        except SAID_TWICE as error:
            raise BadRequest("A part of the form has a header that cannot be read") from error
        return get_response(request)

    return middleware
