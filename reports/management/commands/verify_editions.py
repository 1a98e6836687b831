"""Compute every sum of every edition again, and look for the triggers that guard them."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.models import Edition

FROZEN = import_module("reports.migrations.0004_frozen")
# A disabled trigger guards nothing.
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


class Command(BaseCommand):
    """Say of each edition whether it is as it was published; fail when one is not, or may change.

    A later migration that rebuilds a table of SQLite loses its triggers without a word.
    """

    help = (
        "公表した版とそのファイルが、公表した時のままかどうかと、"
        "変更を防ぐトリガーがデータベースにあるかどうかを確かめます。"
    )

    def handle(self, **options):
        """Check them all before failing, naming what differs."""
        wrong = 0
        for edition in Edition.objects.order_by("year", "number"):
            differing = list(differences(edition))
            wrong += bool(differing)
            said = "、".join(differing) or "公表した時のままです。"
            self.stdout.write(f"{edition}: {said}")
        complaints = [f"{wrong}つの版が、公表した時と異なります。"] if wrong else []
        if missing := missing_triggers():
            complaints.append(f"変更を防ぐトリガーがありません：{'、'.join(missing)}")
        if complaints:
            raise CommandError("\n".join(complaints))


def missing_triggers() -> list[str]:
    """Return the names of the triggers that the database has no longer."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    expected = FROZEN.names(connection.vendor).values()
    return [name for names in expected for name in names if name not in there]


def differences(edition: Edition) -> Iterator[str]:
    """Yield what is not as it was published: files by name, then the edition as a whole."""
    files = []
    for file in edition.files.order_by("path").iterator(chunk_size=1):
        if not file.is_as_published():
            yield f"{file.path}が異なります"
        file.content = b""
        files.append(file)
    if edition.sum_with(sorted(files, key=lambda file: file.path)) != edition.sha256:
        yield "版の記載（内容、検査、手続、正誤表又はファイルの一覧）が異なります"
    elif edition.counted_to not in _counted_to(edition):
        yield "数えた日が、確認を依頼した日と異なります"


def _counted_to(edition: Edition) -> list[date | None]:
    """Return the days up to which it may count: of its own asking, or of the edition before."""
    former = Edition.objects.filter(year=edition.year, number__lt=edition.number)
    return [edition.asked_on, *former.order_by("number").values_list("counted_to", flat=True)]
