"""The lists of 個人情報業務 and of its notices."""

from kurume_privacy.tables import EraDateColumn, RecordLink, RecordTable, YearColumn
from registrations.models import Business, BusinessNotice


class BusinessTable(RecordTable):
    """個人情報業務."""

    name = RecordLink()

    class Meta(RecordTable.Meta):
        model = Business
        fields = ["name", "division"]
        caption = "個人情報業務"


class BusinessNoticeTable(RecordTable):
    """業務の届出."""

    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    notified_on = EraDateColumn()

    class Meta(RecordTable.Meta):
        model = BusinessNotice
        fields = ["number", "year", "notified_on", "kind", "name", "division"]
