"""The application's addresses, and some that fail, each in another place."""

import logging
from threading import Barrier

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from kurume_privacy import urls
from kurume_privacy.models import Role, User

handler400, handler500 = urls.handler400, urls.handler500
both_are_here = Barrier(2, timeout=10)


class Failure(Exception):
    """What the views below fail with."""


@login_not_required
def fails(request):
    raise Failure("the view failed")


def fails_at_the_desk(request):
    raise Failure("the desk failed")


@login_not_required
def fails_together(request, name):
    both_are_here.wait()
    raise Failure(f"{name} failed")


@login_not_required
def fails_in_the_database(request):
    with transaction.atomic():
        for _ in range(2):
            User.objects.create(username=request.GET["name"], role=Role.OFFICE)
    return HttpResponse()


@login_not_required
def fails_as_postgresql_does(request):
    row = 'null value in column "division"\nDETAIL:  Failing row contains (1, hibari).\n'
    try:
        raise IntegrityError(row)
    except IntegrityError as error:
        raise Failure("not saved") from error


@login_not_required
def breaks_off(request):
    def pieces():
        yield b"the beginning"
        raise Failure("the stream failed")

    return StreamingHttpResponse(pieces())


@login_not_required
def takes_too_long(request):
    raise SystemExit(1)  # what gunicorn does to its worker then


@login_not_required
def warns(request):
    logging.getLogger("anywhere").warning("Something is odd")
    return HttpResponse("warned")


def fails_before_the_view(get_response):
    def middleware(request):
        raise Failure("the middleware failed")

    return middleware


urlpatterns = [
    path("fails/", fails),
    path("desk/fails/", fails_at_the_desk),
    path("fails/together/<name>/", fails_together),
    path("fails/saving/", fails_in_the_database),
    path("fails/row/", fails_as_postgresql_does),
    path("breaks-off/", breaks_off),
    path("takes-too-long/", takes_too_long),
    path("warns/", warns),
    *urls.urlpatterns,
]
