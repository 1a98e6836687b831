"""A form from before another log-in: shown once more with what was typed, and not taken.

Each log-in makes the CSRF tokens of the pages that are open useless. Whoever logs in again in
another tab would lose what they typed in the first. It is only shown: what is sent from another
site is not (its sender would have somebody else send it on), and what it would do is done when it
is sent again from the page, with a token that holds.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.csrf import csrf_failure

from kurume_privacy.accounts.log_in import session_ended
from kurume_privacy.accounts.unsent_form import UNSENT

AGAIN = (
    "この画面を開いてから、ログインし直したか、時間がたったため、まだ保存していません。"
    "入力した内容は残っています。確かめて、もう一度ボタンを押してください。"
)
FILE_AGAIN = (
    "この画面を開いてから、ログインし直したか、時間がたったため、選んだファイルは取り込んでいません。"
    "もう一度選んでください。"
)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form whose CSRF token does not hold: settings name it for that.

    Its form again, the way to the log-in, or Django's plain 403 where it was sent from elsewhere.
    """
    refused = csrf_failure(request, reason=reason)
    return (shown_again(request) if is_from_here(request) else None) or refused


def is_from_here(request: HttpRequest) -> bool:
    """Say whether a page of ours sent the form: browsers say which site they send from."""
    here = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == here or origin in settings.CSRF_TRUSTED_ORIGINS
    return request.headers.get("Referer", "").startswith(f"{here}/")


def shown_again(request: HttpRequest) -> HttpResponseBase | None:
    """Return the page with what was typed; None for a page that keeps nothing."""
    match: Any = request.resolver_match  # it was found, or nobody would have asked for a token
    view: Any = getattr(match.func, "view_class", None)
    if getattr(view, "keeps_unsent_form", False):
        return _page_of_the_form(request, match)
    if not request.user.is_authenticated:
        return None
    if getattr(view, "asks_for_a_file", False):
        messages.warning(request, FILE_AGAIN)
        return redirect(request.get_full_path())
    return None


def _page_of_the_form(request: HttpRequest, match: Any) -> HttpResponseBase:
    """Let the view show its form, as if it were asked for: it refuses whom it always refuses."""
    if getattr(match.func, "login_required", True) and not request.user.is_authenticated:
        return session_ended(request)
    messages.warning(request, AGAIN)
    request.method = "GET"  # whatever the view does with it, it changes nothing
    setattr(request, UNSENT, True)
    return match.func(request, *match.args, **match.kwargs)
