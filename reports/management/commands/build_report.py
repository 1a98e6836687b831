"""Write a year's report to a folder: HTML, PDF and JSON."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kurume_privacy.calendar.fiscal import FiscalYear
from reports.compiling.compile import compile_report
from reports.rendering import render


class Command(BaseCommand):
    """Compile the report of a year, and write it in every form."""

    help = "年度の報告書を、report.html、report.pdf、report.jsonとして書き出します。"

    def add_arguments(self, parser):
        """The year as 2021 or 令和3, and the folder to write to."""
        parser.add_argument("year", help="年度（例：2021、令和3、令和3年度）")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="書き出す場所")

    def handle(self, *, year, to, **options):
        """Write the files; the folder is made when it is not there."""
        try:
            report = compile_report(FiscalYear.parse(year))
        except ValueError as error:
            raise CommandError(str(error)) from error
        try:
            files = {
                "report.html": render.html(report).encode(),
                "report.pdf": render.pdf(report),
                "report.json": render.data(report).encode(),
            }
            to.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (to / name).write_bytes(content)
                self.stdout.write(str(to / name))
        except render.PdfUnavailable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"「{to}」に書き出せません。{error}") from error
