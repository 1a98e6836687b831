"""How the report's structure is set: the widths of digits, and the template of each block.

At the desk, where the context says so (``at_the_desk``), a number is a link to the list of
exactly the records that it counts. Elsewhere it is set as any text.
"""

from collections.abc import Callable, Iterable

from django import template
from django.conf import settings
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kurume_privacy.document.links import Link
from kurume_privacy.document.structure import (
    Block,
    Cell,
    Inline,
    Inlines,
    Number,
    Row,
    Section,
    Table,
)
from kurume_privacy.records.display import grouped
from kurume_privacy.section import SectionDeclaration
from kurume_privacy.text import full_digits, half_digits
from reports.sections import SECTIONS, styles_of

register = template.Library()

# What surely fits a page of A4 in the PDF.
ROWS_OF_A_PAGE = 34
CHARACTERS_OF_A_PAGE = 1700
BROAD = 9

WIDTHS = {"full": full_digits, "half": half_digits}


@register.simple_tag
def report_styles(sections: Iterable[Section | SectionDeclaration] = SECTIONS) -> tuple[str, ...]:
    """Return the style sheets of a report with these sections, as static files."""
    return styles_of(section.key for section in sections)


@register.filter
@stringfilter
def prose(text: str) -> str:
    """Set the digits of prose, headings and lists."""
    return WIDTHS[settings.REPORT_PROSE_DIGITS](text)


@register.filter
@stringfilter
def tabular(text: str) -> str:
    """Set the digits of tables."""
    return WIDTHS[settings.REPORT_TABLE_DIGITS](text)


@register.simple_tag(takes_context=True)
def set_prose(context: Context, content: Inlines) -> SafeString:
    """Set the texts and numbers of prose, headings and lists."""
    return _set(context, content, lambda part: prose(str(part)))


@register.simple_tag(takes_context=True)
def set_tabular(context: Context, content: Inlines) -> SafeString:
    """Set the texts and numbers of tables."""
    return _set(context, content, _in_table)


def _in_table(part: Inline) -> str:
    """Return a text or a number as a table has it: the thousands of a number stand apart."""
    return tabular(grouped(part.value) if isinstance(part, Number) else part)


def _set(context: Context, content: Inlines, said: Callable[[Inline], str]) -> SafeString:
    linked = context.get("at_the_desk")
    pieces = (
        _as_link(part.link, said(part))
        if linked and isinstance(part, Number) and part.link
        else conditional_escape(said(part))
        for part in content
    )
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def _as_link(link: Link, digits: str) -> SafeString:
    address = f"{reverse(link.page)}{link.search}"
    return format_html('<a class="counted" href="{}">{}</a>', address, digits)


@register.filter
def alone(number: Number) -> Inlines:
    """Return a number as it stands in a sentence."""
    return (number,)


@register.filter
def template_of(block: Block) -> str:
    """Return the template that sets ``block``."""
    return f"reports/blocks/{type(block).__name__.lower()}.html"


@register.filter
def columns(table: Table) -> range:
    """Return the table's columns, which the style sheet gives their widths."""
    return range(sum(cell.colspan for cell in table.head[0].cells))


@register.filter
def classes(table: Table) -> str:
    """Say what the style sheet must know of a table's shape.

    grouped: rows belong together, so that no page may part them; whole: and the table fits a
    page; broad: it has more columns than A4 has room for at the usual size.
    """
    grouped = any(len(rows) > 1 for rows in table.groups)
    fits = sum(len(rows) for rows in table.groups) <= ROWS_OF_A_PAGE
    named = {
        "wordy": is_wordy(table),
        "grouped": grouped,
        "whole": grouped and fits,
        "broad": len(columns(table)) > BROAD,
    }
    return " ".join(["report-table", *(name for name, holds in named.items() if holds)])


@register.filter
def has_tall(table: Table, group: tuple[Row, ...]) -> bool:
    """Say whether a group may not fit a page with the head: then a page may part it."""
    return len(group) + len(table.head) > ROWS_OF_A_PAGE


@register.filter
def row_class(row: Row) -> str:
    """Name a total, and a row of sentences so long that it may have to go over to a new page."""
    text = sum(len(str(part)) for cell in row.cells for line in cell.lines for part in line.content)
    return "total" if row.total else "tall" if text > CHARACTERS_OF_A_PAGE else ""


@register.filter
def is_wordy(table: Table) -> bool:
    """Say whether a table holds sentences, not numbers: on a narrow screen its rows stack."""
    cells = (cell for rows in table.groups for row in rows for cell in row.cells)
    return all(cell.value is None for cell in cells)


@register.filter
def under_headings(row: Row, table: Table) -> list[tuple[Cell, str]]:
    """Pair each cell of a wordy table's row with the heading it stands under."""
    headings = (
        "".join(str(part) for part in cell.lines[0].content) for cell in table.head[-1].cells
    )
    return list(zip(row.cells, headings, strict=False))
