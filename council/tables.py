"""The lists of the council's sessions and meetings."""

import django_tables2 as tables
from django.utils.html import format_html_join

from council.figures import conclusion
from council.models import CouncilSession, Meeting
from kurume_privacy.desk.tables import (
    EraDateColumn,
    NumberColumn,
    RecordLink,
    RecordTable,
    YearColumn,
)


class CouncilSessionTable(RecordTable):
    """審議会."""

    caption = "審議会"
    number = RecordLink(verbose_name="審議会", order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    meetings = tables.Column("開催日", orderable=False)
    matters = NumberColumn(verbose_name="諮問案件")
    consultations = tables.Column("結論", orderable=False)
    undecided = NumberColumn(verbose_name="結論のない案件")

    class Meta(RecordTable.Meta):
        model = CouncilSession
        fields = ["number", "year", "meetings", "matters", "consultations", "undecided"]
        order_by = "-number"

    def render_number(self, value: int) -> str:
        """Return the number as it is called."""
        return f"第{value}回"

    def render_meetings(self, record: CouncilSession) -> str:
        """Return the days of the meetings, one a line."""
        held = ((meeting.days, meeting.get_manner_display()) for meeting in record.meetings.all())
        return format_html_join("", "<div>{}（{}）</div>", held) or self.default

    def render_consultations(self, record: CouncilSession) -> str:
        """Return the conclusion of the session as the report will word it."""
        return "".join(conclusion(list(record.consultations.all())))


class MeetingTable(RecordTable):
    """開催日・場所, the latest session first; a row leads to its session."""

    caption = "審議会の開催日・場所の一覧"
    session = RecordLink(
        verbose_name="審議会", order_by=("session__year", "session__number", "order", "pk")
    )
    held_on = EraDateColumn(order_by=("held_on", "pk"))
    ends_on = EraDateColumn(order_by=("ends_on", "pk"))

    class Meta(RecordTable.Meta):
        model = Meeting
        fields = ["session", "held_on", "ends_on", "manner", "place"]
        order_by = "-session"
