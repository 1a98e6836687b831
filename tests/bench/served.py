"""The application as a server of the bench runs it, with a plain view beside it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.bench.child import set_up


@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    """Say hello: what an answer costs in which nothing is done."""
    return HttpResponse("hello")


settings.ROOT_URLCONF = __name__
set_up()  # before the addresses are read
application = get_wsgi_application()
urlpatterns = [path("hello/", hello), path("", include("kurume_privacy.urls"))]
