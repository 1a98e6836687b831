"""Compile every published year anew and hold it against its edition: what has drifted is named."""

from django.core.management.base import BaseCommand, CommandError

from reports.edition.errata import BETWEEN, Erratum
from reports.publishing.standing import Standing, standings

NOTHING = "（なし）"


class Command(BaseCommand):
    """Say of each current edition whether today's draft is the same; fail when one drifted.

    A year that was reopened is being corrected: it is named and fails nothing. The editions
    themselves are untouched by whatever is said here; whether they are, `verify_editions` says.
    """

    help = (
        "公表した年度ごとに、今の記録からできる報告書が、最新の版と同じかどうかを確かめます。"
        "再開していない年度に違いがあれば、終了状態が1になります。"
    )

    def add_arguments(self, parser):
        """Offer to name every place."""
        parser.add_argument(
            "--places", action="store_true", help="異なるところを一つずつ示します。"
        )

    def handle(self, *, places, **options):
        """Compare them all before failing."""
        published = [standing for standing in standings() if standing.edition]
        for standing in reversed(published):
            self.stdout.write(f"{standing.edition}: {_said(standing)}")
            for erratum in standing.errata if places else ():
                self.stdout.write(f"  {_place(erratum)}")
        if drifted := sum(standing.drifted for standing in published):
            raise CommandError(f"{drifted}つの年度が、最新の版と異なります。")


def _said(standing: Standing) -> str:
    if not standing.errata:
        return "今の記録からできる報告書と同じです。"
    said = f"今の記録からできる報告書と{len(standing.errata)}か所で異なります。"
    return said if standing.drifted else f"{said}（再開して直しています。）"


def _place(erratum: Erratum) -> str:
    """Return 2　…の状況／表の名／合計／請求件数：152 → 153."""
    place = BETWEEN.join(
        filter(None, (erratum.section, erratum.table, erratum.row, erratum.column))
    )
    wrong, right = (text or NOTHING for text in (erratum.wrong, erratum.right))
    return f"{place}：{wrong} → {right}".replace("\n", " ")
