"""The list of 目的外利用・外部提供の届出."""

import django_tables2 as tables

from kurume_privacy.desk.tables import EraDateColumn, RecordLink, RecordTable, YearColumn
from outside_use.models import UseNotice


class UseNoticeTable(RecordTable):
    """目的外利用・外部提供の届出, the latest first."""

    caption = "目的外利用・外部提供の届出の一覧"

    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    notified_on = EraDateColumn()
    destination = tables.Column("利用先業務・提供先", order_by=("using_business", "recipient"))

    class Meta(RecordTable.Meta):
        model = UseNotice
        fields = [
            "number",
            "year",
            "notified_on",
            "kind",
            "ground",
            "destination",
            "division",
        ]
        order_by = "-number"
