"""Django's administration, behind the same door as everything else for staff."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy


class Administration(AdminSite):
    """For the role 管理者 alone. Log-in, log-out and passwords are those of the desk."""

    site_header = site_title = "久留米市 個人情報保護制度"
    index_title = "管理"
    site_url = reverse_lazy("home")  # type: ignore[assignment]  # Django reads it late

    def get_urls(self):
        """Leave out the way to a record's page on the site: what is kept here has none."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def has_permission(self, request):
        """Say whether the user is an administrator: by role, not by a flag that may be set."""
        user = request.user
        return user.is_authenticated and user.is_active and user.is_administrator

    def admin_view(self, view, cacheable=False):
        """Send nobody to the desk's log-in, and refuse who has come in with another role."""
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied("管理画面は、管理者だけが使えます。")
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def login(self, request, extra_context=None):
        """Lead to the one log-in there is; whoever has come in goes on to the first page."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    login = login_not_required(login)

    def logout(self, request, extra_context=None):
        """Log out as everywhere."""
        return redirect("logout", preserve_request=True)

    def password_change(self, request, extra_context=None):
        """Change the password as everywhere."""
        return redirect("password_change")
