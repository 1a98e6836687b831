"""Load the 令和３年度 sample."""

from django.core.management.base import BaseCommand, CommandError

from kurume_privacy.records.sample import SampleError
from reports.sample import loading as sample


class Command(BaseCommand):
    """Enter the sample's records through the forms; a second time changes nothing."""

    help = "令和3年度の見本（公表された件数から再構成した記録）を読み込みます。"

    def add_arguments(self, parser):
        """``--if-empty`` is what a first start uses; the organisation alone is for an import."""
        parser.add_argument(
            "--if-empty", action="store_true", help="台帳に記録が一件もないときだけ読み込みます。"
        )
        parser.add_argument(
            "--organisation-only",
            action="store_true",
            help="部局と課だけを登録します（記録は、docs/excelのファイルから取り込んで試せます）。",
        )

    def handle(self, *, if_empty, organisation_only, **options):
        """Load it, and say how many records were entered."""
        if if_empty and not sample.is_empty():
            self.stdout.write("台帳に記録があるので、見本は読み込みません。")
            return
        try:
            entered = sample.load(organisation_only=organisation_only)
        except SampleError as error:
            raise CommandError(f"見本を読み込めません。{error}") from error
        total = sum(entered.values())
        what = "部局と課" if organisation_only else "記録"
        self.stdout.write(
            f"見本の{what}を{total}件登録しました。"
            if total
            else f"見本の{what}は、既に全て登録されています。"
        )
