"""The public pages. Everyone may see them; they show what was published, never a record."""

from typing import Any
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.site.addresses import year_address
from reports.site.building import Site, current_site
from reports.site.pages import Page, StoredFile

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"  # a correction is seen at once; until then the answer is 304


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show a page that belongs to no year."""
    return answer(request, current_site()[place(request)])


@login_not_required
@require_safe
def page_of_year(request: HttpRequest, year: FiscalYear, **rest: Any) -> HttpResponse:
    """Show a page or a file of a year; one typed as 令和3 leads to its one lasting address."""
    site = current_site()
    if found := site.get(place(request)):
        return answer(request, found)
    match: Any = request.resolver_match  # by which we have come here
    lasting = redirect(match.view_name, year=year, **rest)
    return lasting if unquote(lasting.url) != request.path else not_published(request, year, site)


def place(request: HttpRequest) -> str:
    """Return the path that was asked for, from the root of the site."""
    return request.path_info.removeprefix("/")


def answer(request: HttpRequest, found: Page | StoredFile) -> HttpResponse:
    """Answer with a page's bytes, or with 304 where the browser has them already."""
    response = HttpResponse(headers=headers(found))
    conditional: Any = get_conditional_response(request, response["ETag"], response=response)
    if conditional is not response:
        return conditional
    response["Content-Length"] = found.size
    if request.method != "HEAD":
        response.content = found.content
    return response


def headers(found: Page | StoredFile) -> dict[str, str]:
    """Return what is said about a page or file: what it is, how long it holds, its own name."""
    said = {
        "Content-Type": found.media_type,
        "ETag": f'"{found.sha256}"',
        "Cache-Control": FOR_EVER if found.lasts else ASK_AGAIN,
    }
    if found.filename:
        said["Content-Disposition"] = f'{found.disposition}; filename="{found.filename}"'
    return said


def not_published(request: HttpRequest, year: FiscalYear, site: Site) -> HttpResponse:
    """Say that the year, or this edition of it, is not published, and what to do."""
    context = {"year": year, "published": year_address(int(year)) in site}
    return render(request, "reports/site/unpublished.html", context, status=404)
