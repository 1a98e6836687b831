"""The list of 苦情."""

from complaints.models import Complaint

from kurume_privacy.desk.tables import EraDateColumn, RecordLink, RecordTable, YearColumn


class ComplaintTable(RecordTable):
    """苦情."""

    caption = "苦情の一覧"
    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    received_on = EraDateColumn()

    class Meta(RecordTable.Meta):
        model = Complaint
        fields = ["number", "year", "received_on", "kind", "division"]
