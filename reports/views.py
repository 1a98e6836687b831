"""The public pages: the years, a year's report, and its PDF. Everyone may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kurume_privacy.fiscal import FiscalYear
from reports import render as rendering
from reports.compile import compile_report
from reports.years import years_with_records


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the years that have records, the latest first."""
    return render(request, "reports/index.html", {"years": years_with_records()})


@login_not_required
@require_safe
def report(request: HttpRequest, year: FiscalYear) -> HttpResponse:
    """Show the report of a year, compiled from the records."""
    if not canonical(request, year):
        return redirect("reports:report", year)
    return render(request, "reports/page.html", {"report": compile_report(year), "year": year})


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, year: FiscalYear) -> HttpResponse:
    """Return the report of a year as PDF."""
    if not canonical(request, year):
        return redirect("reports:pdf", year)
    try:
        content = rendering.pdf(compile_report(year))
    except rendering.PdfUnavailable:
        return render(request, "reports/no_pdf.html", {"year": year}, status=503)
    name = f"kurume-privacy-{int(year)}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def canonical(request: HttpRequest, year: FiscalYear) -> bool:
    """Say whether the year was typed as its one lasting address has it: 2021, not 令和3."""
    return request.path == reverse(request.resolver_match.view_name, args=[year])
