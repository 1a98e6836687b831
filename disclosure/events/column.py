"""The column of a list that leads to what comes next of each of its records."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django_tables2.rows import BoundRow

from disclosure.events.declaration import Events, next_events
from kurume_privacy.desk.tables import WORDS, RecordTable, from_row

NOTHING = "－"


class NextColumn(tables.Column):
    """What is the likeliest to happen next, for who may enter it."""

    def __init__(self, events: Events, **options):
        super().__init__("次の手続", empty_values=(), orderable=False, attrs=WORDS, **options)
        self.events = events

    # django-tables2 gives whatever the names ask for.
    def render(self, record: Any, table: RecordTable, bound_row: BoundRow) -> str:
        """Return the link, with the way back to the list."""
        event = next(next_events(record, self.events), None) if may_enter(table) else None
        if event is None:
            return NOTHING
        address = from_row(reverse(event.page(record), args=[record.pk]), table, bound_row)
        link = '<a class="next-event" href="{}" aria-label="{}：{}">{}</a>'
        return format_html(link, address, event.name, record, event.name)


def may_enter(table: RecordTable) -> bool:
    """Say whether who looks at the list enters what happens."""
    request = getattr(table, "request", None)
    return request is not None and request.user.keeps_records
