"""The front page of the desk: what is due, what is missing, the year so far."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show what this user should look at first."""
    return render(request, "desk/front_page.html")
