"""Write the blank workbook in which records of a kind are entered, to be taken in."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kurume_privacy.workbook.template import write_template, write_template_csv
from reports.desk.ledgers import KINDS

WRITERS = {".xlsx": write_template, ".csv": write_template_csv}


def kinds() -> str:
    """Return the kinds there are, each with what people call it, one a line."""
    return "\n".join(f"  {key:<18} {sheet.name}" for key, sheet in KINDS.items())


class Command(BaseCommand):
    """Write the template of a kind as Excel or CSV; what is there is not overwritten."""

    help = "記録を記入して取り込むための様式を、ExcelかCSVで書き出します。"

    def add_arguments(self, parser):
        """The kind of record, and the file, whose ending says its format."""
        parser.add_argument("kind", metavar="KIND", help="記録の種類（違うときは一覧を示します）")
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="書き出すファイル（.xlsx又は.csv）"
        )

    def handle(self, *, kind, file, **options):
        """Write the file; one that somebody may have filled in stays as it is."""
        if kind not in KINDS:
            raise CommandError(f"「{kind}」という種類はありません。次のどれかです。\n{kinds()}")
        if (write := WRITERS.get(file.suffix.lower())) is None:
            raise CommandError(f"「{file}」の名前の終わりを、.xlsxか.csvにしてください。")
        try:
            with file.open("xb") as opened:
                write(opened, KINDS[kind])
        except FileExistsError as error:
            raise CommandError(f"「{file}」は既にあります。別の名前にしてください。") from error
        except OSError as error:
            raise CommandError(f"「{file}」に書き出せません。{error}") from error
        self.stdout.write(f"{KINDS[kind].name}の様式：{file}")
