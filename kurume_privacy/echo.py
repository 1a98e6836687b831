"""What was typed for a date, in both calendars, while it is being typed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kurume_privacy.fields import both_calendars


@require_safe
def echo_date(request: HttpRequest) -> HttpResponse:
    """Return the date as text, for any user who is logged in; nothing for what is no date."""
    typed = request.GET.get("typed", "")[:40]
    return HttpResponse(both_calendars(typed), content_type="text/plain; charset=utf-8")
