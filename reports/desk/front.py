"""The front page of the desk: what is due, what is missing, the year so far."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kurume_privacy.accounts.log_in import StaffRequest
from kurume_privacy.calendar.fiscal import FiscalYear
from kurume_privacy.desk.tasks import day_in_words, end_of_week
from kurume_privacy.models import Reorganisation
from reports.desk.front_page import entries, to_do, year_so_far

LONGEST_YEAR = 20  # longer than any year is typed


@require_safe
def front_page(request: StaffRequest) -> HttpResponse:
    """Show what this user should look at first."""
    today = timezone.localdate()  # the only look at the clock
    if not request.user.sees_records:
        planned = Reorganisation.objects.planned(today)
        return render(request, "reports/desk/front_administrator.html", {"planned": planned})
    typed = request.GET.get("year", "")[:LONGEST_YEAR]
    year, refusal = asked_year(typed, today)
    context = {
        "today": day_in_words(today),
        "week_ends": day_in_words(end_of_week(today)),
        "to_do": to_do(request.user, today),
        "progress": year_so_far(request.user, year, today),
        "entries": entries(request.user),
        "typed_year": typed,
        "refusal": refusal,
    }
    return render(request, "reports/desk/front_page.html", context)


def asked_year(text: str, today: date) -> tuple[FiscalYear, str]:
    """Return the year asked for, as people type years; today's, and why, where it is none."""
    this_year = FiscalYear.of(today)
    if not text.strip():
        return this_year, ""
    try:
        return FiscalYear.parse(text), ""
    except ValueError as error:
        return this_year, f"{error}"
