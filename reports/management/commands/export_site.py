"""Write the public site to a folder, for a web server that has no access to the records."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.site import export
from reports.site.building import build
from reports.site.volumes import volumes


class Command(BaseCommand):
    """Export every published page and file; a second time writes only what changed."""

    help = "公表のページを、どのウェブサーバーにも置けるファイルとして書き出します。"

    def add_arguments(self, parser):
        """The folder to write to."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="書き出す場所")

    def handle(self, *, folder, **options):
        """Write the files, and say what changed and what does not belong there."""
        try:
            outcome = export.export(build(volumes()), folder)
        except export.ExportRefused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"「{folder}」に書き出せません。{error}") from error
        for path in outcome.removed:
            self.stdout.write(f"削除 {path}")
        for path in outcome.foreign:
            self.stdout.write(f"このコマンドのものではないため残しました {path}")
        self.stdout.write(
            f"{len(outcome.written)}個を書き出しました（変わらないもの{outcome.unchanged}個、"
            f"削除{len(outcome.removed)}個）。"
        )
