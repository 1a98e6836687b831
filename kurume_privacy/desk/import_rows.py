"""What an import would do, as its page shows it: counted in words, and row by row."""

from collections.abc import Mapping
from typing import NamedTuple

import django_tables2 as tables
from django.utils.html import format_html

from kurume_privacy.desk.tables import RecordTable
from kurume_privacy.workbook.outcomes import ImportOutcome, ImportResult, Status

# What the address calls rows that may be there already, and rows with such a text.
SAME, PERSONAL = "same", "personal"
DONE = (Status.NEW, Status.CHANGED)  # what is written
STYLES = dict.fromkeys(DONE, " status-strong") | {Status.REFUSED: " status-late"}


class StatusColumn(tables.Column):
    """What would happen to a row, in a word that stands out where something is written."""

    def render(self, value: str) -> str:
        """Return the word in its frame."""
        status = Status(value)
        return format_html('<span class="status{}">{}</span>', STYLES.get(status, ""), status.label)


class ImportOutcomeTable(RecordTable):
    """The rows of the file, and what would happen to each."""

    caption = "行の一覧"

    line = tables.Column("行", attrs={"row_header": True})
    status = StatusColumn("状態")
    label = tables.Column("記録")
    changes = tables.TemplateColumn(
        verbose_name="変わること", template_name="desk/import_changes.html"
    )

    class Meta(RecordTable.Meta):
        orderable = False


class Choice(NamedTuple):
    """One of the kinds of rows that the page can be narrowed to."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # where a tuple has a method


def in_words(
    counts: Mapping[str, int] | Mapping[Status, int], statuses: tuple = tuple(Status)
) -> str:
    """Return 新規12件、変更3件 for the statuses that there are."""
    named = [f"{status.label}{counts[status]}件" for status in statuses if counts.get(status)]
    return "、".join(named)


def choices(result: ImportResult) -> list[Choice]:
    """Return the kinds of rows that there are, all of them first."""
    counts = result.counts
    kinds = [Choice(status.value, status.label, counts.get(status, 0)) for status in Status]
    same = Choice(SAME, "重複かもしれない行", result.possible_duplicates)
    personal = Choice(PERSONAL, "個人番号などかもしれない行", result.personal)
    offered = [kind for kind in (*kinds, same, personal) if kind.count]
    return [Choice("", "すべて", len(result.outcomes)), *offered]


def narrowed(result: ImportResult, asked: str) -> list[ImportOutcome]:
    """Return the rows that the address asks for; none for what it says wrongly."""
    if asked == SAME:
        return [outcome for outcome in result.outcomes if outcome.same_as]
    if asked == PERSONAL:
        return [outcome for outcome in result.outcomes if outcome.personal]
    if not asked:
        return result.outcomes
    return [outcome for outcome in result.outcomes if outcome.status == asked]
