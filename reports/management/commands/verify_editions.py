"""Compute every sum of every edition again."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from reports.models import Edition


class Command(BaseCommand):
    """Say of each edition whether it is as it was published; fail when one is not."""

    help = "公表した版とそのファイルが、公表した時のままかどうかを確かめます。"

    def handle(self, **options):
        """Check them all before failing, naming what differs."""
        wrong = 0
        for edition in Edition.objects.order_by("year", "number"):
            differing = list(differences(edition))
            wrong += bool(differing)
            said = "、".join(differing) or "公表した時のままです。"
            self.stdout.write(f"{edition}: {said}")
        if wrong:
            raise CommandError(f"{wrong}つの版が、公表した時と異なります。")


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
