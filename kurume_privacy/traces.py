"""What a request leaves in the log, and the number by which its error is found there.

Each line of the log is one JSON object. It holds paths and numbers; never a name, an address of a
person or a machine, a query string, or what was sent in a form. Logging is set up before the
models are: nothing here may import them.
"""

import json
import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from datetime import datetime
from time import perf_counter

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error as DatabaseError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseServerError,
)
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.log import log_response

# No two that look alike (0 and O, 1 and I, 5 and S) or sound alike (B and D, M and N).
LEGIBLE = "23456789ACEFHJKMRTWXY"
HEADER = "X-Request-ID"
NUMBER = "kurume_privacy.number"  # in META, where no header of a caller comes to stand
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
logger = logging.getLogger(__name__)
access = logging.getLogger(f"{__name__}.access")
answering: ContextVar[HttpRequest | None] = ContextVar("answering", default=None)


def new_number() -> str:
    """Return a number to be read out over the telephone: K7RM-42XT."""
    number = "".join(secrets.choice(LEGIBLE) for _ in range(8))
    return f"{number[:4]}-{number[4:]}"


def request_number(request: HttpRequest | None) -> str | None:
    """Return the number of the request, or None where there is no request."""
    return request.META.get(NUMBER) if request else None


def user_number(request: HttpRequest | None) -> int | None:
    """Return the primary key of who asked, or None for nobody.

    It is what the authentication already knows. Asking it here would cost every public page two
    queries, and fail where it is the database that fails.
    """
    return getattr(getattr(request, "_cached_user", None), "pk", None)


def leave_traces(get_response: Callable) -> Callable:
    """Number each request, for the log, the answer and the error page. The first middleware."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Never the caller's: it would be of any length, and anybody could give theirs twice.
        request.META[NUMBER] = new_number()
        token = answering.set(request)
        began = perf_counter()
        try:
            response = get_response(request)
        except Exception as error:  # only the error page itself leads here
            response = plain_error(request, error)
        except SystemExit:  # the server ends a worker that takes too long
            logger.exception("The request was cut off: %s", request.path)
            raise
        finally:
            answering.reset(token)
        if settings.ACCESS_LOG:
            tell(request, response, perf_counter() - began)
        # A file as it lies on the disk is the server's to send, and in its own way.
        if response.streaming and not getattr(response, "file_to_stream", None):
            response.streaming_content = watched(request, response.streaming_content)
        response[HEADER] = request.META[NUMBER]
        return response

    return middleware


def tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Write the line of the access log: the path alone, for a search may hold a name."""
    length = response.headers.get("Content-Length")
    told = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "bytes": int(length) if length else None,
        "milliseconds": round(seconds * 1000, 1),
    }
    message = "%(method)s %(path)s %(status)s"
    access.info(message, told, extra={"request": request, "told": told})


def watched(request: HttpRequest, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Send on what is sent in pieces; an error on the way is past every other handler."""
    try:
        yield from chunks
    except Exception:
        logger.exception("The answer broke off: %s", request.path, extra={"request": request})
        raise


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the error page. It asks neither the database nor who is there: either may be broken."""
    context = {"number": request_number(request), "path": request.path_info}
    return HttpResponseServerError(render_to_string("500.html", context))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the page for what cannot be taken: it reads nothing of what was sent, a second time."""
    context = {
        "number": request_number(request),
        "path": request.path_info,
        "is_too_much": isinstance(exception, TOO_MUCH),
    }
    return HttpResponseBadRequest(render_to_string("400.html", context))


def plain_error(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say it without any page; the log has what failed first, and then the error page's error."""
    said = f"エラーが起きました。エラー番号：{request_number(request)}\n"
    response = HttpResponseServerError(said, content_type="text/plain; charset=utf-8")
    log_response(
        "The error page failed: %s",
        request.path,
        response=response,
        request=request,
        logger=logger,
        exception=error,
    )
    return response


class JSONLine(logging.Formatter):
    """One line a record. JSON escapes whatever could end a line or pass for another one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; Django hands the request over also where it is answered already."""
        request = getattr(record, "request", None) or answering.get()
        at = datetime.fromtimestamp(record.created).astimezone()
        line = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_number(request),
            "user": user_number(request),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            text = self.formatException(record.exc_info)
            line["traceback"] = without_values(text, record.exc_info[1])
        return json.dumps(line)


def without_values(text: str, error: BaseException | None) -> str:
    """Return the traceback of an error without what PostgreSQL adds to its own: the whole row."""
    seen: list[BaseException] = []
    while error and error not in seen:  # one may be named as its own cause
        seen.append(error)
        if isinstance(error, DatabaseError):
            text = text.replace(str(error), str(error).partition("\n")[0])
        error = error.__cause__ or error.__context__
    return text


def unnamed_client(*client: object) -> str:
    """Return what axes calls whoever fails to log in: it would give user name and address."""
    return "somebody"
