"""Whether the process answers, and whether it can work: asked by proxies and load balancers.

They call by a bare address and follow no redirect, so both are answered before the host's name,
HTTPS, a session or a log-in is asked for. Everybody may see them: they tell nothing secret.
"""

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.log import log_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEALTH, READY = "/health", "/ready"
NO_DATABASE = "データベースが応答しません。"
NOT_MIGRATED = "適用していないマイグレーションがあります。"
PLAIN = "text/plain; charset=utf-8"


class Health:
    """The middleware that answers the two addresses, and hands on every other."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response
        # Once complete, always complete: newer migrations come with a newer process.
        self.migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or let the others answer."""
        answers = {HEALTH: self.health, READY: self.ready}
        return answers.get(request.path_info, self.get_response)(request)

    @method_decorator([never_cache, require_safe])
    def health(self, request: HttpRequest) -> HttpResponse:
        """Say that this process answers, whatever else does not."""
        return HttpResponse("ok\n", content_type=PLAIN)

    @method_decorator([never_cache, require_safe])
    def ready(self, request: HttpRequest) -> HttpResponse:
        """Say whether the database answers, and has the tables that this version needs."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.migrated = self.migrated or not migrations_missing()
        except DatabaseError as error:
            return not_ready(request, NO_DATABASE, error)
        if not self.migrated:
            return not_ready(request, NOT_MIGRATED)
        return HttpResponse("ok\n", content_type=PLAIN)


def migrations_missing() -> bool:
    """Return whether this version has migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def not_ready(
    request: HttpRequest, reason: str, error: DatabaseError | None = None
) -> HttpResponse:
    """Answer 503 with the reason; the database's own words go to the log alone."""
    response = HttpResponse(f"{reason}\n", status=503, content_type=PLAIN)
    log_response(f"Not ready: {reason}", response=response, request=request, exception=error)
    return response
