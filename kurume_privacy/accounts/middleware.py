"""What holds for every address: who may come in, what is kept, where the caller sits."""

import ipaddress

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.utils.cache import add_never_cache_headers

from kurume_privacy.accounts.log_in import session_ended

DESK = "/desk/"
FILE_NOT_KEPT = (
    "ログインが切れていました。選んだファイルは受け取っていません。"
    "ログインして、もう一度選んでください。"
)


def leave_nothing_behind(get_response):
    """Return the middleware that lets no browser keep a page of the desk, no search engine list it.

    After log-out the back key asks the server again, and the server shows the log-in.
    """

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith(DESK):
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


class LoginRequired(LoginRequiredMiddleware):
    """Closed unless a view says that everyone may see it, and one log-in for all the rest."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Return None where the view may be seen, else the way to the log-in.

        At a page that everyone may see nobody is asked, and no cookie is read.
        """
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """Lead to the log-in; a record's form that was sent too late is not lost on the way."""
        view = getattr(view_func, "view_class", None)
        if request.method == "POST" and getattr(view, "keeps_unsent_form", False):
            return session_ended(request)
        if request.method == "POST" and getattr(view, "asks_for_a_file", False):
            messages.warning(request, FILE_NOT_KEPT)
        return super().handle_no_permission(request, view_func)


def client_address(request) -> str | None:
    """Return the IP address that failed log-ins are counted by; None when there is none.

    Behind a proxy that is the last one of X-Forwarded-For: our own proxy wrote it. Whatever
    stands before it came with the request, and anybody can write that.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] or address
    try:
        return str(ipaddress.ip_address(address.strip()))
    except ValueError:
        return None  # a socket of the same machine has no address
