"""Log-in, log-out, the own password, and what is said where a log-in is locked."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.generic.base import ContextMixin

from kurume_privacy.accounts.unsent_form import KeepsUnsentForm, send_again, signed
from kurume_privacy.models import User
from kurume_privacy.records.form import every_error

LONGEST_NAME: int = User._meta.get_field("username").max_length  # type: ignore[assignment]

MISSING = "入力してください。"
EASY_ONES = "数字だけのもの、よく使われるもの、ユーザー名や氏名に似たものは使えません。"


class StaffRequest(HttpRequest):
    """A request by somebody who is logged in: `middleware.LoginRequired` lets no other through."""

    user: User
    resolver_match: ResolverMatch


class LogInForm(AuthenticationForm):
    """Name and password. Why a log-in failed is said in one way: it tells nobody who exists."""

    username = UsernameField(label="ユーザー名", widget=forms.TextInput(attrs={"autofocus": True}))
    error_messages = {
        "invalid_login": (
            "ユーザー名かパスワードが違います。大文字と小文字、全角と半角を確かめてください。"
        ),
        "inactive": "この利用者は、今は使えません。管理者に連絡してください。",
    }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)

    def clean_username(self) -> str:
        """Refuse a name nobody can have before it is counted: its column has an end."""
        name = self.cleaned_data["username"]
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(f"{LONGEST_NAME}文字までです。")
        return name

    def get_invalid_login_error(self) -> forms.ValidationError:
        """Say it at a field, so that the summary leads somewhere."""
        return forms.ValidationError({"username": self.error_messages["invalid_login"]})


class PasswordForm(PasswordChangeForm):
    """The own password: the old one, and the new one twice."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        prepare(self)
        self.fields["new_password1"].help_text = f"8文字以上。{EASY_ONES}"


def prepare(form: forms.BaseForm) -> None:
    """Give the form's fields the sentence for what is missing that every form has.

    A form that was sent has a summary of its errors, which takes the focus from its first field.
    """
    for field in form.fields.values():
        field.error_messages["required"] = MISSING
        if form.is_bound:
            field.widget.attrs.pop("autofocus", None)


class Errors(ContextMixin):
    """Gives the page the errors of its form, for the summary and the title."""

    def get_context_data(self, **context) -> dict:
        """Add what the desk's frame shows above every form."""
        context = super().get_context_data(**context)
        return context | {"errors": every_error(context["form"])}


@method_decorator(login_not_required, name="dispatch")
class LogIn(Errors, views.LoginView, KeepsUnsentForm):
    """Let somebody in, and on to where they were going."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args, **options) -> HttpResponseBase:
        """Show what came along also to whoever has come in meanwhile, in another tab."""
        known = request.user.is_authenticated and send_again(request)
        return known or super().dispatch(request, *args, **options)

    def unsent(self, request: HttpRequest, *args, **options) -> HttpResponse:
        """Ask again; what came along stays in the page."""
        return self.render_to_response(self.get_context_data(form=LogInForm(request)))

    def get_redirect_url(self) -> str:  # type: ignore[override]  # of a later Django
        """Return where they were going, unless that is this very door."""
        address = super().get_redirect_url()
        return "" if address.startswith(self.request.path) else address

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Go on, with what was typed before the session had ended."""
        response = super().form_valid(form)
        return send_again(self.request) or response


@method_decorator(login_not_required, name="dispatch")
class LogOut(views.LogoutView):
    """Let somebody out, by POST alone: no link in a page does it for them."""

    http_method_names = ["get", "head", "post", "options"]
    next_page = reverse_lazy("login")  # type: ignore[assignment]  # Django reads it late

    def get(self, request: HttpRequest) -> HttpResponse:
        """Change nothing for an address that was typed or is left over from a log-in."""
        return redirect("login")

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session and say so, where the next one begins."""
        response = super().post(request)
        messages.success(request, "ログアウトしました。")
        return response


class ChangePassword(Errors, views.PasswordChangeView):
    """Change the own password; every other session of the user ends."""

    form_class = PasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("password_change_done")


class PasswordChanged(views.PasswordChangeDoneView):
    """Say that it is changed."""

    template_name = "registration/password_done.html"


def session_ended(request: HttpRequest) -> HttpResponse:
    """Show the log-in in place of the page that a form was sent to; the form comes along in it."""
    context = {
        "form": LogInForm(request),
        "unsent": signed(request),
        "next": request.get_full_path(),
    }
    return render(request, "registration/login.html", context)


def locked_out(request: HttpRequest, refused: HttpResponse, credentials: dict) -> HttpResponse:
    """Return 429 in place of ``refused``: for how long this log-in is locked, and what to do.

    The page says it in minutes, Retry-After in seconds. Called by axes.
    """
    wait = settings.AXES_COOLOFF_TIME
    context = {
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": int(wait.total_seconds() // 60),
    }
    response = render(request, "registration/locked.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response
