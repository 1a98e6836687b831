"""The lists of 告示, 職員研修及び意識啓発 and the office's own wording."""

from kurume_privacy.desk.tables import (
    EraDateColumn,
    MonthColumn,
    RecordLink,
    RecordTable,
    YearColumn,
)
from reports.models import PublicNotice, Training, Wording


class PublicNoticeTable(RecordTable):
    """告示."""

    caption = "告示"
    number = RecordLink(verbose_name="告示")
    year = YearColumn()
    published_on = EraDateColumn()

    class Meta(RecordTable.Meta):
        model = PublicNotice
        fields = ["number", "year", "published_on", "on_website"]
        order_by = "-year"

    def render_number(self, record: PublicNotice) -> str:
        """Return the notice as it is cited."""
        return str(record)

    def render_on_website(self, value: bool) -> str:
        """Return the answer as a word."""
        return "はい" if value else "いいえ"


class TrainingTable(RecordTable):
    """職員研修及び意識啓発."""

    caption = "職員研修及び意識啓発"
    content = RecordLink()
    month = MonthColumn(order_by=("month", "order"))
    year = YearColumn()

    class Meta(RecordTable.Meta):
        model = Training
        fields = ["content", "month", "year", "note"]
        order_by = "-month"


class WordingTable(RecordTable):
    """報告書の文."""

    caption = "報告書の文"
    paragraph = RecordLink()
    year = YearColumn(order_by=("year", "paragraph"))

    class Meta(RecordTable.Meta):
        model = Wording
        fields = ["paragraph", "year", "text"]
        order_by = "-year"

    def render_text(self, value: str) -> str:
        """Return the beginning of the text."""
        return value if len(value) <= 60 else f"{value[:60]}…"
