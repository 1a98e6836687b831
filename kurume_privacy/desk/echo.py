"""What was typed for a date, in both calendars, while it is being typed."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kurume_privacy.records.fields import echo


@require_safe
def echo_date(request: HttpRequest) -> JsonResponse:
    """Return the date, for any user who is logged in; empty for what is no date."""
    typed = request.GET.get("typed", "")[:40]
    return JsonResponse(echo(typed))
