"""The lists of 個人情報業務 and of its notices."""

import django_tables2 as tables

from kurume_privacy.desk.tables import EraDateColumn, RecordLink, RecordTable, YearColumn
from registrations.models import Business, BusinessNotice


class BusinessTable(RecordTable):
    """個人情報業務."""

    caption = "個人情報業務の一覧"

    name = RecordLink()
    state = tables.Column("状態", accessor="state__label", order_by="abolished")

    class Meta(RecordTable.Meta):
        model = Business
        fields = ["name", "division", "state"]


class BusinessNoticeTable(RecordTable):
    """業務の届出, the latest first."""

    caption = "業務の届出の一覧"

    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    notified_on = EraDateColumn()

    class Meta(RecordTable.Meta):
        model = BusinessNotice
        fields = ["number", "year", "notified_on", "kind", "name", "division"]
        order_by = "-number"
