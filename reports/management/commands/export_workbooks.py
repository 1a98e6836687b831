"""Write every ledger to a folder: files that are taken in again in the order of their names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kurume_privacy.desk.export import Export
from kurume_privacy.workbook.sheet import Sheet
from kurume_privacy.xlsx.writing import write_csv, write_workbook
from reports.desk.ledgers import LEDGERS


class Command(BaseCommand):
    """Write the ledgers that hold anything; what is there is not overwritten."""

    help = (
        "すべての台帳を、ExcelかCSVで1冊ずつ書き出します。ファイル名の番号の順に取り込むと、"
        "同じ記録になります。記録のない台帳は書き出しません（その番号は抜けます）。"
    )

    def add_arguments(self, parser):
        """The folder to write to, and the form of the files."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="書き出す場所")
        parser.add_argument("--machine", action="store_true", help="機械判読用の見出しと値にする")
        parser.add_argument("--csv", action="store_true", help="ExcelでなくCSVにする")

    def handle(self, *, folder, machine, csv, **options):
        """Write the files one after the other, and say how many records each holds."""
        files = {folder / name: sheet for name, sheet in named("csv" if csv else "xlsx")}
        _refuse_to_overwrite(files)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path, sheet in files.items():
                export = Export(sheet, sheet.model.objects.all(), machine, timezone.localtime())
                with new_file(path) as file:
                    (write_csv if csv else write_workbook)(file, export.ledger)
                self.stdout.write(f"{path}（{export.written}件）")
        except OSError as error:
            raise CommandError(f"「{folder}」に書き出せません。{error}") from error
        if not files:
            self.stdout.write("記録がないので、何も書き出しませんでした。")


def named(ending: str) -> Iterator[tuple[str, Sheet]]:
    """Yield the ledgers that hold anything, each with the name of its file: 1_個人情報業務.xlsx.

    The number is the ledger's own: the same whichever are empty.
    """
    for ledger in LEDGERS:
        if ledger.sheet and ledger.model.objects.exists():
            yield f"{ledger.number}_{ledger.name}.{ending}", ledger.sheet


def _refuse_to_overwrite(paths) -> None:
    for path in paths:
        if path.exists():
            raise CommandError(f"「{path}」は既にあります。別の場所にしてください。")


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is not there yet; nothing is left of one that is not written whole."""
    file = path.open("xb")
    try:
        with file:
            yield file
    except BaseException:
        path.unlink()
        raise
