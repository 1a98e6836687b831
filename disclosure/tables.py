"""The lists of 開示等請求, their 処理 and 審査請求, and how long there is to a due date."""

from datetime import date

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from disclosure.events.column import NextColumn
from disclosure.events.requests import EVENTS as OF_REQUESTS
from disclosure.events.reviews import EVENTS as OF_REVIEWS
from disclosure.models import DisclosureRequest, Disposition, ReviewRequest
from kurume_privacy.desk.tables import WORDS, EraDateColumn, RecordLink, RecordTable, YearColumn

SHORT = 30  # of what was asked for, so that a row stays a line or two


def days_left(due_on: date, today: date) -> str:
    """Return 残り3日, 今日まで or 2日超過."""
    days = (due_on - today).days
    if days < 0:
        return f"{-days}日超過"
    return f"残り{days}日" if days else "今日まで"


def marked_late(days: int) -> str:
    """Return 期限後3日 in its frame; nothing for what was in time."""
    said = '<span class="status status-late">{}</span>'
    return format_html(f" {said}", after_due(days)) if days else ""


def after_due(days: int) -> str:
    """Return 期限後3日, of a decision."""
    return f"期限後{days}日"


class DueColumn(EraDateColumn):
    """The due date, with the days that are left, or by which the answer came too late."""

    # django-tables2 gives whatever the names ask for.
    def render(  # type: ignore[override]
        self, value: date, record: DisclosureRequest, table: tables.Table
    ) -> str:
        """Return the date and, where they matter, the days in words."""
        shown = super().render(value)
        if record.is_answered:
            return format_html("{}{}", shown, marked_late(record.days_late))
        late = " status-late" if value < table.today else ""
        words = days_left(value, table.today)
        return format_html('{} <span class="status{}">{}</span>', shown, late, words)


class DecidedColumn(EraDateColumn):
    """The day of a decision, with the days by which it was late."""

    # django-tables2 gives whatever the names ask for.
    def render(self, value: date, record: Disposition) -> str:  # type: ignore[override]
        """Return the date and, where it was late, by how many days."""
        return format_html("{}{}", super().render(value), marked_late(record.days_late))


class DisclosureRequestTable(RecordTable):
    """開示等請求, the latest first."""

    caption = "開示等請求の一覧"
    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    received_on = EraDateColumn()
    kind = tables.Column(order_by=("kind__regime", "kind__order", "year", "number"))
    subject = tables.Column("内容")
    state = tables.Column("状態", accessor="state__label", orderable=False, attrs=WORDS)
    due_on = DueColumn()
    outcomes = tables.Column("処理", empty_values=(), orderable=False, attrs=WORDS)
    following = NextColumn(OF_REQUESTS)

    class Meta(RecordTable.Meta):
        model = DisclosureRequest
        fields = ["number", "year", "received_on", "kind", "subject", "division"]
        sequence = [*fields, "state", "due_on", "outcomes", "following"]
        order_by = "-number"

    def __init__(self, *args, today: date | None = None, **options):
        super().__init__(*args, **options)
        self.today = today or timezone.localdate()

    def render_subject(self, value: str) -> str:
        """Return the beginning of what was asked for."""
        return Truncator(value).chars(SHORT)

    def render_outcomes(self, record: DisclosureRequest) -> str:
        """Return how it was answered, in the order of the decisions."""
        answers = [str(disposition.outcome) for disposition in record.dispositions.all()]
        return "、".join(answers) or "－"


class DispositionTable(RecordTable):
    """処理, those of the latest request first; a row leads to its request."""

    caption = "処理の一覧"
    request = RecordLink(
        verbose_name="開示等請求",
        order_by=("request__year", "request__number", "decided_on", "pk"),
    )
    year = YearColumn("年度", accessor="request__year", orderable=False)
    decided_on = DecidedColumn()
    outcome = tables.Column(order_by=("outcome__regime", "outcome__order", "pk"))
    clauses = tables.Column(orderable=False)
    division = tables.Column("所管課", accessor="request__division", orderable=False)

    class Meta(RecordTable.Meta):
        model = Disposition
        fields = ["request", "year", "decided_on", "outcome", "clauses", "division"]
        order_by = "-request"

    def render_clauses(self, record: Disposition) -> str:
        """Return the clauses by their numbers."""
        return "・".join(str(clause) for clause in record.clauses.all()) or self.default


class ReviewRequestTable(RecordTable):
    """審査請求, the latest first."""

    caption = "審査請求の一覧"
    number = RecordLink(order_by=("year", "number"))
    year = YearColumn(order_by=("year", "number"))
    received_on = EraDateColumn()
    about = tables.Column(
        "対象", linkify=lambda record: record.request.get_absolute_url(), orderable=False
    )
    referred_on = EraDateColumn()
    opinion_on = EraDateColumn()
    opinion = tables.Column()
    ruled_on = EraDateColumn()
    ruling = tables.Column()
    division = tables.Column("所管課", accessor="request__division", orderable=False)
    following = NextColumn(OF_REVIEWS)

    class Meta(RecordTable.Meta):
        model = ReviewRequest
        fields = ["number", "year", "received_on", "about", "division"]
        course = ["referred_on", "opinion_on", "opinion", "ruled_on", "ruling"]
        sequence = [*fields, *course, "following"]
        order_by = "-number"

    def render_about(self, value: str, record: ReviewRequest) -> str:
        """Return what it is against, and that a third party appeals."""
        return f"{value}（第三者から）" if record.by_third_party else value
