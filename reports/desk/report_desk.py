"""What is true of every page about the reports, under desk/reports/.

For the office, which drafts, and the approver, who publishes. What each may do is the rule of
`reports.publishing.publish`; a page only offers it.
"""

from typing import Any
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import View

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.records.form import every_error

NOT_YOURS = "報告書は、総括担当が作り、承認者が公表します。"


class ReportDesk(View):
    """A page about the reports: for the office and the approver."""

    request: StaffRequest

    def dispatch(self, request: HttpRequest, *args, **options) -> HttpResponseBase:
        """Refuse the others, saying why; lead to the one lasting address of a year."""
        user, match = self.request.user, self.request.resolver_match
        if not (user.is_office or user.is_approver):
            raise PermissionDenied(NOT_YOURS)
        lasting = reverse(match.view_name, kwargs=match.kwargs)
        if request.method == "GET" and request.path != unquote(lasting):
            return redirect(lasting)
        return super().dispatch(request, *args, **options)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """Show a page; 422 where what was sent could not be taken."""
        context["errors"] = every_error(context.get("form"))
        status = 422 if context["errors"] else 200
        return render(self.request, f"reports/drafts/{template}.html", context, status=status)
